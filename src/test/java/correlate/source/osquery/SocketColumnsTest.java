package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import correlate.model.RowColumns;
import correlate.source.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the columns that lie in bytes against those that are read in full. */
class SocketColumnsTest {
    private static void sameAsPlain(String json) {
        byte[] line = ("##" + json + "##").getBytes(StandardCharsets.UTF_8);
        Map<String, Object> plain = PlainColumns.of(line, 2, line.length - 2);
        Map<String, Object> columns = SocketColumns.of(line, 2, line.length - 2);
        plain.forEach((name, value) -> assertEquals(value, columns.get(name), json));
        assertEquals(null, columns.get("no such column"));
        assertEquals(null, columns.get("no such c\u00f6lumn"));
        assertEquals(plain.size(), columns.size(), json);
        assertEquals(plain.isEmpty(), columns.isEmpty(), json);
        if (columns instanceof RowColumns row) {
            for (boolean takesEscapes : new boolean[] {true, false}) {
                assertEquals(List.copyOf(plain.entrySet()), List.copyOf(Told.by(row, takesEscapes).entrySet()), json);
            }
        }
        assertEquals(List.copyOf(plain.entrySet()), List.copyOf(columns.entrySet()), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"pid\":\"42\"}", "{\"pid\":42,\"name\":\"\"}", "{ \"pid\" : 1e3 , \"ok\" : true }",
        "{\"path\":\"C:\\\\Windows\\/x\",\"cmdline\":\"a \\\"b\\\" \\u00e9\\n\"}", "{\"caf\u00e9\":\"\u00fc\"}",
        "{\"list\":[1,{\"a\":2}],\"map\":{\"b\":[]}}", "{\"gone\":null,\"pid\":\"1\"}"})
    void keepsEveryColumnAsLogged(String json) {
        sameAsPlain(json);
        assertInstanceOf(RowColumns.class, SocketColumns.of(json.getBytes(StandardCharsets.UTF_8), 0,
                json.getBytes(StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pid\":\"1\",\"pid\":\"2\"}", "{\"pid\":\"1\",\"pid\":null}", "{\"p\\u0069d\":\"1\"}", "{\"pid\":\"1\",\"cut\":",
        "{\"a\":\"1\",\"b\":\"2\",\"a\":3}", "[]", ""})
    void leavesWhatIsOddToThePlainReading(String json) {
        sameAsPlain(json);
    }

    @Test
    void agreesOnGeneratedRows() {
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            boolean texts = random.nextBoolean();
            List<String> members = new ArrayList<>();
            for (int n = random.nextInt(40); n > 0; n--) {
                String name = Integer.toString(random.nextInt(300), 36) + (random.nextInt(50) == 0 ? "\\t" : "");
                members.add('"' + name + "\":" + value(random, texts ? 3 : 8));
            }
            String json = '{' + String.join(random.nextInt(9) == 0 ? ", " : ",", members) + '}';
            sameAsPlain(random.nextInt(20) == 0 ? json.substring(0, random.nextInt(json.length())) : json);
        }
    }

    private static String value(Random random, int kinds) {
        return switch (random.nextInt(kinds)) {
            case 0 -> "\"say \\\"\\u0041\\\"\"";
            case 3 -> "null";
            case 4 -> "-12.5";
            case 5 -> "[\"x\",{}]";
            case 6 -> "false";
            default -> '"' + Integer.toString(random.nextInt(), 36) + '"';
        };
    }
}

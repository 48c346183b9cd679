package correlate.source.json;

import static correlate.source.json.RandomJson.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    @Test
    void givesTheTokensOfAnOsqueryRow() throws BadJson {
        assertEquals(List.of("{", "name name", "string a\"b", "name numerics", "false", "name columns", "{", "name pid",
                "number 42", "name fd", "null", "}", "name rows", "[", "]", "}"),
                tokens(utf8("{\"name\":\"a\\\"b\", \"numerics\":false,\"columns\":{\"pid\":42,\"fd\":null},\"rows\":[ ]} ")));
    }

    @Test
    void agreesWithJacksonOnGeneratedText() throws BadJson {
        RandomJson random = new RandomJson(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = utf8(random.value(0));
            assertEquals(JacksonTokens.of(text), tokens(text), () -> shown(text));
        }
    }

    @Test
    void agreesWithJacksonOnDamagedText() {
        RandomJson random = new RandomJson(2);
        int rejected = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] text = random.damaged(utf8(random.value(0)));
            List<String> expected = JacksonTokens.of(text);
            List<String> given;
            try {
                given = tokens(text);
            } catch (BadJson e) {
                given = null;
                rejected++;
                assertTrue(e.at() >= 0 && e.at() <= text.length);
            }
            assertEquals(expected, given, () -> shown(text));
        }
        assertTrue(rejected > 10_000 && rejected < 95_000, "damage that shows: " + rejected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,}      | 7  | a name in quotes should stand here
            {"a" 1}       | 5  | a colon should stand here
            {"a":1 "b":2} | 7  | a comma or } should stand here
            [1 2]         | 3  | a comma or ] should stand here
            [1,]          | 3  | a value should stand here
            {"a":01}      | 5  | a number begins with 0
            {"a":1.}      | 7  | a digit should stand here
            {"a":"\\x"}   | 7  | no such escape
            {"a":"\\u12"} | 10 | four hex digits should follow \\u
            {} {}         | 3  | more text after the end of the JSON value
            nul!          | 0  | a value should stand here
            """)
    void saysWhereAndWhy(String text, int at, String reason) {
        BadJson bad = assertThrows(BadJson.class, () -> tokens(utf8(text)));
        assertEquals(reason, bad.reason());
        assertEquals(at, bad.at());
        assertFalse(bad.cutOff());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "[", "[1", "tru", "-", "1.", "1e+",
        "\"\\", "\"\\u00"})
    void knowsTextThatIsCutOff(String text) {
        assertTrue(assertThrows(BadJson.class, () -> tokens(utf8(text))).cutOff());
    }

    @Test
    void letsRawControlsAndBrokenUtf8PassInStrings() throws BadJson {
        assertEquals(List.of("string a\tb\u0001\ufffdc"), tokens(new byte[] {'"', 'a', 9, 'b', 1, (byte) 0xff, 'c', '"'}));
    }

    @Test
    void limitsDepthAndLength() throws BadJson {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH);
        assertEquals(2 * JsonScanner.MAX_DEPTH, tokens(utf8(deepest)).size());
        assertThrows(BadJson.class, () -> tokens(utf8("[" + deepest + "]")));
        String longest = "\"" + "x".repeat(JsonScanner.MAX_VALUE) + "\"";
        assertEquals(1, tokens(utf8(longest)).size());
        byte[] longer = utf8("\"x" + longest.substring(1));
        assertEquals("a name or string is longer than 1 MiB", assertThrows(BadJson.class, () -> tokens(longer)).reason());
        assertThrows(BadJson.class, () -> tokens(utf8("{" + new String(longer, StandardCharsets.UTF_8) + ":1}")));
        assertThrows(BadJson.class, () -> tokens(utf8("1".repeat(JsonScanner.MAX_VALUE + 1))));
        JsonScanner json = scanner(longer);
        assertEquals(JsonScanner.STRING, json.nextOfAnyLength());
        assertEquals(JsonScanner.MAX_VALUE + 1, json.to() - json.from());
    }

    @Test
    void skipsValuesAndSpansThem() throws BadJson {
        byte[] text = utf8("{\"a\": [1,{\"b\":\"}\"}] ,\"c\":\"d\"}");
        JsonScanner json = scanner(text);
        json.next();
        json.next();
        assertEquals(JsonScanner.BEGIN_ARRAY, json.skipValue());
        assertEquals("[1,{\"b\":\"}\"}]", new String(text, json.from(), json.to() - json.from(), StandardCharsets.UTF_8));
        assertEquals(JsonScanner.NAME, json.next());
        assertEquals(JsonScanner.STRING, json.skipValue());
        assertEquals("\"d\"", new String(text, json.from(), json.to() - json.from(), StandardCharsets.UTF_8));
        assertEquals(JsonScanner.END_OBJECT, json.skipValue());
        assertEquals(JsonScanner.END, json.next());
        assertEquals(JsonScanner.END, json.next());
    }

    @Test
    void comparesNamesHoweverTheyAreEscaped() throws BadJson {
        byte[] name = utf8("local_address");
        for (String written : List.of("local_address", "local\\u005faddress", "\\u006cocal_address")) {
            JsonScanner json = scanner(utf8("{\"" + written + "\":1}"));
            json.next();
            json.next();
            assertTrue(json.nameIs(name));
            assertFalse(json.nameIs(utf8("local_addresss")));
            assertFalse(json.nameIs(utf8("local_addresz")));
        }
    }

    @Test
    void findsNamesOfAnyLength() throws BadJson {
        String[] list = {"", "a", "pid", "fd", "local_port", "local_address", "remote_address", "response_icmp_type",
            "response_icmp_code", "logNumericsAsNumbers", "logNumericsAsNumberz", "é"};
        JsonNames names = new JsonNames(list);
        for (int i = 0; i < list.length; i++) {
            byte[] bytes = utf8(list[i]);
            assertEquals(i, names.find(bytes, 0, bytes.length));
            byte[] within = utf8("{\"" + list[i] + "\":\"padding for a whole word\"}");
            assertEquals(i, names.find(within, 2, 2 + bytes.length));
            JsonScanner json = scanner(within);
            json.next();
            json.next();
            assertEquals(i, names.find(json));
            assertEquals(list[i], names.name(i));
            byte[] longer = utf8(list[i] + "!");
            assertEquals(-1, names.find(longer, 0, longer.length));
        }
        JsonScanner json = scanner(utf8("\"\\u0070id\""));
        json.next();
        assertEquals(2, names.find(json));
        assertEquals(list.length, names.size());
    }

    @Test
    void unescapesIntoAGivenArray() {
        byte[] written = utf8("\\ud83d\\ude00\\t\\u00e9\\udc00x");
        byte[] out = new byte[written.length];
        int length = JsonStrings.unescape(written, 0, written.length, out);
        assertArrayEquals(utf8("\ud83d\ude00\té\ufffdx"), java.util.Arrays.copyOf(out, length));
    }

    private static JsonScanner scanner(byte[] text) {
        JsonScanner json = new JsonScanner();
        json.reset(text, 0, text.length);
        return json;
    }

    private static String shown(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private static List<String> tokens(byte[] text) throws BadJson {
        // among other bytes, so that reading past an end shows
        byte[] padded = new byte[text.length + 10];
        java.util.Arrays.fill(padded, (byte) '1');
        System.arraycopy(text, 0, padded, 5, text.length);
        JsonScanner json = new JsonScanner();
        json.reset(padded, 5, 5 + text.length);
        List<String> tokens = new ArrayList<>();
        try {
            int token;
            while ((token = json.next()) != JsonScanner.END) {
                tokens.add(switch (token) {
                    case JsonScanner.NAME -> "name " + json.text();
                    case JsonScanner.STRING -> "string " + json.text();
                    case JsonScanner.NUMBER -> "number " + json.text();
                    default -> new String(padded, json.from(), json.to() - json.from(), StandardCharsets.UTF_8);
                });
                assertTrue(json.depth() >= 0 && json.position() <= 5 + text.length);
            }
        } catch (BadJson e) {
            throw new BadJson(e.at() - 5, e.reason(), e.cutOff());
        }
        return tokens;
    }
}

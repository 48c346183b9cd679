package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import correlate.model.Address;
import correlate.model.NumberText;
import correlate.model.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the writer of JSON against Jackson's, on generated values. */
class JsonBytesTest {
    private static final String EDGES = "\u0000\u0007\b\t\n\f\r\u001b\"\\/\u007f\u0080\u009f\u00a0\u00e9\u061c\u07ff\u0800\u200e"
            + "\u2028\u202e\u2066\u2069\u206a\ud7ff\ud83d\ude00\udfff\ue000\uffff az09";

    /** The same escapes, as Jackson takes them. */
    private static final class PlainEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] ascii = standardAsciiEscapesForJSON();
            ascii[0x7f] = ESCAPE_STANDARD;
            return ascii;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return c >= 0x80 && JsonEscapes.acts((char) c) ? new SerializedString("\\u%04x".formatted(c)) : null;
        }
    }

    @Test
    void writesWhatJacksonWrites() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            long seed = random.nextLong();
            JsonBytes bytes = new JsonBytes(1);
            StringWriter text = new StringWriter();
            try (JsonGenerator plain = new JsonFactoryBuilder().characterEscapes(new PlainEscapes()).build().createGenerator(text)) {
                value(new Random(seed), 4, bytes, plain);
            }
            String ours = new String(Arrays.copyOf(bytes.array(), bytes.size()), StandardCharsets.UTF_8);
            // Jackson writes the hex digits of a control character in upper case
            assertEquals(hexInLowerCase(text.toString()), ours);
        }
    }

    @Test
    void readsBackAsTheSameText() throws IOException {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            JsonBytes bytes = new JsonBytes(4);
            bytes.string(text);
            JsonNode read = new ObjectMapper().readTree(Arrays.copyOf(bytes.array(), bytes.size()));
            assertEquals(text, read.textValue());
        }
    }

    @Test
    void writesBytesAsItWritesTheirText() {
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            byte[] utf8 = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
            JsonBytes ofText = new JsonBytes(4);
            String read = new String(utf8, 2, utf8.length - 4, StandardCharsets.UTF_8);     // half surrogates were lost
            ofText.name(read);
            ofText.string(read);
            JsonBytes ofBytes = new JsonBytes(4);
            ofBytes.name(utf8, 2, utf8.length - 2);
            ofBytes.text(utf8, 2, utf8.length - 2);
            assertEquals(utf8(ofText), utf8(ofBytes));
        }
    }

    @Test
    void copiesOnlyTheEscapesThatItWouldWrite() {
        for (String escaped : List.of("plain", "", "say \\\"yes\\\"", "\\\\", "C:\\\\dir\\n\\t\\r\\b\\f")) {
            JsonBytes json = new JsonBytes(4);
            assertEquals(true, json.escapedText(escaped.getBytes(StandardCharsets.UTF_8), 0, escaped.length()));
            assertEquals('"' + escaped + '"', utf8(json));
            byte[] members = ("\"name\":\"" + escaped + "\",\"next\":\"\"").getBytes(StandardCharsets.UTF_8);
            json.begin(new byte[4]);
            json.startObject();
            assertEquals(true, json.members(members, 0, members.length));
            json.key("last");
            assertEquals("{\"name\":\"" + escaped + "\",\"next\":\"\",\"last\":", utf8(json));
        }
        for (String escaped : List.of("a\\/b", "\\u0041", "raw \u001b", "\u00e9\\n", "end \u007f")) {
            byte[] utf8 = escaped.getBytes(StandardCharsets.UTF_8);
            JsonBytes json = new JsonBytes(4);
            assertEquals(false, json.escapedText(utf8, 0, utf8.length));
            byte[] members = ("\"next\":\"\",\"name\":\"" + escaped + '"').getBytes(StandardCharsets.UTF_8);
            assertEquals(false, json.members(members, 0, members.length));
            assertEquals("", utf8(json));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1582669709.844549", "9007199254740991", "9007199254740992", "9007199254740993",
        "99999999999999999999", "-9007199254740993", "1e400", "123456789012345", "1234567890123456.5"})
    void writesNumbersAsJsonValueDoes(String number) {
        JsonBytes ofValue = new JsonBytes(4);
        JsonValue.write(ofValue, new NumberText(number));
        JsonBytes ofBytes = new JsonBytes(4);
        ofBytes.number(("#" + number + "#").getBytes(StandardCharsets.US_ASCII), 1, 1 + number.length());
        assertEquals(utf8(ofValue), utf8(ofBytes));
    }

    @Test
    void writesRoughDurationsAsTheirTexts() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            long micros = (random.nextLong() >>> 2 + random.nextInt(60)) / (random.nextBoolean() ? 1 : Times.SECOND) * Times.SECOND
                    + random.nextInt(3) / 2 * random.nextInt(1_000_000);
            JsonBytes json = new JsonBytes(4);
            json.startText();
            json.rough(micros & Long.MAX_VALUE);
            json.endText();
            assertEquals('"' + Times.rough(micros & Long.MAX_VALUE) + '"', utf8(json));
        }
    }

    @Test
    void writesTimesAddressesAndNumbersAsTheirTexts() {
        Random random = new Random(10);
        JsonBytes json = new JsonBytes(4);
        for (int i = 0; i < 5_000; i++) {
            long micros = random.nextInt(4) == 0 ? random.nextLong() / 4 : random.nextLong() >> 8 + random.nextInt(40);
            Address address = random.nextBoolean() ? new Address(random.nextLong(), random.nextLong())
                    : new Address(0, 0xffff_0000_0000L | random.nextInt() & 0xffff_ffffL);
            json.begin(new byte[8]);
            json.startArray();
            json.time(micros);
            json.seconds(micros, 1);
            json.seconds(micros / Times.SECOND * Times.SECOND, 0);
            json.address(address);
            json.integer(micros & Long.MAX_VALUE);
            json.communityId(Findings.ID);
            json.endArray();
            assertEquals("[\"" + Times.iso(micros) + "\"," + JsonNumber.seconds(micros, 1) + ","
                    + JsonNumber.seconds(micros / Times.SECOND * Times.SECOND, 0) + ",\"" + address + "\","
                    + (micros & Long.MAX_VALUE) + ",\"" + Findings.ID + "\"]", utf8(json));
        }
    }

    private static String utf8(JsonBytes json) {
        return new String(json.array(), 0, json.size(), StandardCharsets.UTF_8);
    }

    private static String hexInLowerCase(String json) {
        return java.util.regex.Pattern.compile("\\\\u[0-9A-Fa-f]{4}").matcher(json)
                .replaceAll(match -> "\\\\" + match.group().substring(1).toLowerCase(java.util.Locale.ROOT));
    }

    private static void value(Random random, int depth, JsonBytes bytes, JsonGenerator plain) throws IOException {
        switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> {
                String text = text(random);
                bytes.string(text);
                plain.writeString(text);
            }
            case 1 -> {
                bytes.literal("-12.5e3");
                plain.writeNumber("-12.5e3");
            }
            case 2 -> {
                bytes.literal("true");
                plain.writeBoolean(true);
            }
            case 3 -> {
                bytes.startArray();
                plain.writeStartArray();
                for (int n = random.nextInt(4); n > 0; n--) {
                    value(random, depth - 1, bytes, plain);
                }
                bytes.endArray();
                plain.writeEndArray();
            }
            default -> {
                bytes.startObject();
                plain.writeStartObject();
                for (int n = random.nextInt(4); n > 0; n--) {
                    String name = text(random);
                    bytes.name(name);
                    plain.writeFieldName(name);
                    value(random, depth - 1, bytes, plain);
                }
                bytes.endObject();
                plain.writeEndObject();
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(20); n > 0; n--) {
            text.append(random.nextBoolean() ? (char) ('a' + random.nextInt(26)) : EDGES.charAt(random.nextInt(EDGES.length())));
        }
        return text.toString();
    }
}

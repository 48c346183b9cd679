package correlate.source.json;

import static correlate.source.json.RandomJson.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However names are guessed, members are what the scanner and {@link JsonNames} make of them. */
class JsonMembersTest {
    private static final String[] NAMES = {"a", "pid", "local_port", "remote_address", "a_name_of_more_than_twenty_four_bytes", ""};
    private static final String[] OTHERS = {"x", "remote_adress", "another_name_of_more_than_twenty_four_bytes", "na\\u006de"};
    private static final String[] VALUES = {"\"\"", "\"6\"", "\"1234567\"", "\"12345678\"", "\"a longer text than a word\"", "0", "7",
        "1582669729", "1582669729.844549", "0.5", "12345678", "true", "false", "null"};
    private static final String[] ODD = {"\"a\\\"b\"", "\"\\u00e9\"", "\"é\"", "-1", "01", "1.", "1e5", "1.5E-3", "[1]", "[]",
        "{\"pid\":1}", "\"a\tb\"", " 1", "nul", "\"open"};

    private final JsonNames names = new JsonNames(NAMES);
    private final JsonMembers members = new JsonMembers(names);
    private final JsonValues values = new JsonValues(NAMES.length);
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void plainAgreesWithTheScanner() {
        int plain = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] text = utf8(object(i % 5_000 < 1_000 ? 4 : 0));
            List<String> expected = scanned(text);
            List<String> given = plain(text);
            if (given != null) {
                assertEquals(sorted(expected), given, () -> shown(text));
                plain++;
            }
            assertEquals(expected, guessed(text), () -> shown(text));
        }
        assertTrue(plain > 20_000, "read without the scanner: " + plain);
    }

    @Test
    void plainAgreesWithTheScannerOnDamagedText() {
        RandomJson damage = new RandomJson(4);
        JsonMembers others = new JsonMembers(names);
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] text = utf8(object(0));
            guessed(text);
            byte[] damaged = damage.damaged(text);
            List<String> given = plain(damaged);
            if (given != null) {
                assertEquals(sorted(scanned(damaged)), given, () -> shown(damaged));
                plain++;
            }
            assertEquals(scanned(damaged), guessed(damaged, others), () -> shown(damaged));
        }
        assertTrue(plain > 10_000 && plain < 90_000, "read without the scanner: " + plain);
    }

    @Test
    void stopsAtAnObjectAndGoesOnBehindIt() {
        byte[] text = padded(utf8("{\"pid\":1,\"a\":{\"x\":{}},\"x\":\"2\"}"));
        guessed(utf8("{\"pid\":1,\"a\":0,\"x\":\"2\"}"));
        members.begin();
        assertEquals(0, members.plain(text, 1, text.length, values));
        assertEquals(13, members.position());
        assertFalse(members.passedOthers());
        assertEquals(JsonMembers.NONE, members.plainBehind(text, 21, text.length, values));
        assertTrue(members.passedOthers());
        assertEquals(0b10, values.seen());
        assertEquals(JsonMembers.NONE, members.plainBehind(utf8("}"), 0, 1, values));
        assertEquals(JsonMembers.STUCK, members.plainBehind(utf8("]"), 0, 1, values));
        assertEquals(JsonMembers.STUCK, members.plainBehind(utf8("}"), 1, 1, values));
    }

    @Test
    void leavesTwoNamesOfOnePlaceToTheScanner() {
        JsonMembers sharing = new JsonMembers(names, new int[] {0, 1, 2, 3, 0, 5});
        guessed(utf8("{\"a\":1,\"pid\":2,\"a_name_of_more_than_twenty_four_bytes\":3}"), sharing);
        assertEquals(List.of("0 7 1", "1 7 2"), plain(utf8("{\"a\":1,\"pid\":2}"), sharing));
        assertEquals(List.of("0 7 3", "1 7 2"), plain(utf8("{\"pid\":2,\"a_name_of_more_than_twenty_four_bytes\":3}"), sharing));
        for (String first : new String[] {"1", "null"}) {
            assertEquals(null, plain(utf8("{\"a\":" + first + ",\"a_name_of_more_than_twenty_four_bytes\":3}"), sharing));
        }
    }

    @Test
    void doesNotTakeAValueLongerThanTheScannerDoes() {
        for (int length : new int[] {JsonScanner.MAX_VALUE, JsonScanner.MAX_VALUE + 1}) {
            byte[] text = utf8("{\"x\":\"" + "y".repeat(length) + "\"}");
            guessed(utf8("{\"x\":1}"));
            assertEquals(length == JsonScanner.MAX_VALUE, plain(text) != null);
            byte[] number = utf8("{\"x\":" + "1".repeat(length) + "}");
            assertEquals(length == JsonScanner.MAX_VALUE, plain(number) != null);
        }
    }

    @Test
    void learnsAnewWhereTheOrderChanges() {
        byte[] before = utf8("{\"pid\":1,\"a\":2,\"x\":3}");
        byte[] after = utf8("{\"x\":1,\"a\":2,\"pid\":3}");
        guessed(before);
        assertEquals(2, plain(before).size());
        assertEquals(null, plain(after));
        for (int i = 0; i < 300; i++) {
            assertEquals(scanned(after), guessed(after));
        }
        assertEquals(2, plain(after).size());
    }

    @Test
    void learnsNoMoreThanItHasRoomFor() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            text.append("\"name").append(i).append("\":1,");
        }
        byte[] bytes = utf8(text + "\"pid\":2,\"" + "n".repeat(200) + "\":3}");
        assertEquals(scanned(bytes), guessed(bytes));
        assertEquals(scanned(bytes), guessed(bytes));
        assertEquals(null, plain(bytes));
    }

    /** An object whose names come in one order, some left out; of {@code odds} in ten members something is odd. */
    private String object(int odds) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            String name = random.nextInt(10) < odds && random.nextInt(3) == 0 ? pick(random.nextBoolean() ? NAMES : OTHERS)
                    : i % 2 == 0 ? NAMES[i] : pick(NAMES[i], OTHERS[i / 2]);
            if (random.nextInt(4) > 0) {
                parts.add('"' + name + "\":" + (random.nextInt(20) < odds ? pick(ODD) : pick(VALUES)));
            }
        }
        return "{" + String.join(",", parts) + "}";
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    /** The known members, by the scanner alone; null if the text is no object. */
    private List<String> scanned(byte[] text) {
        List<String> all = new ArrayList<>();
        JsonScanner json = new JsonScanner();
        json.reset(text, 0, text.length);
        try {
            if (json.next() != JsonScanner.BEGIN_OBJECT) {
                return null;
            }
            while (json.next() == JsonScanner.NAME) {
                int name = names.find(json);
                all.add(value(text, name, json.skipValue(), json));
            }
            json.next();
        } catch (BadJson e) {
            return null;
        }
        return known(all);
    }

    /** The same, the names guessed. */
    private List<String> guessed(byte[] text) {
        return guessed(text, members);
    }

    private List<String> guessed(byte[] text, JsonMembers members) {
        List<String> all = new ArrayList<>();
        JsonScanner json = new JsonScanner();
        json.reset(text, 0, text.length);
        try {
            if (json.next() != JsonScanner.BEGIN_OBJECT) {
                return null;
            }
            members.begin();
            int name;
            while ((name = members.next(json)) != JsonMembers.NONE) {
                all.add(value(text, name, json.skipValue(), json));
            }
            json.next();
        } catch (BadJson e) {
            return null;
        }
        return known(all);
    }

    private static String value(byte[] text, int name, int token, JsonScanner json) {
        int quote = token == JsonScanner.STRING ? 1 : 0;
        return member(text, name, token, json.from() + quote, json.to() - quote);
    }

    /** The same by place, without the scanner; null if that is not enough. */
    private List<String> plain(byte[] text) {
        return plain(text, members);
    }

    private List<String> plain(byte[] text, JsonMembers members) {
        byte[] bytes = padded(text);
        members.begin();
        values.clear();
        if (bytes[0] != '{' || members.plain(bytes, 1, bytes.length, values) != JsonMembers.NONE || members.position() != text.length) {
            return null;
        }
        List<String> all = new ArrayList<>();
        for (int place = 0; place < NAMES.length; place++) {
            boolean present = (values.present() & 1L << place) != 0;
            assertEquals(present, values.token(place) != JsonScanner.NULL && (values.seen() & 1L << place) != 0);
            if ((values.seen() & 1L << place) != 0) {
                all.add(member(bytes, place, values.token(place), values.from(place), values.to(place)));
            }
        }
        return all;
    }

    private static List<String> sorted(List<String> all) {
        return all.stream().sorted().toList();
    }

    private static byte[] padded(byte[] text) {
        byte[] padded = Arrays.copyOf(text, text.length + 100);
        Arrays.fill(padded, text.length, padded.length, (byte) '}');
        return padded;
    }

    private static String member(byte[] text, int name, int token, int from, int to) {
        return name + " " + token + " " + new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    private static List<String> known(List<String> all) {
        all.removeIf(member -> member.startsWith("-1 "));
        return all;
    }

    private static String shown(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}

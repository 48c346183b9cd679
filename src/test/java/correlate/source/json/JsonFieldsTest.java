package correlate.source.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Times;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class JsonFieldsTest {
    private static final List<String> PATHS = List.of("a", "source.ip", "source.port", "event.start", "event.end.at", "flow",
            "flow.id", "network.community_id");
    private static final List<String> OTHERS = List.of("b", "source.mac", "event.code", "even", "sourc", "source.ip.x", "x.y.z");
    private static final JsonPaths COMPILED = new JsonPaths(PATHS);

    private final Random random = new Random(11);
    private final JsonFields fields = new JsonFields(COMPILED);

    private static Map<String, String> read(JsonFields fields, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> found = new LinkedHashMap<>();
        try {
            if (!fields.read(new JsonScanner(), bytes, 0, bytes.length)) {
                return null;
            }
        } catch (BadJson e) {
            return null;
        }
        for (int path = 0; path < PATHS.size(); path++) {
            if (fields.has(path)) {
                String value = fields.text(path);
                boolean structure = value.startsWith("{") || value.startsWith("[");
                found.put(PATHS.get(path), structure ? "a structure" : value);
            }
        }
        return found;
    }

    private String value() {
        return switch (random.nextInt(9)) {
            case 0 -> "null";
            case 1 -> "\"\"";
            case 2 -> "\"1:a\\/\\u0041b\"";
            case 3 -> "[\"one\"]";
            case 4 -> "[1, {\"source.ip\":2}]";
            case 5 -> random.nextInt(70_000) + "";
            case 6 -> "[]";
            case 7 -> "true";
            default -> "\"10.0.0." + random.nextInt(300) + "\"";
        };
    }

    /** A record in which every path is nested as deep as chance will have it. */
    private String record() {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String path : random.ints(7, 0, PATHS.size() + OTHERS.size())
                .mapToObj(i -> i < PATHS.size() ? PATHS.get(i) : OTHERS.get(i - PATHS.size())).distinct().toList()) {
            put(tree, path, value());
        }
        String text = write(tree);
        return random.nextInt(5) == 0 ? "{\"_id\":1,\"_source\":" + text + "}" : text;
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> object, String path, String value) {
        int dot = path.indexOf('.');
        while (dot >= 0 && random.nextInt(3) == 0) {
            dot = path.indexOf('.', dot + 1);
        }
        if (dot < 0) {
            object.putIfAbsent(path, value);
        } else {
            Object inner = object.computeIfAbsent(path.substring(0, dot), p -> new LinkedHashMap<String, Object>());
            if (inner instanceof Map<?, ?>) {
                put((Map<String, Object>) inner, path.substring(dot + 1), value);
            }
        }
    }

    private String write(Map<String, Object> object) {
        return object.entrySet().stream().map(e -> name(e.getKey()) + (random.nextBoolean() ? ":" : " : ")
                + (e.getValue() instanceof Map<?, ?> inner ? writeInner(inner) : e.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @SuppressWarnings("unchecked")
    private String writeInner(Map<?, ?> inner) {
        return write((Map<String, Object>) inner);
    }

    private String name(String name) {
        return '"' + (random.nextInt(20) == 0 ? "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1) : name) + '"';
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.setCharAt(at, "{}[]\",:\\. x1".charAt(random.nextInt(12)));
                default -> damaged.insert(at, "{}[]\",:\\. x1".charAt(random.nextInt(12)));
            }
        }
        return damaged.toString();
    }

    @Test
    void agreesWithJacksonsTree() {
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = record();
            Map<String, String> expected = PlainFields.read(text, PATHS);
            if (expected != null) {
                assertEquals(expected, read(fields, text), text);
                compared += expected.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(compared > 15_000, compared + " compared");
    }

    @Test
    void agreesWithJacksonsTreeOnDamagedText() {
        int good = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = damaged(record());
            Map<String, String> expected = PlainFields.read(text, PATHS);
            if (expected != null) {
                assertEquals(expected, read(fields, text), text);
                good++;
            }
        }
        assertTrue(good > 3_000, good + " still good");
    }

    @Test
    void whatIsNoJsonIsRefusedAsJacksonRefusesIt() {
        for (String text : List.of("", "[]", "{", "{\"a\":1", "{\"a\":01}", "{\"a\":1}x", "{\"a\":[1,]}", "{\"a\":tru}", "nul")) {
            assertEquals(PlainFields.read(text, PATHS), read(fields, text), text);
        }
    }

    @Test
    void timesAreInstantsOrMillisecondsOrSeconds() {
        for (String time : List.of("1763632799500", "1763632799.5", "\"2025-11-20T09:59:59.5Z\"", "\"2025-11-20T10:59:59.5+0100\"",
                "\"1763632799500\"", "[1763632799500]")) {
            read(fields, "{\"a\":" + time + "}");
            assertEquals(1_763_632_799_500_000L, fields.instant(0), time);
        }
        for (String time : List.of("\"SET\"", "{}", "9999999999999999", "null")) {
            read(fields, "{\"a\":" + time + "}");
            assertEquals(Times.NONE, fields.instant(0), time);
        }
    }
}

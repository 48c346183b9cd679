package correlate.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one JSON value: objects as maps, all else as its text; arrays are passed over. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object that a line holds. */
    static Map<String, Object> object(String line) {
        Json json = new Json(line);
        json.space();
        return json.map();
    }

    /** The value at a path of keys, or null. */
    static Object at(Map<String, Object> object, String... path) {
        Object value = object;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            String key = string();
            expect(':');
            map.put(key, value());
            if (peek() == ',') {
                at++;
            }
        }
        expect('}');
        return map;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> map();
            case '[' -> array();
            case '"' -> string();
            default -> bare();
        };
    }

    private Object array() {
        expect('[');
        while (peek() != ']') {
            value();
            if (peek() == ',') {
                at++;
            }
        }
        expect(']');
        return null;
    }

    private String bare() {
        int from = at;
        while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return word.equals("null") ? null : word;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            value.append(c == '\\' ? escaped() : c);
        }
        return value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        }
        int control = "btnfr".indexOf(c);
        return control < 0 ? c : "\b\t\n\f\r".charAt(control);
    }

    private char peek() {
        space();
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("expected " + c + " at position " + at + " of: " + text);
        }
        at++;
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }
}

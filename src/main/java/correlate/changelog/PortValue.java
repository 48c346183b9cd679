package correlate.changelog;

/** The changelog's value: {@code {"name":…,"pid":…,"username":…}}, each a string or null, as osquery-process-port writes it. */
final class PortValue {
    private PortValue() {
    }

    static String json(String name, String pid, String username) {
        StringBuilder json = new StringBuilder(64);
        field(json, "{\"name\":", name);
        field(json, ",\"pid\":", pid);
        field(json, ",\"username\":", username);
        return json.append('}').toString();
    }

    private static void field(StringBuilder json, String label, String value) {
        json.append(label);
        string(json, value);
    }

    /** Appends a JSON string, or null. */
    static void string(StringBuilder json, String value) {
        if (value == null) {
            json.append("null");
            return;
        }
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (isActive(c)) {
                json.append("\\u").append(String.format("%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** Control and bidirectional characters, line separators: process names are written by attackers (product.md, Reading). */
    private static boolean isActive(char c) {
        return c < 0x20 || c >= 0x7f && c <= 0x9f || c == 0x061c || c >= 0x200e && c <= 0x200f || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069 || Character.isSurrogate(c);
    }
}

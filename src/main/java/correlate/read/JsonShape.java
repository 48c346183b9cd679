package correlate.read;

import java.nio.charset.StandardCharsets;

/** Tells by the first bytes of a JSON file whether its lines are records, or its records must be taken out of a document. */
final class JsonShape {
    private static final int DEEPEST = 64;

    private final byte[] head;
    private final int length;
    private final boolean[] array = new boolean[DEEPEST];
    /** The last key on the first and the second level. */
    private final String[] key = {"", "", ""};
    private int depth;
    private boolean post;

    private JsonShape(byte[] head, int length) {
        this.head = head;
        this.length = length;
    }

    static boolean isDocument(byte[] head, int length) {
        boolean mark = length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
        JsonShape shape = new JsonShape(head, length);
        int at = shape.space(mark ? 3 : 0);
        if (shape.at(at) == '[') {
            // a log line may begin with a bracket: [2026-01-01] …
            int next = shape.at(shape.space(at + 1));
            return next == '{' || next == ']';
        }
        return shape.at(at) == '{' && shape.object(at);
    }

    private boolean object(int start) {
        int last = 0;
        for (int i = start; i < length; i++) {
            byte b = head[i];
            if (b == '\n') {
                return brokenAt(i, last);
            }
            if (b == '"') {
                int end = string(i + 1);
                if (end < 0) {
                    return false;
                }
                if (depth <= 2 && !array[depth] && at(space(end + 1)) == ':') {
                    key[depth] = new String(head, i + 1, end - i - 1, StandardCharsets.ISO_8859_1);
                    post |= depth == 1 && (key[1].equals("node_key") || key[1].equals("log_type"));
                }
                i = end;
            } else if (b == '{' || b == '[') {
                if (b == '[' && records(i)) {
                    return true;
                }
                if (++depth == DEEPEST) {
                    return false;
                }
                array[depth] = b == '[';
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return false;           // the first line is a record
            }
            last = b == ' ' || b == '\t' || b == '\r' ? last : b;
        }
        return false;
    }

    /** Whether the array that begins here is one of the known places of records. */
    private boolean records(int at) {
        int next = at(space(at + 1));
        boolean known = depth == 1 && (Unrolled.isArray(key[1]) && !(post && key[1].equals("data")))
                || depth == 2 && !array[2] && key[1].equals("hits") && key[2].equals("hits");
        return known && (next == '{' || next == ']');
    }

    /** Whether a document may have a line end here, unlike a log whose first line was cut off. */
    private boolean brokenAt(int i, int last) {
        int at = space(i + 1);
        int next = at(at);
        boolean closes = next == '}' || next == ']';
        if (last != '{' && last != '[' && last != ',') {
            return closes || next == ',';
        }
        boolean indented = at > i + 1 && head[at - 1] != '\n';
        return closes || (array[depth] ? indented : next == '"');
    }

    /** Where the string that begins here ends, or -1 if not on this line. */
    private int string(int from) {
        for (int i = from; i < length && head[i] != '\n'; i++) {
            if (head[i] == '"') {
                return i;
            }
            i += head[i] == '\\' ? 1 : 0;
        }
        return -1;
    }

    private int space(int from) {
        int i = from;
        while (i < length && (head[i] == ' ' || head[i] == '\t' || head[i] == '\r' || head[i] == '\n')) {
            i++;
        }
        return i;
    }

    private int at(int i) {
        return i < length ? head[i] : -1;
    }
}

package correlate.report;

import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into one growing array: the hot part of printing, so it is fenced here and its plain twin in the tests
 * is Jackson's generator. What it escapes beyond what JSON demands is told in {@link JsonEscapes}.
 *
 * <p>Measured before and after on a million connections (W1): Jackson's generator with its own escapes took a third of the
 * run, looking at every character through two tables.
 */
final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** What stands behind the backslash for an ASCII character: 0 for a plain one, {@code u} for four hex digits. */
    private static final byte[] ESCAPE = new byte[128];

    static {
        Arrays.fill(ESCAPE, 0, 0x20, (byte) 'u');
        ESCAPE['\b'] = 'b';
        ESCAPE['\t'] = 't';
        ESCAPE['\n'] = 'n';
        ESCAPE['\f'] = 'f';
        ESCAPE['\r'] = 'r';
        ESCAPE['"'] = '"';
        ESCAPE['\\'] = '\\';
        ESCAPE[0x7f] = 'u';
    }

    private byte[] bytes;
    private int size;
    private boolean comma;

    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void startObject() {
        open('{');
    }

    void endObject() {
        close('}');
    }

    void startArray() {
        open('[');
    }

    void endArray() {
        close(']');
    }

    /** The name of what is written next. */
    void name(String name) {
        string(name);
        put(':');
        comma = false;
    }

    void string(String text) {
        separate();
        put('"');
        escaped(text);
        put('"');
    }

    /** A number, a word or another piece of JSON, as it is. */
    void literal(String ascii) {
        separate();
        raw(ascii);
    }

    /** Text between values, as it is: ASCII. The value after it begins anew, without a comma. */
    void between(String ascii) {
        raw(ascii);
        comma = false;
    }

    private void open(char bracket) {
        separate();
        put(bracket);
        comma = false;
    }

    private void close(char bracket) {
        put(bracket);
        comma = true;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    private void raw(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) ascii.charAt(i);
        }
        size += length;
    }

    private void escaped(String text) {
        int length = text.length();
        reserve(length);
        byte[] to = bytes;
        int at = size;
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPE[c] != 0) {
                break;
            }
            to[at++] = (byte) c;
        }
        size = at;
        if (i < length) {
            escaped(text, i);
        }
    }

    /** The rare text in which some character is not plain. */
    private void escaped(String text, int from) {
        reserve(6 * (text.length() - from));
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && ESCAPE[c] == 0) {
                bytes[size++] = (byte) c;
            } else if (c < 0x80 && ESCAPE[c] != 'u') {
                bytes[size++] = '\\';
                bytes[size++] = ESCAPE[c];
            } else if (c < 0x80 || JsonEscapes.acts(c)) {
                bytes[size++] = '\\';
                bytes[size++] = 'u';
                bytes[size++] = HEX[c >>> 12];
                bytes[size++] = HEX[c >>> 8 & 15];
                bytes[size++] = HEX[c >>> 4 & 15];
                bytes[size++] = HEX[c & 15];
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >>> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else {
                bytes[size++] = (byte) (0xe0 | c >>> 12);
                bytes[size++] = (byte) (0x80 | c >>> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}

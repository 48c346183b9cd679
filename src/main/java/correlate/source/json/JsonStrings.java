package correlate.source.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Undoes the escapes of JSON strings that {@link JsonScanner} has accepted. */
public final class JsonStrings {
    private static final int REPLACEMENT = 0xfffd;

    private JsonStrings() {
    }

    /** The text of {@code bytes[from, to)}; what is no UTF-8 becomes U+FFFD, half a surrogate pair too. */
    public static String text(byte[] bytes, int from, int to, boolean escaped) {
        if (!escaped) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        return new String(unescaped(bytes, from, to), StandardCharsets.UTF_8);
    }

    /** The bytes of the text, in UTF-8. */
    public static byte[] unescaped(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        return Arrays.copyOf(out, unescape(bytes, from, to, out));
    }

    /**
     * Writes the text's bytes to the beginning of {@code out}, which has room for {@code to - from} of them: no escape is
     * shorter than what it stands for.
     *
     * @return how many bytes there are
     */
    public static int unescape(byte[] bytes, int from, int to, byte[] out) {
        int n = 0;
        int p = from;
        while (p < to) {
            byte b = bytes[p++];
            if (b != '\\') {
                out[n++] = b;
                continue;
            }
            byte escape = bytes[p++];
            if (escape != 'u') {
                out[n++] = plain(escape);
                continue;
            }
            int c = unit(bytes, p);
            p += 4;
            if (Character.isHighSurrogate((char) c) && p + 6 <= to && bytes[p] == '\\' && bytes[p + 1] == 'u'
                    && Character.isLowSurrogate((char) unit(bytes, p + 2))) {
                c = Character.toCodePoint((char) c, (char) unit(bytes, p + 2));
                p += 6;
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                c = REPLACEMENT;
            }
            n = utf8(c, out, n);
        }
        return n;
    }

    /** Where in {@code bytes[from, to)} the first {@code count} bytes of the text end. */
    public static int after(byte[] bytes, int from, int to, int count) {
        int n = 0;
        int p = from;
        while (n < count && p < to) {
            if (bytes[p] != '\\') {
                p++;
                n++;
            } else if (bytes[p + 1] != 'u') {
                p += 2;
                n++;
            } else {
                int c = unit(bytes, p + 2);
                boolean pair = Character.isHighSurrogate((char) c) && p + 12 <= to && bytes[p + 6] == '\\' && bytes[p + 7] == 'u'
                        && Character.isLowSurrogate((char) unit(bytes, p + 8));
                p += pair ? 12 : 6;
                n += pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return p;
    }

    private static byte plain(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static int unit(byte[] bytes, int p) {
        int unit = 0;
        for (int i = p; i < p + 4; i++) {
            unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        return unit;
    }

    private static int utf8(int c, byte[] out, int n) {
        if (c < 0x80) {
            out[n++] = (byte) c;
        } else if (c < 0x800) {
            out[n++] = (byte) (0xc0 | c >> 6);
            out[n++] = (byte) (0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            out[n++] = (byte) (0xe0 | c >> 12);
            out[n++] = (byte) (0x80 | c >> 6 & 0x3f);
            out[n++] = (byte) (0x80 | c & 0x3f);
        } else {
            out[n++] = (byte) (0xf0 | c >> 18);
            out[n++] = (byte) (0x80 | c >> 12 & 0x3f);
            out[n++] = (byte) (0x80 | c >> 6 & 0x3f);
            out[n++] = (byte) (0x80 | c & 0x3f);
        }
        return n;
    }
}

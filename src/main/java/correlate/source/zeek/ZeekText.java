package correlate.source.zeek;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Zeek's ASCII escapes, and the three marks of a log that stand for something else than themselves. */
final class ZeekText {
    private ZeekText() {
    }

    /**
     * What a log writes between elements of a set, for an empty value and for an unset one: compared with raw values, before
     * anything is unescaped.
     */
    record Marks(byte[] set, byte[] empty, byte[] unset) {
        static final Marks DEFAULT = new Marks(new byte[] {','}, "(empty)".getBytes(StandardCharsets.US_ASCII), new byte[] {'-'});
        /** The marks of a log that has none: JSON. */
        static final Marks NONE = new Marks(new byte[] {','}, new byte[0], new byte[0]);

        boolean isUnset(byte[] bytes, int from, int to) {
            return same(unset, bytes, from, to);
        }

        boolean isEmpty(byte[] bytes, int from, int to) {
            return same(empty, bytes, from, to);
        }

        private static boolean same(byte[] mark, byte[] bytes, int from, int to) {
            return to - from == mark.length && Arrays.equals(mark, 0, mark.length, bytes, from, to);
        }
    }

    /** The text that was written: {@code \\} is one backslash, {@code \xHH} one byte, any other backslash itself. */
    static String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                byte[] plain = unescape(bytes, from, to);
                return new String(plain, StandardCharsets.UTF_8);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The bytes that were written; escapes are undone before decoding, because one character may be half escaped. */
    static byte[] unescape(byte[] bytes, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\\' && i + 1 < to && bytes[i + 1] == '\\') {
                i++;
            } else if (b == '\\' && i + 3 < to && bytes[i + 1] == 'x') {
                int high = Character.digit(bytes[i + 2], 16);
                int low = Character.digit(bytes[i + 3], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 3;
                }
            }
            plain[length++] = b;
        }
        return Arrays.copyOf(plain, length);
    }

    /** Where the separator stands at or after {@code from}, or {@code to}. */
    static int find(byte[] separator, byte[] bytes, int from, int to) {
        for (int i = from; i + separator.length <= to; i++) {
            if (Arrays.equals(separator, 0, separator.length, bytes, i, i + separator.length)) {
                return i;
            }
        }
        return to;
    }
}

package correlate.source.osquery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds things in lines. */
final class Bytes {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    private Bytes() {
    }

    /** The first newline, or {@code to}; eight bytes at a time. */
    static int newline(byte[] bytes, int from, int to) {
        int p = from;
        for (; p + 8 <= to; p += 8) {
            long word = (long) LONG.get(bytes, p) ^ NEWLINES;
            long hits = (word - ONES) & ~word & HIGH_BITS;
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (p < to && bytes[p] != '\n') {
            p++;
        }
        return p;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Where a JSON object begins, be it after a prefix: a brace before a name or another brace; -1 if nowhere. */
    static int objectStart(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '{') {
                int p = i + 1;
                while (p < to && isBlank(bytes[p])) {
                    p++;
                }
                if (i == from || p == to || bytes[p] == '"' || bytes[p] == '}') {
                    return i;
                }
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        return to - from >= text.length && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    /** Where the text begins, or -1. */
    static int find(byte[] bytes, int from, int to, byte[] text) {
        for (int i = from; i <= to - text.length; i++) {
            if (bytes[i] == text[0] && startsWith(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }
}

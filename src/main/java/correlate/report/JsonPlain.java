package correlate.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Which bytes stand in our JSON as they are, eight looked at at a time. Part of the hot code of {@link JsonBytes}. */
final class JsonPlain {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x80 * EACH;
    /** What stands behind the backslash for an ASCII character: 0 for a plain one, {@code u} for four hex digits. */
    static final byte[] ESCAPE = new byte[128];

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

    private JsonPlain() {
    }

    /** The first byte at or after {@code from} that is no printable ASCII, or a quote or a backslash; {@code to} if there is none. */
    static int until(byte[] b, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long eight = (long) EIGHT.get(b, i);
            // While no byte has its high bit set, none borrows from or carries into the next.
            long odd = eight | eight - 0x20 * EACH | eight + EACH | (eight ^ '"' * EACH) - EACH | (eight ^ '\\' * EACH) - EACH;
            if ((odd & HIGH) != 0) {
                break;
            }
        }
        while (i < to && b[i] >= 0 && ESCAPE[b[i]] == 0) {
            i++;
        }
        return i;
    }

    /** As {@link #until}, but past quotes. */
    private static int printableUntil(byte[] b, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long eight = (long) EIGHT.get(b, i);
            long odd = eight | eight - 0x20 * EACH | eight + EACH | (eight ^ '\\' * EACH) - EACH;
            if ((odd & HIGH) != 0) {
                break;
            }
        }
        while (i < to && b[i] >= 0 && (ESCAPE[b[i]] == 0 || b[i] == '"')) {
            i++;
        }
        return i;
    }

    /** Whether what stands in sound JSON is printable ASCII, escaped as we would escape it. */
    static boolean isOurs(byte[] json, int from, int to) {
        int i = printableUntil(json, from, to);
        while (i + 1 < to && json[i] == '\\' && isOurs(json[i + 1])) {
            i = printableUntil(json, i + 2, to);
        }
        return i == to;
    }

    private static boolean isOurs(byte escape) {
        return switch (escape) {
            case '"', '\\', 'b', 'f', 'n', 'r', 't' -> true;
            default -> false;
        };
    }
}

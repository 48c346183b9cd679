package correlate.source.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through the bytes of JSON eight at a time. Part of the hot code: of {@link JsonScanner}, and of {@link JsonMembers}, which
 * takes what is plain. The methods of that name give 0 for what only {@link JsonScanner#next} can tell.
 */
final class JsonWords {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long NEWLINES = '\n' * ONES;
    private static final long ZEROS = '0' * ONES;
    /** What lifts a byte above 9 to its highest bit. */
    private static final long ABOVE_NINE = 0x76 * ONES;

    private static final long FALSE = 0x65736c6166L;
    private static final long TRUE = 0x65757274L;
    private static final long NULL = 0x6c6c756eL;

    private JsonWords() {
    }

    /**
     * The closing quote of a string whose first byte is at {@code start}; 0 if it is not closed in the line, is long, or has
     * escapes.
     */
    static int plainString(byte[] b, int start, int limit) {
        int p = plainEnd(b, start, limit);
        return p > 0 && b[p] == '"' && p - start <= JsonScanner.MAX_VALUE ? p : 0;
    }

    /** As {@link #plainString}, of strings with escapes of one letter too. */
    static int plainEscapedString(byte[] b, int start, int limit) {
        int p = plainEnd(b, start, limit);
        while (p > 0 && b[p] == '\\' && p + 8 <= limit && isPlainEscape(b[p + 1])) {
            p = plainEnd(b, p + 2, limit);
        }
        return p > 0 && b[p] == '"' && p - start <= JsonScanner.MAX_VALUE ? p : 0;
    }

    /** The first quote, backslash or newline; 0 if there is none, or none in a whole word. */
    private static int plainEnd(byte[] b, int start, int limit) {
        for (int p = start; p + 8 <= limit; p += 8) {
            long word = (long) LONG.get(b, p);
            long hits = ((word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | (word ^ NEWLINES) - ONES) & ~word & HIGH_BITS;
            if (hits != 0) {
                return p + firstHit(hits);
            }
        }
        return 0;
    }

    /** Whether the escape is of one letter. */
    private static boolean isPlainEscape(byte b) {
        return b == '"' || b == '\\' || b == '/' || b == 'n' || b == 't' || b == 'r' || b == 'b' || b == 'f';
    }

    /** The byte behind a number without sign and exponent whose first digit is at {@code p}. */
    static int plainNumber(byte[] b, int p, int limit) {
        if (p + 8 <= limit) {
            long hits = nonDigits((long) LONG.get(b, p));
            int stop = p + firstHit(hits);
            if (hits != 0 && b[stop] != '.') {
                return (b[stop] == ',' || b[stop] == '}') && (b[p] != '0' || stop == p + 1) ? stop : 0;
            }
        }
        return plainDecimal(b, p, limit);
    }

    private static int plainDecimal(byte[] b, int p, int limit) {
        int stop = afterDigits(b, p, limit);
        if (b[p] == '0' && stop > p + 1) {
            return 0;
        }
        if (stop < limit && b[stop] == '.') {
            int point = stop;
            stop = afterDigits(b, point + 1, limit);
            if (stop == point + 1) {
                return 0;
            }
        }
        return stop < limit && stop - p <= JsonScanner.MAX_VALUE && (b[stop] == ',' || b[stop] == '}') ? stop : 0;
    }

    /** The bytes of a word that are no digits: the highest bit of each. */
    private static long nonDigits(long word) {
        long digits = word ^ ZEROS;
        return (digits + ABOVE_NINE | digits) & HIGH_BITS;
    }

    /** The token of true, false or null. */
    static int plainLiteral(byte[] b, int p, int limit) {
        long word = p + 8 <= limit ? (long) LONG.get(b, p) : 0;
        return (word & 0xff_ffff_ffffL) == FALSE ? JsonScanner.FALSE : (word & 0xffff_ffffL) == TRUE ? JsonScanner.TRUE
                : (word & 0xffff_ffffL) == NULL ? JsonScanner.NULL : 0;
    }

    /** The first quote or backslash; the end if there is none. */
    static int quoteOrBackslash(byte[] b, int start, int end) {
        int p = start;
        for (; p + 8 <= end; p += 8) {
            long word = (long) LONG.get(b, p);
            long hits = ((word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES) & ~word & HIGH_BITS;
            if (hits != 0) {
                return p + firstHit(hits);
            }
        }
        while (p < end && b[p] != '"' && b[p] != '\\') {
            p++;
        }
        return p;
    }

    /**
     * Which byte of a word is the first whose highest bit is set, of words that have no other bits. A multiplication counts the
     * bytes up to it: the first compiler has no instruction for trailing zeros.
     */
    private static int firstHit(long hits) {
        return (int) ((hits - 1 & ~hits & ONES) * ONES >>> 56) - 1;
    }

    /** The first byte that is no digit; the end if there is none. */
    static int afterDigits(byte[] b, int start, int end) {
        int p = start;
        for (; p + 8 <= end; p += 8) {
            long hits = nonDigits((long) LONG.get(b, p));
            if (hits != 0) {
                return p + firstHit(hits);
            }
        }
        while (p < end && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p;
    }
}

package correlate.source;

import correlate.model.Protocols;
import correlate.model.Times;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the plain values of logs (seconds, ports, protocols) from bytes. One of the hot classes: nothing is allocated for
 * the usual forms, and no time passes through a {@code double}.
 */
public final class Scalars {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long[] SCALE = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};
    private static final int LONGEST_NUMBER = 400;

    private Scalars() {
    }

    /**
     * Decimal seconds as µs, rounded half up (away from zero): {@code 1582669709.844549}, {@code -0.5}, {@code 1.5e-05}.
     *
     * @return {@link Times#NONE} if the bytes are no number or one of more than twelve whole digits
     */
    public static long micros(byte[] bytes, int from, int to) {
        int point = to - 7;
        if (point > from && point - from <= 10 && bytes[point] == '.') {
            long micros = usual(bytes, from, point);
            if (micros >= 0) {
                return micros;
            }
        }
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        int first = i;
        long whole = 0;
        int digit;
        while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
            whole = whole * 10 + digit;
            i++;
        }
        if (i == first) {
            return Times.NONE;
        }
        if (i - first > 12) {
            return Times.NONE;
        }
        long fraction = 0;
        int places = 0;
        if (i < to && bytes[i] == '.') {
            int begin = ++i;
            int sixth = Math.min(to, begin + 6);
            while (i < sixth && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
                fraction = fraction * 10 + digit;
                i++;
            }
            places = i - begin;
            if (places == 0) {
                return Times.NONE;
            }
            if (places == 6 && i < to) {
                fraction += bytes[i] >= '5' && bytes[i] <= '9' ? 1 : 0;
                while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
                    i++;
                }
            }
        }
        if (i < to) {
            return exponent(bytes, from, to);
        }
        long micros = whole * Times.SECOND + fraction * SCALE[places];
        return negative ? -micros : micros;
    }

    /** Up to ten digits, a point and six digits, as nearly every log writes them: eight digits at a time; -1 if it is not so. */
    private static long usual(byte[] bytes, int from, int point) {
        long fraction = value(digits(bytes, point - 1) & ~0xffffL);
        int length = point - from;
        if (length <= 8) {
            long whole = value(digits(bytes, from) << 64 - 8 * length);
            return (whole | fraction) >= 0 ? whole * Times.SECOND + fraction : -1;
        }
        long whole = value(digits(bytes, from));
        int last = bytes[point - 1] - '0';
        int digit = length == 10 ? bytes[point - 2] - '0' : 0;
        boolean digits = (whole | fraction | digit | last | 9 - digit | 9 - last) >= 0;
        return digits ? (length == 10 ? whole * 100 + digit * 10 + last : whole * 10 + last) * Times.SECOND + fraction : -1;
    }

    /** Eight bytes, each less by {@code '0'}, the first one lowest in the word. */
    private static long digits(byte[] bytes, int from) {
        return (long) EIGHT.get(bytes, from) ^ ZEROS;
    }

    /** The number of eight digits; -1 if one is none. */
    private static long value(long digits) {
        if (((digits | digits + 0x7676_7676_7676_7676L) & 0x8080_8080_8080_8080L) != 0) {
            return -1;
        }
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_ffff_0000_ffffL;
        return fours * 10_000 + (fours >>> 32) & 0xffff_ffffL;
    }

    /** Numbers in a form that only JSON writers use, {@code 9.5e-07} say. */
    private static long exponent(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_NUMBER) {
            return Times.NONE;
        }
        try {
            BigDecimal seconds = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            long magnitude = (long) seconds.precision() - seconds.scale();      // rescaling 1e999999999 would fill the heap
            if (seconds.signum() == 0 || magnitude < -6) {
                return 0;
            }
            return magnitude > 12 ? Times.NONE : seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (NumberFormatException e) {
            return Times.NONE;
        }
    }

    /** A whole number of at most eighteen digits with an optional minus; {@code Long.MIN_VALUE} if the bytes are none. */
    public static long whole(byte[] bytes, int from, int to) {
        int first = from < to && bytes[from] == '-' ? from + 1 : from;
        if (first == to || to - first > 18) {
            return Long.MIN_VALUE;
        }
        long whole = 0;
        for (int i = first; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MIN_VALUE;
            }
            whole = whole * 10 + digit;
        }
        return first > from ? -whole : whole;
    }

    /** A port, 0 to 65535 in at most five digits; -1 if the bytes are none. */
    public static int port(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > 5 || length <= 0) {
            return -1;
        }
        if (from + Long.BYTES > bytes.length) {
            return port(Arrays.copyOfRange(bytes, from, from + Long.BYTES), 0, length);
        }
        int port = (int) value(digits(bytes, from) << 64 - 8 * length);
        return port <= 0xffff ? port : -1;
    }

    /** The number of a protocol's name in any case, or of a number from 0 to 255; {@link Protocols#UNKNOWN} for anything else. */
    public static int protocol(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 3) {
            int name = (bytes[from] | 0x20) << 16 | (bytes[from + 1] | 0x20) << 8 | bytes[from + 2] | 0x20;
            if (name == ('t' << 16 | 'c' << 8 | 'p')) {
                return Protocols.TCP;
            }
            if (name == ('u' << 16 | 'd' << 8 | 'p')) {
                return Protocols.UDP;
            }
        }
        if (length == 4 && is(bytes, from, to, "icmp")) {
            return Protocols.ICMP;
        }
        return length > 16 ? Protocols.UNKNOWN
                : Protocols.number(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    }

    /** Whether {@code bytes[from, to)} is this text of ASCII characters. */
    public static boolean is(byte[] bytes, int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** A value for a message: in quotes, cut to 60 bytes. */
    public static String quote(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, 60);
        return '"' + new String(bytes, from, length, StandardCharsets.UTF_8) + (length < to - from ? "…\"" : "\"");
    }
}

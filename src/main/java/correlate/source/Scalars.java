package correlate.source;

import correlate.model.Protocols;
import correlate.model.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads the plain values of logs (seconds, ports, protocols) from bytes. One of the hot classes: nothing is allocated for
 * the usual forms, and no time passes through a {@code double}.
 */
public final class Scalars {
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
            return exponent(bytes, from, to);
        }
        long fraction = 0;
        int places = 0;
        if (i < to && bytes[i] == '.') {
            int point = i++;
            while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
                if (places < 6) {
                    fraction = fraction * 10 + digit;
                    places++;
                } else if (i == point + 7 && digit >= 5) {
                    fraction++;
                }
                i++;
            }
            if (places == 0) {
                return Times.NONE;
            }
        }
        if (i < to) {
            return exponent(bytes, from, to);
        }
        long micros = whole * Times.SECOND + fraction * SCALE[places];
        return negative ? -micros : micros;
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

    /** A port, 0 to 65535 in at most five digits; -1 if the bytes are none. */
    public static int port(byte[] bytes, int from, int to) {
        if (to - from > 5 || to <= from) {
            return -1;
        }
        int port = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
        }
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

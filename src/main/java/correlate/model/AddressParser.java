package correlate.model;

import java.util.Arrays;

/**
 * Reads address literals from bytes without allocating; one of the hot classes, so the result lies in two fields that the
 * next call overwrites. Its plain twin in the tests is {@code PlainAddress}.
 *
 * <p>Written by hand because {@code InetAddress.getByName} asks DNS about anything that is no literal.
 */
public final class AddressParser {
    private static final int LONGEST_V4 = "255.255.255.255".length();

    /** The first eight bytes of the address read last. */
    public long high;
    /** The last eight bytes of the address read last; IPv4 is held in its mapped form. */
    public long low;

    /**
     * Whether {@code bytes[from, to)} is an address; an IPv6 zone after {@code %} is dropped. A part of an IPv4 address with a
     * leading zero is refused, because some programs read {@code 010} as 8.
     */
    public boolean parse(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_V4) {
            return parseV6(bytes, from, to);
        }
        long v4 = from + LONGEST_V4 < bytes.length && bytes[to] < '0' ? v4(bytes, from, to - from)
                : v4(Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), LONGEST_V4), 0, to - from);
        if (v4 < 0) {
            return parseV6(bytes, from, to);
        }
        high = 0;
        low = 0xffff_0000_0000L | v4;
        return true;
    }

    /**
     * The four bytes of a dotted address, or -1. It is thought to end where a byte below the digits stands; as many bytes are
     * there as the longest has, so that no end need be looked for.
     */
    private static long v4(byte[] bytes, int from, int length) {
        int i = from;
        int v4 = 0;
        for (int part = 1;; part++) {
            int value = bytes[i++] - '0';
            int digit = bytes[i] - '0';
            if (value < 0 || value > 9 || digit > 9) {
                return -1;
            }
            if (digit >= 0) {
                if (value == 0) {
                    return -1;
                }
                value = 10 * value + digit;
                digit = bytes[++i] - '0';
                if (digit >= 0) {
                    value = 10 * value + digit;
                    i++;
                    if (digit > 9 || value > 255) {
                        return -1;
                    }
                }
            }
            v4 = v4 << 8 | value;
            if (part == 4) {
                return i - from == length ? v4 & 0xffff_ffffL : -1;
            }
            if (bytes[i++] != '.') {
                return -1;
            }
        }
    }

    private boolean parseV6(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != '%') {
            to++;
        }
        if (to + 1 == end || to - from < 2) {
            return false;
        }
        long headHigh = 0;
        long headLow = 0;
        int headGroups = -1;                 // groups before the "::", once it was met
        long h = 0;
        long l = 0;
        int groups = 0;
        int i = from;
        if (bytes[i] == ':') {
            if (bytes[i + 1] != ':') {
                return false;
            }
            headGroups = 0;
            i += 2;
        }
        while (i < to) {
            int value = 0;
            int start = i;
            int digit;
            while (i < to && (digit = hex(bytes[i])) >= 0) {
                value = value << 4 | digit;
                if (++i - start > 4) {
                    return false;
                }
            }
            if (i == start) {
                return false;
            }
            if (i < to && bytes[i] == '.') {
                long v4 = dotted(bytes, start, to);
                if (v4 < 0) {
                    return false;
                }
                h = h << 32 | l >>> 32;
                l = l << 32 | v4;
                groups += 2;
                break;
            }
            h = h << 16 | l >>> 48;
            l = l << 16 | value;
            groups++;
            if (i == to) {
                break;
            }
            if (bytes[i] != ':' || ++i == to) {
                return false;
            }
            if (bytes[i] == ':') {
                if (headGroups >= 0) {
                    return false;
                }
                headGroups = groups;
                headHigh = h;
                headLow = l;
                h = 0;
                l = 0;
                groups = 0;
                i++;
            }
        }
        if (headGroups < 0 ? groups != 8 : headGroups + groups > 7) {
            return false;
        }
        if (headGroups > 0) {
            int shift = 128 - 16 * headGroups;
            h |= shift >= 64 ? headLow << shift - 64 : headHigh << shift | headLow >>> 64 - shift;
            l |= shift >= 64 ? 0 : headLow << shift;
        }
        high = h;
        low = l;
        return true;
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** The four bytes of a dotted end of an IPv6 address, or -1. */
    private static long dotted(byte[] bytes, int from, int to) {
        long result = 0;
        int dots = 0;
        int value = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            int c = bytes[i] - '0';
            if (c >= 0 && c <= 9 && (digits == 0 || value > 0) && value < 256) {
                value = value * 10 + c;
                digits++;
            } else if (bytes[i] == '.' && digits > 0 && dots < 3 && value < 256) {
                result = result << 8 | value;
                dots++;
                value = 0;
                digits = 0;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 && value < 256 ? result << 8 | value : -1;
    }
}

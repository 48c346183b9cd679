package correlate.model;

import java.nio.charset.StandardCharsets;

/**
 * An IP address as a value of 128 bits; an IPv4 address is held in its IPv4-mapped form, so {@code ::ffff:10.0.0.1} and
 * {@code 10.0.0.1} are one address.
 *
 * @param high the first eight bytes, in network order; 0 for IPv4
 * @param low the last eight bytes; {@code 0xffff} and the four bytes for IPv4
 */
public record Address(long high, long low) implements Comparable<Address> {

    /** Reads a literal: dotted IPv4, any form of IPv6, an optional {@code %zone}, which is dropped; null if it is none. */
    public static Address parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AddressParser parser = new AddressParser();
        return parser.parse(bytes, 0, bytes.length) ? new Address(parser.high, parser.low) : null;
    }

    /** Whether this is an IPv4 address, however it was written. */
    public boolean isV4() {
        return isV4(high, low);
    }

    /** Whether the 128 bits are an IPv4-mapped address. */
    public static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffffL;
    }

    /** Whether this is {@code 0.0.0.0} or {@code ::}. */
    public boolean isUnspecified() {
        return isUnspecified(high, low);
    }

    /** Whether the 128 bits are {@code 0.0.0.0} or {@code ::}. */
    public static boolean isUnspecified(long high, long low) {
        return high == 0 && (low == 0 || low == 0xffff_0000_0000L);
    }

    /** Whether this is in 127.0.0.0/8 or is {@code ::1}. */
    public boolean isLoopback() {
        return isV4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
    }

    /** Whether this is of a network that routers of the Internet know nothing of: RFC 1918, RFC 6598, or fc00::/7 (RFC 4193). */
    public boolean isPrivate() {
        int v4 = (int) low;
        return isV4() ? v4 >>> 24 == 10 || v4 >>> 20 == 0xac1 || v4 >>> 16 == 0xc0a8 || v4 >>> 22 == 0x191
                : high >>> 57 == 0xfc >>> 1;
    }

    /** IPv4 before IPv6, then by the unsigned bytes: the order in which a Community ID names its two ends. */
    @Override
    public int compareTo(Address other) {
        return compare(high, low, other.high, other.low);
    }

    /** {@link #compareTo} on bare bits. */
    public static int compare(long high1, long low1, long high2, long low2) {
        boolean v4 = isV4(high1, low1);
        if (v4 != isV4(high2, low2)) {
            return v4 ? -1 : 1;
        }
        int c = Long.compareUnsigned(high1, high2);
        return c != 0 ? c : Long.compareUnsigned(low1, low2);
    }

    /** Dotted IPv4, or IPv6 as RFC 5952 writes it. */
    @Override
    public String toString() {
        if (isV4()) {
            return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && group(j) == 0) {
                j++;
            }
            if (j - i > bestLength) {
                bestStart = i;
                bestLength = j - i;
            }
            i = Math.max(i, j - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int i) {
        return (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xffff;
    }
}

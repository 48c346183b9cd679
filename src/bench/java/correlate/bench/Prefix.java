package correlate.bench;

import correlate.model.Address;
import java.util.List;

/**
 * A network.
 *
 * @param bits of the 128-bit form, so 104 for an IPv4 /8
 */
record Prefix(Address base, int bits) {
    /** RFC 1918 and fc00::/7. */
    static final List<Prefix> PRIVATE =
            List.of(parse("10.0.0.0/8"), parse("172.16.0.0/12"), parse("192.168.0.0/16"), parse("fc00::/7"));

    static Prefix parse(String text) {
        int slash = text.indexOf('/');
        Address base = Address.parse(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        int bits = slash < 0 ? 128 : Integer.parseInt(text.substring(slash + 1)) + (base.isV4() ? 96 : 0);
        return new Prefix(base, bits);
    }

    boolean contains(Address address) {
        long high = mask(Math.min(bits, 64));
        long low = mask(Math.max(bits - 64, 0));
        return ((address.high() ^ base.high()) & high) == 0 && ((address.low() ^ base.low()) & low) == 0;
    }

    private static long mask(int ones) {
        return ones == 0 ? 0 : -1L << 64 - ones;
    }
}

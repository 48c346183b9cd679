package correlate.identify;

import static correlate.model.Protocols.ICMP;

import java.util.Arrays;

/**
 * Which ICMP message type answers which, as the Community ID knows them (corelight/pycommunityid, {@code icmp.py} and
 * {@code icmp6.py}, after Zeek). Types outside these tables are one-way: their flows have no second direction.
 */
final class IcmpPairs {
    /** The type has no counterpart. */
    static final int ONE_WAY = -1;

    private static final int[] V4 = table(
            8, 0,         // echo
            10, 9,        // router solicitation, advertisement
            13, 14,       // timestamp
            15, 16,       // information
            17, 18);      // address mask

    private static final int[] V6 = table(
            128, 129,     // echo
            130, 131,     // multicast listener query, report
            133, 134,     // router solicitation, advertisement
            135, 136,     // neighbour solicitation, advertisement
            139, 140,     // node information
            144, 145);    // home agent discovery

    private IcmpPairs() {
    }

    /** The type that answers this one, or {@link #ONE_WAY}; the protocol is 1 or 58. */
    static int counterpart(int protocol, int type) {
        return counterpart(protocol == ICMP ? V4 : V6, type);
    }

    static int counterpart(int[] table, int type) {
        return type < table.length ? table[type] : ONE_WAY;
    }

    /** A table of types that answer each other, listed pair by pair. */
    static int[] table(int... pairs) {
        int[] table = new int[256];
        Arrays.fill(table, ONE_WAY);
        for (int i = 0; i < pairs.length; i += 2) {
            table[pairs[i]] = pairs[i + 1];
            table[pairs[i + 1]] = pairs[i];
        }
        return table;
    }
}

package correlate.index;

import correlate.source.FlowKey;

/**
 * Says of most connections whose addresses rows have, but whose tuple no row has, that none has it: one line of the cache
 * suffices. Two bits of one word stand for each tuple, so one in a hundred passes in vain.
 */
final class TupleFilter {
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
    /** 4 MiB: what stays in a cache that all cores share. */
    private static final int MOST_WORDS = 1 << 19;

    private final long[] words;

    TupleFilter(int tuples) {
        words = new long[Math.min(MOST_WORDS, Integer.highestOneBit(Math.max(1, tuples / 4)) << 1)];
    }

    void add(long high1, long low1, int port1, long high2, long low2, int port2, int protocol) {
        long hash = hash(high1, low1, port1, high2, low2, port2, protocol);
        words[word(hash)] |= bits(hash);
    }

    boolean mayHold(FlowKey flow) {
        long hash = hash(flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort, flow.protocol);
        long bits = bits(hash);
        return (words[word(hash)] & bits) == bits;
    }

    /** How many bytes of heap its array takes. */
    long bytes() {
        return 8L * words.length;
    }

    private int word(long hash) {
        return (int) (hash >>> 40) & words.length - 1;
    }

    private static long bits(long hash) {
        return 1L << (hash >>> 34) | 1L << (hash >>> 28);
    }

    /** The same in both directions. */
    private static long hash(long high1, long low1, int port1, long high2, long low2, int port2, int protocol) {
        long both = (end(high1, low1, port1) + end(high2, low2, port2) ^ protocol) * MIX;
        return (both ^ both >>> 32) * MIX;
    }

    private static long end(long high, long low, int port) {
        long mixed = ((high * MIX ^ low) * MIX + port) * MIX;
        return mixed ^ mixed >>> 32;
    }
}

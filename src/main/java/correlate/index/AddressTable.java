package correlate.index;

import java.util.Arrays;

/**
 * Numbers addresses from 0. One of the hot classes: every connection asks it twice, most of the time for an address that it
 * does not hold, so a table of bits, small enough for the cache, is asked first. Reading from several threads is safe once
 * nobody adds any more.
 */
public final class AddressTable {
    private final LongColumn highs = new LongColumn();
    private final LongColumn lows = new LongColumn();
    private int[] slots = filled(1 << 10);
    private long[] bits = new long[1 << 8];

    /** The number of an address, or -1. */
    public int find(long high, long low) {
        long hash = hash(high, low);
        int bit = (int) (hash >>> 40) & (bits.length << 6) - 1;
        if ((bits[bit >>> 6] & 1L << bit) == 0) {
            return -1;
        }
        return slots[slot(high, low, hash)];
    }

    /** The number of an address, a new one if need be. */
    public int add(long high, long low) {
        long hash = hash(high, low);
        int slot = slot(high, low, hash);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        int id = highs.size();
        highs.add(high);
        lows.add(low);
        slots[slot] = id;
        mark(hash);
        if (2 * (id + 1) > slots.length) {
            grow();
        }
        return id;
    }

    /** How many addresses there are. */
    public int size() {
        return highs.size();
    }

    /** The first eight bytes of an address. */
    public long high(int id) {
        return highs.get(id);
    }

    /** The last eight bytes of an address. */
    public long low(int id) {
        return lows.get(id);
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return highs.bytes() + lows.bytes() + 4L * slots.length + 8L * bits.length;
    }

    private int slot(long high, long low, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] >= 0 && (lows.get(slots[slot]) != low || highs.get(slots[slot]) != high)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void mark(long hash) {
        int bit = (int) (hash >>> 40) & (bits.length << 6) - 1;
        bits[bit >>> 6] |= 1L << bit;
    }

    private void grow() {
        slots = filled(2 * slots.length);
        if (bits.length < 1 << 16) {                // 512 KiB: stays in the second-level cache
            bits = new long[Math.min(1 << 16, slots.length / 8)];
        }
        for (int id = 0; id < size(); id++) {
            long hash = hash(high(id), low(id));
            slots[slot(high(id), low(id), hash)] = id;
            mark(hash);
        }
    }

    static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, -1);
        return slots;
    }

    static long hash(long a, long b) {
        long h = (a * 0x9E3779B97F4A7C15L ^ b) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 29) * 0x94D049BB133111EBL;
        return h ^ h >>> 32;
    }
}

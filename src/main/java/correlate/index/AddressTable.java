package correlate.index;

import correlate.model.Address;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Numbers addresses from 0. One of the hot classes: every connection asks it twice. Of most IPv4 addresses that it does not
 * know a table of bits says so, which a core's cache holds, while the slots are too many: that is a seventh of the scan's time
 * where every other connection has an end that no row shows. One that it knows stands in its slot beside its number, and
 * mostly one cache line tells. Reading from several threads is safe once nobody adds any more.
 */
public final class AddressTable {
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
    /** 256 KiB: double of it took longer where a core's cache is 1 MiB. */
    private static final int MOST_WORDS = 1 << 15;

    private final LongColumn highs = new LongColumn();
    private final LongColumn lows = new LongColumn();
    /** IPv4 addresses: the address in the high half, its number and one in the low half; 0 is free. */
    private long[] slots4 = new long[1 << 10];
    /** A bit for each IPv4 address, eight bits to a slot until there are too many. */
    private long[] bits4 = new long[slots4.length / 8];
    private int size4;
    /** Other addresses: the number, or -1. */
    private int[] slots6 = filled(1 << 4);
    /** The numbers of these. */
    private final BitSet others = new BitSet();

    /** The number of an address, or -1. */
    public int find(long high, long low) {
        return Address.isV4(high, low) ? find4((int) low) : slots6[slot6(high, low)];
    }

    private int find4(int v4) {
        return (bits4[word4(v4)] & bit4(v4)) == 0 ? -1 : (int) slots4[slot4(v4)] - 1;
    }

    /** The number of an address, a new one if need be. */
    public int add(long high, long low) {
        int known = find(high, low);
        if (known >= 0) {
            return known;
        }
        int id = highs.size();
        highs.add(high);
        lows.add(low);
        if (Address.isV4(high, low)) {
            add4((int) low, id);
        } else {
            add6(high, low, id);
        }
        return id;
    }

    /** How many addresses there are. */
    public int size() {
        return highs.size();
    }

    /** Whether the address of that number is one of IPv4. */
    boolean isV4(int id) {
        return !others.get(id);
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
        return highs.bytes() + lows.bytes() + 8L * (slots4.length + bits4.length) + 4L * slots6.length + others.size() / 8;
    }

    private void add4(int v4, int id) {
        put4(v4, (long) v4 << 32 | id + 1);
        if (4 * ++size4 > 3 * slots4.length) {
            long[] old = slots4;
            slots4 = new long[2 * old.length];
            bits4 = new long[Math.min(slots4.length / 8, MOST_WORDS)];
            for (long slot : old) {
                if (slot != 0) {
                    put4((int) (slot >>> 32), slot);
                }
            }
        }
    }

    private void put4(int v4, long slot) {
        slots4[slot4(v4)] = slot;
        bits4[word4(v4)] |= bit4(v4);
    }

    private int slot4(int v4) {
        long[] slots = slots4;
        int mask = slots.length - 1;
        int slot = (int) (v4 * MIX >>> 32) & mask;
        while (slots[slot] != 0 && (int) (slots[slot] >>> 32) != v4) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int word4(int v4) {
        return (int) (v4 * MIX >>> 38) & bits4.length - 1;
    }

    private static long bit4(int v4) {
        return 1L << (v4 * MIX >>> 32);
    }

    private void add6(long high, long low, int id) {
        slots6[slot6(high, low)] = id;
        others.set(id);
        if (2 * (size() - size4) > slots6.length) {
            int[] old = slots6;
            slots6 = filled(2 * old.length);
            for (int known : old) {
                if (known >= 0) {
                    slots6[slot6(high(known), low(known))] = known;
                }
            }
        }
    }

    private int slot6(long high, long low) {
        int mask = slots6.length - 1;
        int slot = (int) hash(high, low) & mask;
        while (slots6[slot] >= 0 && (lows.get(slots6[slot]) != low || highs.get(slots6[slot]) != high)) {
            slot = slot + 1 & mask;
        }
        return slot;
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

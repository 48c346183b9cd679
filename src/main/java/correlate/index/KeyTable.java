package correlate.index;

/**
 * Numbers the keys under which rows are found, from 0: tuples, remote ends, local ends. A key is two ints, two ports and a
 * kind; what the ints mean is the caller's business. Reading from several threads is safe once nobody adds any more.
 */
final class KeyTable {
    private final LongColumn ends = new LongColumn();       // first, second
    private final LongColumn rests = new LongColumn();      // ports, kind
    private int[] slots = AddressTable.filled(1 << 10);
    /** A bit for each hash: most connections ask for what is not there, and need not touch the table then. */
    private long[] bits = new long[1 << 8];

    int find(int first, int second, int port, int kind) {
        long end = pair(first, second);
        long rest = pair(port, kind);
        long hash = AddressTable.hash(end, rest);
        int bit = (int) (hash >>> 32) & (bits.length << 6) - 1;
        return (bits[bit >>> 6] & 1L << bit) == 0 ? -1 : slots[slot(end, rest, hash)];
    }

    /** The number of a key; {@code size() - 1} after the call if it is new. */
    int add(int first, int second, int port, int kind) {
        long end = pair(first, second);
        long rest = pair(port, kind);
        long hash = AddressTable.hash(end, rest);
        int slot = slot(end, rest, hash);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        int id = ends.size();
        ends.add(end);
        rests.add(rest);
        slots[slot] = id;
        mark(hash);
        if (2 * (id + 1) > slots.length) {
            grow();
        }
        return id;
    }

    int size() {
        return ends.size();
    }

    int first(int id) {
        return (int) (ends.get(id) >>> 32);
    }

    int second(int id) {
        return (int) ends.get(id);
    }

    int ports(int id) {
        return (int) (rests.get(id) >>> 32);
    }

    int kind(int id) {
        return (int) rests.get(id);
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return ends.bytes() + rests.bytes() + 4L * slots.length + 8L * bits.length;
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    private void mark(long hash) {
        int bit = (int) (hash >>> 32) & (bits.length << 6) - 1;
        bits[bit >>> 6] |= 1L << bit;
    }

    private int slot(long end, long rest, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        int id;
        while ((id = slots[slot]) >= 0 && (ends.get(id) != end || rests.get(id) != rest)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        slots = AddressTable.filled(2 * slots.length);
        if (bits.length < 1 << 18) {                // 2 MiB: what stays in the cache
            bits = new long[Math.min(1 << 18, slots.length / 8)];
        }
        for (int id = 0; id < size(); id++) {
            long hash = AddressTable.hash(ends.get(id), rests.get(id));
            slots[slot(ends.get(id), rests.get(id), hash)] = id;
            mark(hash);
        }
    }
}

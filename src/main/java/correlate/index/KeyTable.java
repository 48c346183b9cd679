package correlate.index;

/**
 * Numbers the keys under which rows are found, from 0: tuples, remote ends, local ends. A key is two ints, two ports and a
 * kind; what the ints mean is the caller's business. Reading from several threads is safe once nobody adds any more.
 */
final class KeyTable {
    private final IntColumn firsts = new IntColumn();
    private final IntColumn seconds = new IntColumn();
    private final IntColumn ports = new IntColumn();
    private final IntColumn kinds = new IntColumn();
    private int[] slots = AddressTable.filled(1 << 10);
    /** A bit for each hash: most connections ask for what is not there, and need not touch the table then. */
    private long[] bits = new long[1 << 8];

    int find(int first, int second, int port, int kind) {
        long hash = hash(first, second, port, kind);
        int bit = (int) (hash >>> 32) & (bits.length << 6) - 1;
        return (bits[bit >>> 6] & 1L << bit) == 0 ? -1 : slots[slot(first, second, port, kind, hash)];
    }

    /** The number of a key; {@code size() - 1} after the call if it is new. */
    int add(int first, int second, int port, int kind) {
        long hash = hash(first, second, port, kind);
        int slot = slot(first, second, port, kind, hash);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        int id = firsts.size();
        firsts.add(first);
        seconds.add(second);
        ports.add(port);
        kinds.add(kind);
        slots[slot] = id;
        mark(hash);
        if (2 * (id + 1) > slots.length) {
            grow();
        }
        return id;
    }

    int size() {
        return firsts.size();
    }

    int first(int id) {
        return firsts.get(id);
    }

    int second(int id) {
        return seconds.get(id);
    }

    int ports(int id) {
        return ports.get(id);
    }

    int kind(int id) {
        return kinds.get(id);
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return firsts.bytes() + seconds.bytes() + ports.bytes() + kinds.bytes() + 4L * slots.length + 8L * bits.length;
    }

    private static long hash(int first, int second, int port, int kind) {
        return AddressTable.hash((long) first << 32 | second & 0xffffffffL, (long) port << 32 | kind & 0xffffffffL);
    }

    private void mark(long hash) {
        int bit = (int) (hash >>> 32) & (bits.length << 6) - 1;
        bits[bit >>> 6] |= 1L << bit;
    }

    private int slot(int first, int second, int port, int kind, long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        int id;
        while ((id = slots[slot]) >= 0 && (firsts.get(id) != first || seconds.get(id) != second || ports.get(id) != port
                || kinds.get(id) != kind)) {
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
            long hash = hash(first(id), second(id), ports(id), kind(id));
            slots[slot(first(id), second(id), ports(id), kind(id), hash)] = id;
            mark(hash);
        }
    }
}

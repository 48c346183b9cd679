package correlate.index;

/**
 * Numbers the keys under which rows are found, from 0: tuples, remote ends, local ends. A key is two ints, two ports and a
 * kind; what the ints mean is the caller's business. Reading from several threads is safe once nobody adds any more.
 */
final class KeyTable {
    /** Kinds from here on, ends, have slots of their own: they are few and many connections ask for them. */
    static final int ENDS = 256;

    private final LongColumn ends = new LongColumn();       // first, second
    private final LongColumn rests = new LongColumn();      // ports, kind
    private int[] tupleSlots = AddressTable.filled(1 << 10);
    private int[] endSlots = AddressTable.filled(1 << 4);
    private int endKeys;

    int find(int first, int second, int port, int kind) {
        int[] slots = kind < ENDS ? tupleSlots : endSlots;
        return slots[slot(slots, pair(first, second), pair(port, kind))];
    }

    /** The number of a key; {@code size() - 1} after the call if it is new. */
    int add(int first, int second, int port, int kind) {
        long end = pair(first, second);
        long rest = pair(port, kind);
        int[] slots = kind < ENDS ? tupleSlots : endSlots;
        int slot = slot(slots, end, rest);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        int id = ends.size();
        ends.add(end);
        rests.add(rest);
        slots[slot] = id;
        endKeys += kind < ENDS ? 0 : 1;
        if (kind >= ENDS && 2 * endKeys > slots.length) {
            endSlots = grown(slots);
        } else if (kind < ENDS && 2 * (size() - endKeys) > slots.length) {
            tupleSlots = grown(slots);
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
        return ends.bytes() + rests.bytes() + 4L * (tupleSlots.length + endSlots.length);
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    private int slot(int[] slots, long end, long rest) {
        int mask = slots.length - 1;
        int slot = (int) AddressTable.hash(end, rest) & mask;
        int id;
        while ((id = slots[slot]) >= 0 && (ends.get(id) != end || rests.get(id) != rest)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int[] grown(int[] old) {
        int[] slots = AddressTable.filled(2 * old.length);
        for (int id : old) {
            if (id >= 0) {
                slots[slot(slots, ends.get(id), rests.get(id))] = id;
            }
        }
        return slots;
    }
}

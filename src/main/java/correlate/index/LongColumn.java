package correlate.index;

import java.util.Arrays;

/** A growing column of longs in blocks, so that growing copies nothing and wastes at most one block. */
final class LongColumn {
    private static final int BITS = 13;
    private static final int MASK = (1 << BITS) - 1;
    private long[][] blocks = new long[16][];
    private int size;

    void add(long value) {
        int block = size >>> BITS;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new long[1 << BITS];
        }
        blocks[block][size++ & MASK] = value;
    }

    long get(int i) {
        return blocks[i >>> BITS][i & MASK];
    }

    long[] toArray() {
        long[] all = new long[size];
        for (int i = 0; i < size; i++) {
            all[i] = get(i);
        }
        return all;
    }

    int size() {
        return size;
    }
}

package correlate.index;

import java.util.Arrays;

/** A growing column of ints in blocks, so that growing copies nothing and wastes at most one block. */
final class IntColumn {
    private static final int BITS = 13;
    private static final int MASK = (1 << BITS) - 1;
    private int[][] blocks = new int[16][];
    private int size;

    void add(int value) {
        int block = size >>> BITS;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new int[1 << BITS];
        }
        blocks[block][size++ & MASK] = value;
    }

    int get(int i) {
        return blocks[i >>> BITS][i & MASK];
    }

    void set(int i, int value) {
        blocks[i >>> BITS][i & MASK] = value;
    }

    int size() {
        return size;
    }
}

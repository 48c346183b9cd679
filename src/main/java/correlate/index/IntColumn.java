package correlate.index;

import java.util.Arrays;

/**
 * A growing column of ints in blocks, so that growing copies nothing and wastes at most one block. A block whose values are
 * all equal takes no memory: many logs have no inode, one file, one row a line.
 */
public final class IntColumn {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;

    private int[][] blocks = new int[16][];
    /** The one value of each block that is not there. */
    private int[] values = new int[16];
    private int size;

    /** Adds a value at the end. */
    public void add(int value) {
        if ((size & MASK) == 0) {
            begin(size >>> BITS, value);
        }
        set(size++, value);
    }

    private void begin(int block, int value) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
            values = Arrays.copyOf(values, 2 * block);
        }
        values[block] = value;
    }

    /** The value at a place. */
    public int get(int i) {
        int[] block = blocks[i >>> BITS];
        return block == null ? values[i >>> BITS] : block[i & MASK];
    }

    /** Changes the value at a place. */
    public void set(int i, int value) {
        int[] block = blocks[i >>> BITS];
        if (block != null) {
            block[i & MASK] = value;
        } else if (value != values[i >>> BITS]) {
            spread(i >>> BITS)[i & MASK] = value;
        }
    }

    private int[] spread(int block) {
        blocks[block] = new int[1 << BITS];
        if (values[block] != 0) {
            Arrays.fill(blocks[block], values[block]);
        }
        return blocks[block];
    }

    int size() {
        return size;
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return 8L * blocks.length + Arrays.stream(blocks).filter(block -> block != null).count() * 4 * (1 << BITS);
    }
}

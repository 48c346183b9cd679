package correlate.index;

import java.util.Arrays;

/**
 * A growing column of ints in blocks, so that growing copies nothing and wastes at most one block. A block that holds nothing
 * but the column's usual value takes no memory: many logs have no inode, no start time, one row a line.
 */
public final class IntColumn {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;
    private final int usual;
    private int[][] blocks = new int[16][];
    private int size;

    /** A column in which 0 is usual. */
    public IntColumn() {
        this(0);
    }

    /** A column in which that value is usual. */
    public IntColumn(int usual) {
        this.usual = usual;
    }

    /** Adds a value at the end. */
    public void add(int value) {
        if (size >>> BITS == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blocks.length);
        }
        set(size++, value);
    }

    /** The value at a place. */
    public int get(int i) {
        int[] block = blocks[i >>> BITS];
        return block == null ? usual : block[i & MASK];
    }

    /** Changes the value at a place. */
    public void set(int i, int value) {
        int[] block = blocks[i >>> BITS];
        if (block == null) {
            if (value == usual) {
                return;
            }
            block = new int[1 << BITS];
            if (usual != 0) {
                Arrays.fill(block, usual);
            }
            blocks[i >>> BITS] = block;
        }
        block[i & MASK] = value;
    }

    int size() {
        return size;
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return 4L * blocks.length + Arrays.stream(blocks).filter(block -> block != null).count() * 4 * (1 << BITS);
    }
}

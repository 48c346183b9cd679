package correlate.index;

import java.util.Arrays;

/**
 * A growing column of longs in blocks, so that growing copies nothing and wastes at most one block. A block that holds nothing
 * but the column's usual value takes no memory: many logs have no inode, no start time, one row a line.
 */
public final class LongColumn {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;
    private final long usual;
    private long[][] blocks = new long[16][];
    private int size;

    /** A column in which 0 is usual. */
    public LongColumn() {
        this(0);
    }

    /** A column in which that value is usual. */
    public LongColumn(long usual) {
        this.usual = usual;
    }

    /** Adds a value at the end. */
    public void add(long value) {
        if (size >>> BITS == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * blocks.length);
        }
        set(size++, value);
    }

    /** The value at a place. */
    public long get(int i) {
        long[] block = blocks[i >>> BITS];
        return block == null ? usual : block[i & MASK];
    }

    /** Changes the value at a place. */
    public void set(int i, long value) {
        long[] block = blocks[i >>> BITS];
        if (block == null) {
            if (value == usual) {
                return;
            }
            block = new long[1 << BITS];
            if (usual != 0) {
                Arrays.fill(block, usual);
            }
            blocks[i >>> BITS] = block;
        }
        block[i & MASK] = value;
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

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return 4L * blocks.length + Arrays.stream(blocks).filter(block -> block != null).count() * 8 * (1 << BITS);
    }
}

package correlate.index;

import java.util.Arrays;

/**
 * A growing column of longs in blocks, so that growing copies nothing and wastes at most one block. A block of
 * zeros takes no memory: IPv4 addresses have a zero in front.
 */
public final class LongColumn {
    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;
    private long[][] blocks = new long[16][];
    private int size;

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
        return block == null ? 0 : block[i & MASK];
    }

    /** Changes the value at a place. */
    public void set(int i, long value) {
        long[] block = blocks[i >>> BITS];
        if (block == null) {
            if (value == 0) {
                return;
            }
            block = new long[1 << BITS];
            blocks[i >>> BITS] = block;
        }
        block[i & MASK] = value;
    }

    int size() {
        return size;
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return 4L * blocks.length + Arrays.stream(blocks).filter(block -> block != null).count() * 8 * (1 << BITS);
    }
}

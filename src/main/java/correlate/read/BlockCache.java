package correlate.read;

import java.io.IOException;
import java.util.Arrays;

/**
 * Blocks of files that were read lately; for one thread at a time, and for all the files whose rows it reads again, so that a
 * thousand files need no more room than one. A block is read when a second row of it is wanted within a while: until then each
 * row is read by itself.
 */
public final class BlockCache {
    /** Measured on W10 of docs/benchmarks.md: blocks of 16 KiB, eight a file, took 208,000 reads, these take 69,000, and 7 % less time. */
    static final int BLOCK = 64 * 1024;
    private static final int COUNT = 16;
    private static final int LATELY_BITS = 6;

    private final byte[][] blocks = new byte[COUNT][];
    private final int[] lengths = new int[COUNT];
    private final long[] numbers = new long[COUNT];
    /** Blocks of which a row was wanted, by a hash of their numbers. */
    private final long[] wanted = new long[1 << LATELY_BITS];
    private int oldest;
    private int files;

    public BlockCache() {
        Arrays.fill(numbers, -1);
        Arrays.fill(wanted, -1);
    }

    /** What the numbers of a file's blocks begin with. */
    long nextFile() {
        return (long) files++ << 40;
    }

    /** Notes that a row of the block is wanted; gives whether the block is here, or worth reading as another row of it was wanted lately. */
    boolean want(long number) {
        int slot = (int) (number * 0x9e37_79b9_7f4a_7c15L >>> Long.SIZE - LATELY_BITS);
        boolean again = wanted[slot] == number;
        wanted[slot] = number;
        return again || find(number) >= 0;
    }

    /** Reads what is not here. */
    interface Filler {
        /** Gives how many bytes there are. */
        int fill(byte[] block) throws IOException;
    }

    /** Copies up to {@code count} bytes of a block from its byte {@code from} on; gives how many it has of them, 0 or less if none. */
    int copy(long number, int from, byte[] to, int at, int count, Filler filler) throws IOException {
        int slot = find(number);
        if (slot < 0) {
            slot = oldest;
            oldest = (oldest + 1) % COUNT;
            if (blocks[slot] == null) {
                blocks[slot] = new byte[BLOCK];
            }
            numbers[slot] = -1;             // not believed if the read fails
            lengths[slot] = filler.fill(blocks[slot]);
            numbers[slot] = number;
        }
        int n = Math.min(count, lengths[slot] - from);
        if (n > 0) {
            System.arraycopy(blocks[slot], from, to, at, n);
        }
        return n;
    }

    private int find(long number) {
        for (int i = 0; i < COUNT; i++) {
            if (numbers[i] == number) {
                return i;
            }
        }
        return -1;
    }
}

package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Positional reads of a file that is not compressed: rows that follow each other closely through a few blocks, one that lies
 * far from the row before by itself.
 */
final class Blocks implements Closeable {
    private static final int BLOCK = 16 * 1024;
    private static final int COUNT = 8;
    /** A row so much behind the one before is read with what surrounds it: the next ones will lie there too. */
    private static final int NEAR = BLOCK / 4;

    private final SeekableByteChannel channel;
    private final byte[][] blocks = new byte[COUNT][];
    private final int[] lengths = new int[COUNT];
    private final long[] numbers = new long[COUNT];
    private int oldest;
    private long after;

    Blocks(Path path) throws IOException {
        this.channel = Files.newByteChannel(path);
        Arrays.fill(numbers, -1);
    }

    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        boolean alone = length > BLOCK * COUNT / 2 || find(offset / BLOCK) < 0 && (offset < after || offset > after + NEAR);
        after = offset + length;
        int done = alone ? fill(bytes, offset) : 0;
        while (done < length) {
            int slot = slot((offset + done) / BLOCK);
            int from = (int) ((offset + done) % BLOCK);
            int n = Math.min(length - done, lengths[slot] - from);
            if (n <= 0) {
                throw Slices.gone();
            }
            System.arraycopy(blocks[slot], from, bytes, done, n);
            done += n;
        }
        return bytes;
    }

    private int find(long number) {
        for (int i = 0; i < COUNT; i++) {
            if (numbers[i] == number) {
                return i;
            }
        }
        return -1;
    }

    private int slot(long number) throws IOException {
        int known = find(number);
        if (known >= 0) {
            return known;
        }
        int slot = oldest;
        oldest = (oldest + 1) % COUNT;
        if (blocks[slot] == null) {
            blocks[slot] = new byte[BLOCK];
        }
        numbers[slot] = -1;             // not believed if the read fails
        lengths[slot] = fill(blocks[slot], number * BLOCK);
        numbers[slot] = number;
        return slot;
    }

    /** Reads until the array is full or the file ends. */
    private int fill(byte[] bytes, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining() && read(buffer, offset + buffer.position()) >= 0) {
            continue;
        }
        return buffer.position();
    }

    private int read(ByteBuffer buffer, long offset) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.read(buffer, offset);
        }
        channel.position(offset);
        return channel.read(buffer);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

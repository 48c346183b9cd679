package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Positional reads of a file that is not compressed, through a few blocks: rows that are asked for usually lie near each other. */
final class Blocks implements Closeable {
    private static final int BLOCK = 8 * 1024;
    private static final int COUNT = 16;

    private final SeekableByteChannel channel;
    private final byte[][] blocks = new byte[COUNT][];
    private final int[] lengths = new int[COUNT];
    private final long[] numbers = new long[COUNT];
    private int oldest;

    Blocks(Path path) throws IOException {
        this.channel = Files.newByteChannel(path);
        Arrays.fill(numbers, -1);
    }

    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = length > BLOCK * COUNT / 2 ? fill(bytes, offset) : 0;
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

    private int slot(long number) throws IOException {
        for (int i = 0; i < COUNT; i++) {
            if (numbers[i] == number) {
                return i;
            }
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
        channel.position(offset);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

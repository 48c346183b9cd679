package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Positional reads of a file that is not compressed: rows that lie close to each other through blocks, in whatever order they
 * are asked for, one that lies far from all others by itself.
 */
final class Blocks implements Closeable {
    /** A longer row is read by itself. */
    private static final int LONG = 8 * BlockCache.BLOCK;

    private final SeekableByteChannel channel;
    private final BlockCache cache;
    private final long first;

    Blocks(Path path, BlockCache cache) throws IOException {
        this(Files.newByteChannel(path), cache);
    }

    Blocks(SeekableByteChannel channel, BlockCache cache) {
        this.channel = channel;
        this.cache = cache;
        this.first = cache.nextFile();
    }

    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        boolean alone = length > LONG || !cache.want(first + offset / BlockCache.BLOCK);
        int done = alone ? fill(bytes, offset) : 0;
        while (done < length) {
            long number = (offset + done) / BlockCache.BLOCK;
            int from = (int) ((offset + done) % BlockCache.BLOCK);
            int n = cache.copy(first + number, from, bytes, done, length - done, block -> fill(block, number * BlockCache.BLOCK));
            if (n <= 0) {
                throw Slices.gone();
            }
            done += n;
        }
        return bytes;
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

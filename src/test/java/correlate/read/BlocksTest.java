package correlate.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts what is asked of the file: each read is a call of the system, which costs more than copying a row. */
class BlocksTest {
    private static final int ROW = 700;

    private final BlockCache cache = new BlockCache();

    @Test
    void rowsCloseToEachOtherShareReads() throws IOException {
        Large file = new Large(16L * BlockCache.BLOCK);
        Blocks blocks = new Blocks(file, cache);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            readRow(blocks, random.nextInt((int) file.size() - ROW));
        }
        assertTrue(file.reads <= 2 * 16, file.reads + " reads");
    }

    @Test
    void rowsFarFromEachOtherAreReadByThemselves() throws IOException {
        Large file = new Large(1L << 40);
        Blocks blocks = new Blocks(file, cache);
        for (int i = 0; i < 100; i++) {
            readRow(blocks, i * 10_000_000_019L);
        }
        assertEquals(100, file.reads);
        assertEquals(100 * ROW, file.bytes);
    }

    @Test
    void filesShareTheRoom() throws IOException {
        Large[] files = new Large[8];
        Blocks[] blocks = new Blocks[files.length];
        for (int f = 0; f < files.length; f++) {
            files[f] = new Large(BlockCache.BLOCK, 31 * f);
            blocks[f] = new Blocks(files[f], cache);
        }
        for (int i = 0; i < 1000; i++) {
            for (int f = 0; f < files.length; f++) {
                int offset = i * 60 % (BlockCache.BLOCK - ROW);
                assertArrayEquals(files[f].expected(offset, ROW), blocks[f].read(offset, ROW));
            }
        }
        for (Large file : files) {
            assertTrue(file.reads <= 16, file.reads + " reads");
        }
    }

    private static void readRow(Blocks blocks, long offset) throws IOException {
        assertArrayEquals(new Large(Long.MAX_VALUE).expected(offset, ROW), blocks.read(offset, ROW));
    }

    /** A file of any size, whose bytes follow from their places. */
    private static final class Large implements SeekableByteChannel {
        private final long size;
        private final int salt;
        private long position;
        int reads;
        long bytes;

        Large(long size) {
            this(size, 0);
        }

        Large(long size, int salt) {
            this.size = size;
            this.salt = salt;
        }

        private byte at(long place) {
            return (byte) (place * 0x9e37_79b9_7f4a_7c15L + salt >>> 32);
        }

        byte[] expected(long offset, int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = at(offset + i);
            }
            return bytes;
        }

        @Override
        public int read(ByteBuffer to) {
            reads++;
            int n = 0;
            for (; to.hasRemaining() && position < size; n++) {
                to.put(at(position++));
            }
            bytes += n;
            return n == 0 ? -1 : n;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long newSize) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }
}

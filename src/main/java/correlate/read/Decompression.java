package correlate.read;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is compressed, told by its first bytes and never by its name. A library is loaded when a file needs it. */
enum Decompression {
    NONE, GZIP, ZSTD, BZIP2, XZ;

    /** As many first bytes as {@link #of} may need. */
    static final int MAGIC = 10;

    private static final int BUFFER = 64 * 1024;

    /** What the first {@code length} bytes of a file say. */
    static Decompression of(byte[] head, int length) {
        if (starts(head, length, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(head, length, 0x28, 0xb5, 0x2f, 0xfd)
                || length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18) {
            return ZSTD;                // the second is a skippable frame, with which pzstd begins
        }
        if (starts(head, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        // four letters are too few to tell bzip2 from text: its first block, or its end if there is none, follows
        return length > 4 && starts(head, 3, 'B', 'Z', 'h') && head[3] >= '1' && head[3] <= '9'
                && (startsAt(4, head, length, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                    || startsAt(4, head, length, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90)) ? BZIP2 : NONE;
    }

    /** The inflated bytes of such a file. */
    InputStream inflate(Input file) throws IOException {
        return switch (this) {
            case NONE -> file.raw();
            case GZIP -> new GzipStream(file.raw());
            case ZSTD, BZIP2, XZ -> new GuardedStream(this, file);
        };
    }

    /** The library's stream upon a file's bytes. */
    InputStream library(InputStream raw) throws IOException {
        return switch (this) {
            case ZSTD -> Zstd.open(raw);
            case BZIP2 -> Bzip2.open(raw);
            case XZ -> Xz.open(raw);
            case NONE, GZIP -> throw new IllegalStateException(name());
        };
    }

    /** The sentence for data that ends in the middle. */
    static String cutOff(String kind, long length) {
        return "its %s data is cut off at byte %d; all before that was read, copy the file again for the rest".formatted(kind, length);
    }

    private static boolean starts(byte[] head, int length, int... magic) {
        return startsAt(0, head, length, magic) && length >= magic.length;
    }

    /** Whether the magic, as far as the bytes reach, stands there. */
    private static boolean startsAt(int from, byte[] head, int length, int... magic) {
        for (int i = 0; i < magic.length && from + i < length; i++) {
            if ((head[from + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    // One class for each library: the JVM loads all that a class mentions when it verifies it.

    private static final class Zstd {
        private static InputStream open(InputStream raw) throws IOException {
            return new ZstdInputStreamNoFinalizer(raw);
        }
    }

    private static final class Bzip2 {
        private static InputStream open(InputStream raw) throws IOException {
            return new BZip2CompressorInputStream(new BufferedInputStream(raw, BUFFER), true);
        }
    }

    private static final class Xz {
        /** The highest preset needs a dictionary of 64 MiB; a file that asks for much more is a trap. */
        private static final int MEMORY_KIB = 100 * 1024;

        private static InputStream open(InputStream raw) throws IOException {
            return new XZInputStream(new BufferedInputStream(raw, BUFFER), MEMORY_KIB);
        }
    }
}

package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** One file to read. Its methods may be called from any thread; the streams it gives belong to one thread each. */
public final class Input implements Closeable {
    /** As many first bytes as {@link #head} gives at most. */
    public static final int HEAD = 64 * 1024;

    private final String name;
    private final Path path;
    private final long length;
    private final boolean spooled;
    private final String damage;
    private final Decompression compression;
    /** Soft, because a folder may hold ten thousand files. */
    private SoftReference<byte[]> head = new SoftReference<>(null);

    private Input(String name, Path path, boolean spooled, String damage) throws IOException {
        this.name = name;
        this.path = path;
        this.length = Files.size(path);
        this.spooled = spooled;
        this.damage = damage;
        try (FileStream raw = raw()) {
            byte[] magic = new byte[Decompression.MAGIC];
            this.compression = Decompression.of(magic, raw.readNBytes(magic, 0, (int) Math.min(magic.length, length)));
        }
    }

    /**
     * A regular file, with the length that it has now.
     *
     * @throws IOException it cannot be read; the message says in one sentence why and what to do
     */
    public static Input of(String name, Path path) throws IOException {
        try {
            return new Input(name, path, false, null);
        } catch (IOException e) {
            throw Damage.of(e);
        }
    }

    /** A temporary file that this object owns; {@code damage}, if not null, says why it ends too early. */
    static Input ofSpool(String name, Path spool, String damage) throws IOException {
        return new Input(name, spool, true, damage);
    }

    /** The file as the user named it: a path, or {@code -}. */
    public String name() {
        return name;
    }

    /** The file that is really read; for {@code -} and pipes a temporary copy. */
    public Path path() {
        return path;
    }

    /** Whether the file is not compressed, so that an offset in its content is an offset in the file. */
    public boolean plain() {
        return compression == Decompression.NONE;
    }

    /** The bytes in the file, compressed as it is, when it was found. */
    public long length() {
        return length;
    }

    /**
     * The inflated bytes from the start. Where the file is damaged, all that can be read comes first, and then an
     * {@code IOException} whose message is one sentence for the user.
     */
    public InputStream open() throws IOException {
        return compression.inflate(this);
    }

    /** The first inflated bytes, at most {@code max} and at most {@link #HEAD}; fewer only if there are no more or damage follows. */
    public synchronized byte[] head(int max) {
        byte[] bytes = head.get();
        if (bytes == null) {
            bytes = readHead();
            head = new SoftReference<>(bytes);
        }
        return bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    /**
     * Why this file is no text log, in one sentence that says what to do, or null if it may be one. A file that is merely
     * empty is {@link Content#EMPTY}.
     */
    public String notALog() {
        byte[] bytes = head(HEAD);
        if (bytes.length == 0) {
            try (InputStream in = open()) {
                return in.read() < 0 ? Content.EMPTY : null;
            } catch (IOException e) {
                return Damage.of(e).getMessage();
            }
        }
        return Content.notALog(bytes, bytes.length);
    }

    /** Whether it has no content, which is no fault: nothing had happened yet when the log was rotated. */
    public boolean isEmpty() {
        return head(1).length == 0 && Content.EMPTY.equals(notALog());
    }

    /** Deletes the temporary copy, if there is one. */
    @Override
    public void close() throws IOException {
        if (spooled) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The bytes as they lie in the file. */
    FileStream raw() throws IOException {
        return new FileStream(path, length, damage);
    }

    private byte[] readHead() {
        byte[] bytes = new byte[plain() ? (int) Math.min(HEAD, length) : HEAD];
        int n = 0;
        try (InputStream in = open()) {
            for (int more = 0; more >= 0 && n < bytes.length; n += Math.max(more, 0)) {
                more = in.read(bytes, n, bytes.length - n);
            }
        } catch (IOException e) {
            // whoever reads the file to its end will say so; what came before the break is the head
        }
        return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
    }
}

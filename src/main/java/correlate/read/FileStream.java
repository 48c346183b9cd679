package correlate.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file as they lie on disk, up to the length it had when it was found: a log may grow while it is read. */
final class FileStream extends InputStream {
    /** The JDK copies through a direct buffer of this size and keeps it, and 256 KiB stays in a core's second cache. */
    private static final int READ = 256 * 1024;

    private final SeekableByteChannel channel;
    private final long length;
    private final String damage;
    private long position;
    private boolean endSeen;

    /** A stream of the first {@code length} bytes, which ends with {@code damage}, if that is not null, instead of a plain end. */
    FileStream(Path path, long length, String damage) throws IOException {
        try {
            this.channel = Files.newByteChannel(path);
        } catch (IOException e) {
            throw Damage.of(e);
        }
        this.length = length;
        this.damage = damage;
    }

    long length() {
        return length;
    }

    /** Whether somebody asked for more bytes than there are. */
    boolean endSeen() {
        return endSeen;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (position == length) {
            endSeen = true;
            if (damage != null) {
                throw new Damage(damage);
            }
            return -1;
        }
        int wish = (int) Math.min(Math.min(count, READ), length - position);
        int n;
        try {
            n = channel.read(ByteBuffer.wrap(bytes, from, wish));
        } catch (IOException e) {
            throw Damage.of(e);
        }
        if (n < 0) {
            throw new Damage("it became shorter while it was read; copy it first, then run again on the copy");
        }
        position += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

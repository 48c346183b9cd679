package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Cuts one file into chunks of whole lines. One thread calls {@link #next}; {@link #recycle} may be called from any other.
 * Hot: it touches each byte once, when it is read, and looks for line ends from the back of a chunk only.
 */
public final class Chunks implements Closeable {
    /** Large enough that handing a chunk to another thread costs nothing beside scanning it, small enough to stay in a cache. */
    public static final int CHUNK = 1024 * 1024;
    /** The longest line that is handed out whole: an osquery snapshot of 100,000 rows has 64 MiB. */
    public static final int LONGEST_LINE = 64 * 1024 * 1024;

    private static final int KEPT_OF_OVERLONG = 4096;
    /** Behind so many bytes without a line end there is no log: a compression bomb is read no further. */
    private static final long GIVE_UP = 1L << 30;
    private static final int POOL = 8;

    private final Input input;
    private final int chunkBytes;
    private final int longestLine;
    private final long giveUp;
    private final ArrayDeque<byte[]> pool = new ArrayDeque<>();
    private InputStream in;
    private byte[] carry;
    private int carried;
    private long offset;
    private boolean ended;
    private String damage;

    /** Chunks of about that many bytes, more where a line is longer. */
    public Chunks(Input input, int chunkBytes) {
        this(input, chunkBytes, LONGEST_LINE, GIVE_UP);
    }

    Chunks(Input input, int chunkBytes, int longestLine, long giveUp) {
        this.input = input;
        this.chunkBytes = chunkBytes;
        this.longestLine = longestLine;
        this.giveUp = giveUp;
        // a small file needs no large array; one byte more than it has lets the end be seen at once
        this.carry = new byte[input.plain() ? (int) Math.min(chunkBytes, input.length() + 1) : chunkBytes];
    }

    /** The next whole lines, or null at the end. */
    public Chunk next() {
        byte[] buffer = carry;
        int searched = 0;
        int length = fill(buffer, carried);
        int cut = lineEnd(buffer, 0, length);
        while (!ended && cut == 0) {
            byte[] larger = length > longestLine ? null : grown(buffer);
            if (larger == null) {
                return overlong(buffer, length);
            }
            searched = length;
            buffer = larger;
            length = fill(buffer, length);
            cut = lineEnd(buffer, searched, length);
        }
        if (ended) {
            cut = length;
        }
        Chunk chunk = chunk(buffer, cut, carryOn(buffer, cut, length));
        return chunk.from() == chunk.to() ? null : chunk;
    }

    /** Gives back a chunk that nobody will look at again; its array serves another one. */
    public void recycle(Chunk chunk) {
        synchronized (pool) {
            if (chunk.bytes().length == chunkBytes && pool.size() < POOL) {
                pool.push(chunk.bytes());
            }
        }
    }

    /** After the end: null, or one sentence on why the file could not be read to its end; all before the break was given. */
    public String damage() {
        return damage;
    }

    /** After the end: null, or one sentence on bytes that were passed over without loss, such as rubbish behind gzip data. */
    public String remark() {
        return in instanceof GzipStream gzip ? gzip.remark() : null;
    }

    @Override
    public void close() {
        ended = true;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // nothing was written, so nothing can be lost
            }
        }
    }

    private Chunk chunk(byte[] buffer, int to, boolean last) {
        int from = offset == 0 ? mark(buffer, to) : 0;
        Chunk chunk = new Chunk(buffer, from, to, offset + from, false, last);
        offset += to;
        return chunk;
    }

    /** The first kilobytes of a line that is too long; the rest of it is passed over. */
    private Chunk overlong(byte[] buffer, int length) {
        byte[] start = Arrays.copyOf(buffer, Math.min(length, KEPT_OF_OVERLONG));
        long from = offset;
        long passed = 0;
        int n = length;
        int end = 0;
        while (n > 0 && end == 0) {
            passed += n;
            if (passed > giveUp) {
                stop("a line of it goes on for more than %,d bytes; reading stopped there, check the file".formatted(giveUp));
            }
            n = read(buffer, 0, buffer.length);
            end = firstLineEnd(buffer, n);
        }
        offset += passed + end;
        boolean last = carryOn(buffer, end, Math.max(n, 0));
        int skip = from == 0 ? mark(start, start.length) : 0;
        return new Chunk(start, skip, start.length, from + skip, true, last);
    }

    /** Null if a small heap has no room, which makes the line too long. */
    private byte[] grown(byte[] buffer) {
        try {
            return Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, longestLine + 1L));
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    /** Moves what stands behind the cut into the array of the next chunk; true if there is nothing, now or in the file. */
    private boolean carryOn(byte[] buffer, int cut, int length) {
        int rest = length - cut;
        carry = array(rest);
        System.arraycopy(buffer, cut, carry, 0, rest);
        carried = rest;
        if (rest == 0 && !ended) {
            carried = Math.max(read(carry, 0, carry.length), 0);
        }
        return carried == 0;
    }

    private byte[] array(int atLeast) {
        if (ended) {
            return new byte[atLeast];
        }
        if (atLeast >= chunkBytes) {
            return new byte[(int) Math.min(2L * atLeast, longestLine + 1L)];
        }
        synchronized (pool) {
            return pool.isEmpty() ? new byte[chunkBytes] : pool.pop();
        }
    }

    private int fill(byte[] buffer, int length) {
        int n = length;
        while (n < buffer.length && !ended) {
            n += Math.max(read(buffer, n, buffer.length - n), 0);
        }
        return n;
    }

    private int read(byte[] buffer, int from, int count) {
        if (ended) {
            return -1;
        }
        try {
            if (in == null) {
                in = input.open();
            }
            int n = in.read(buffer, from, count);
            ended = n < 0;
            return n;
        } catch (IOException e) {
            stop(Damage.of(e).getMessage());
            return -1;
        }
    }

    private void stop(String sentence) {
        ended = true;
        damage = sentence;
    }

    /** Just behind the last line end in {@code [from, to)}, or 0. */
    private static int lineEnd(byte[] buffer, int from, int to) {
        for (int i = to; i > from; i--) {
            if (buffer[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    /** Just behind the first line end, or 0. */
    private static int firstLineEnd(byte[] buffer, int to) {
        for (int i = 0; i < to; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    /** The length of a UTF-8 byte order mark at the file's beginning. */
    private static int mark(byte[] buffer, int to) {
        return to >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf ? 3 : 0;
    }
}

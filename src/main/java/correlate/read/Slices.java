package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads rows of one file again, by their offset in its inflated content; for one thread. A plain file is read by position,
 * in any order. A compressed one is inflated again, which is cheap for as long as offsets ascend; who needs another order
 * calls {@link #prepare} first, and one pass puts the wanted rows into a temporary file.
 */
public final class Slices implements Closeable {
    private final Input input;
    private final BlockCache cache;
    private Blocks plain;
    private Window window;
    private Path spool;
    private Blocks prepared;
    private long[] offsets = {};
    private int[] lengths = {};
    private long[] places = {};

    /** With room for blocks of its own. */
    public Slices(Input input) {
        this(input, new BlockCache());
    }

    /** With room that it shares with others, which are not used at the same time. */
    public Slices(Input input, BlockCache cache) {
        this.input = input;
        this.cache = cache;
    }

    /**
     * The bytes at an offset of the inflated content.
     *
     * @throws IOException they are not there any more; the message is the file's name and one sentence
     */
    public byte[] read(long offset, int length) throws IOException {
        try {
            if (input.plain()) {
                plain = plain == null ? new Blocks(input.path(), cache) : plain;
                return plain.read(offset, length);
            }
            int i = Arrays.binarySearch(offsets, offset);
            return i >= 0 && length <= lengths[i] ? prepared.read(places[i], length) : inflate(offset, length);
        } catch (IOException e) {
            throw Damage.of(e).to(input.name());
        }
    }

    /**
     * Makes these rows cheap to read in any order; does nothing for a plain file. Forgets what was prepared before.
     *
     * @param at offsets in the inflated content, in any order, also repeated
     * @param count the length at each
     */
    public void prepare(long[] at, int[] count) throws IOException {
        if (input.plain()) {
            return;
        }
        forget();
        offsets = Arrays.stream(at).sorted().distinct().toArray();
        lengths = new int[offsets.length];
        places = new long[offsets.length];
        for (int i = 0; i < at.length; i++) {
            int slot = Arrays.binarySearch(offsets, at[i]);
            lengths[slot] = Math.max(lengths[slot], count[i]);
        }
        spool = Spool.file();
        try (OutputStream out = Spool.open(spool)) {
            long place = 0;
            for (int i = 0; i < offsets.length; i++) {
                out.write(inflate(offsets[i], lengths[i]));
                places[i] = place;
                place += lengths[i];
            }
        } catch (IOException e) {
            forget();
            throw Damage.of(e).to(input.name());
        } finally {
            closeWindow();                  // of a thousand files each would hold half a megabyte, and its file open
        }
        prepared = new Blocks(spool, cache);
    }

    @Override
    public void close() throws IOException {
        forget();
        if (plain != null) {
            plain.close();
        }
        closeWindow();
    }

    private void closeWindow() throws IOException {
        if (window != null) {
            window.close();
            window = null;
        }
    }

    /** A row that was there when the file was first read is not there now. */
    static Damage gone() {
        return new Damage("a row that was read before is gone; run again on a copy that nobody writes to");
    }

    private byte[] inflate(long offset, int length) throws IOException {
        window = window == null ? new Window(input) : window;
        return window.read(offset, length);
    }

    private void forget() throws IOException {
        offsets = new long[0];
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
        if (spool != null) {
            Files.deleteIfExists(spool);
            spool = null;
        }
    }
}

package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a file that will be asked for again, kept when they are met: the first in memory; the others, if the file is
 * compressed, in a temporary file, because to inflate it once more takes as long as all else. Filled first, then read; by
 * one thread at a time.
 */
public final class KeptRows implements Closeable {
    private static final int PAGE = 64 * 1024;

    /** The memory that the kept rows of all files of a run may take. */
    public static final class Room {
        private long left;

        /** So many bytes, at least 0. */
        public Room(long bytes) {
            this.left = bytes;
        }

        private boolean take(int bytes) {
            boolean enough = bytes <= left;
            left -= enough ? bytes : 0;
            return enough;
        }
    }

    private final Room room;
    private final boolean spools;
    private final List<byte[]> pages = new ArrayList<>(0);
    private Path spool;
    private OutputStream out;
    private Blocks blocks;
    private boolean full;
    /** How many bytes are kept, and how many of them in memory. */
    private long length;
    private long inMemory;

    /**
     * Keeps nothing yet.
     *
     * @param spools whether what has no room in memory goes into a temporary file; else it is not kept
     */
    public KeptRows(Room room, boolean spools) {
        this.room = room;
        this.spools = spools;
    }

    /** Adds a row behind those before; once one could not be kept, no later one is. */
    public void add(byte[] bytes, int from, int count) {
        if (full) {
            return;
        }
        if (out == null && hasPages(count)) {
            store(bytes, from, count);
            inMemory += count;
            length += count;
        } else {
            full = !spools || !spool(bytes, from, count);
        }
    }

    private boolean hasPages(int count) {
        while (length + count > (long) pages.size() * PAGE) {
            if (!room.take(PAGE)) {
                return false;
            }
            pages.add(new byte[PAGE]);
        }
        return true;
    }

    private void store(byte[] bytes, int from, int count) {
        for (int done = 0, n; done < count; done += n) {
            int at = (int) ((length + done) % PAGE);
            n = Math.min(count - done, PAGE - at);
            System.arraycopy(bytes, from + done, pages.get((int) ((length + done) / PAGE)), at, n);
        }
    }

    private boolean spool(byte[] bytes, int from, int count) {
        try {
            if (out == null) {
                spool = Spool.file();
                out = Spool.open(spool);
            }
            out.write(bytes, from, count);
            length += count;
            return true;
        } catch (IOException e) {
            dropSpool();
            return false;
        }
    }

    /** Ends the filling, until {@link #close}: what was put off goes to the disk now, while it may still be found full. */
    public void filled() {
        full = true;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            dropSpool();
        }
    }

    /** There is no room on the disk: what does not lie in memory is inflated once more then. */
    private void dropSpool() {
        length = inMemory;
        closeSpool();
    }

    /** Whether all bytes before this place are kept. */
    public boolean reaches(long place) {
        return place <= length;
    }

    /**
     * A row.
     *
     * @param place how many bytes the rows before it have together
     */
    public byte[] read(long place, int count) throws IOException {
        return place < inMemory ? load(place, count) : spooled().read(place - inMemory, count);
    }

    private byte[] load(long place, int count) {
        byte[] row = new byte[count];
        for (int done = 0, n; done < count; done += n) {
            int at = (int) ((place + done) % PAGE);
            n = Math.min(count - done, PAGE - at);
            System.arraycopy(pages.get((int) ((place + done) / PAGE)), at, row, done, n);
        }
        return row;
    }

    private Blocks spooled() throws IOException {
        if (blocks == null) {
            blocks = new Blocks(spool, new BlockCache());
        }
        return blocks;
    }

    /** Forgets the rows and gives their memory back; others may be added then. */
    @Override
    public void close() {
        room.left += (long) pages.size() * PAGE;
        pages.clear();
        closeSpool();
        full = false;
        length = 0;
        inMemory = 0;
    }

    private void closeSpool() {
        close(out);
        close(blocks);
        Path file = spool;
        close(file == null ? null : () -> Files.deleteIfExists(file));
        out = null;
        blocks = null;
        spool = null;
    }

    private static void close(Closeable opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // what it holds is not wanted; a file that cannot be deleted now goes when the program ends
        }
    }
}

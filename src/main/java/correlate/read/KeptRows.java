package correlate.read;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows of a compressed file that will be asked for again, put into a temporary file while it is inflated the first time: to
 * inflate it once more takes as long as all else. Filled first, then read; by one thread at a time.
 */
public final class KeptRows implements Closeable {
    private Path spool;
    private OutputStream out;
    private Blocks blocks;
    private long length;
    private boolean failed;

    /** Adds a row behind those before. */
    public void add(byte[] bytes, int from, int count) {
        if (failed) {
            return;
        }
        try {
            if (out == null) {
                spool = Spool.file();
                out = new BufferedOutputStream(Files.newOutputStream(spool), Input.HEAD);
            }
            out.write(bytes, from, count);
            length += count;
        } catch (IOException e) {
            failed = true;              // no room: the file is inflated once more then
            close();
        }
    }

    /** How many bytes all rows have together; -1 if they could not be kept. */
    public long length() {
        return failed ? -1 : length;
    }

    /**
     * A row.
     *
     * @param place how many bytes the rows before it have together
     */
    public byte[] read(long place, int count) throws IOException {
        if (blocks == null) {
            out.close();
            blocks = new Blocks(spool);
        }
        return blocks.read(place, count);
    }

    /** Deletes the rows; others may be added then. */
    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            if (blocks != null) {
                blocks.close();
            }
            if (spool != null) {
                Files.deleteIfExists(spool);
            }
        } catch (IOException e) {
            // it goes when the program ends
        }
        out = null;
        blocks = null;
        spool = null;
        length = 0;
    }
}

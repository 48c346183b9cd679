package correlate;

import correlate.read.KeptRows;
import correlate.read.Slices;
import java.io.Closeable;
import java.io.IOException;

/** Reads the rows of one file's hits again, in their order: those of a compressed file as the scan kept them. */
final class HitRows implements Closeable {
    private final Hits hits;
    private final KeptRows kept;
    private final Slices slices;
    private long place;

    HitRows(NetworkFile file, Hits hits) {
        this.hits = hits;
        this.kept = file.kept != null && file.kept.length() >= 0 ? file.kept : null;
        this.slices = new Slices(file.input);
    }

    /** The row of the next hit. */
    byte[] next(int hit) throws IOException {
        long at = place;
        pass(hit);
        return kept == null ? slices.read(hits.offset(hit), hits.length(hit)) : kept.read(at, hits.length(hit));
    }

    /** Goes past the next hit. */
    void pass(int hit) {
        place += hits.length(hit);
    }

    @Override
    public void close() throws IOException {
        slices.close();
        if (kept != null) {
            kept.close();
        }
    }
}

package correlate;

import correlate.read.KeptRows;
import correlate.read.Slices;
import java.io.Closeable;
import java.io.IOException;

/** Gives the rows of one file's hits again, in their order: as the scan kept them, as far as it did. */
final class HitRows implements Closeable {
    private final Hits hits;
    private final KeptRows kept;
    private final Slices slices;
    private long place;

    HitRows(NetworkFile file, Hits hits) {
        this.hits = hits;
        this.kept = file.kept;
        this.slices = new Slices(file.input);
    }

    /** The row of the next hit. */
    byte[] next(int hit) throws IOException {
        long at = place;
        pass(hit);
        return kept.reaches(place) ? kept.read(at, hits.length(hit)) : slices.read(hits.offset(hit), hits.length(hit));
    }

    /** Goes past the next hit. */
    void pass(int hit) {
        place += hits.length(hit);
    }

    @Override
    public void close() throws IOException {
        slices.close();
        kept.close();
    }
}

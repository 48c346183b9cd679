package correlate;

import correlate.read.BlockCache;
import correlate.read.Slices;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads again the rows that were folded into an earlier row of their connection, wherever they stand, in any order and from
 * several threads.
 */
final class FoldedRows implements Closeable {
    private final Hits hits;
    private final Map<NetworkFile, Slices> slices = new HashMap<>();
    private final BlockCache blocks = new BlockCache();

    /** Makes the rows of compressed files ready: one pass over each that has some. */
    FoldedRows(Hits hits, Iterable<NetworkFile> files) {
        this.hits = hits;
        for (NetworkFile file : files) {
            int[] folded = IntStream.range(hits.firstFrom(file.number, 0), hits.firstFrom(file.number + 1, 0))
                    .filter(hit -> !hits.isFirst(hit)).toArray();
            if (folded.length > 0) {
                slices.put(file, prepared(file, folded));
            }
        }
    }

    private Slices prepared(NetworkFile file, int[] folded) {
        Slices rows = new Slices(file.input, blocks);
        try {
            rows.prepare(IntStream.of(folded).mapToLong(hits::offset).toArray(), IntStream.of(folded).map(hits::length).toArray());
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of one of these rows of the file. */
    byte[] read(int hit, NetworkFile file) {
        Slices rows = slices.get(file);
        synchronized (blocks) {
            try {
                return rows.read(hits.offset(hit), hits.length(hit));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Slices rows : slices.values()) {
            rows.close();
        }
    }
}

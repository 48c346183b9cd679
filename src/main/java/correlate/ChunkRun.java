package correlate;

import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.source.Layout;
import java.util.function.BiFunction;

/** Works through the chunks of one network log on several threads, and takes the pieces in order. */
final class ChunkRun {
    /** What was made of one chunk. */
    interface Piece {
        Chunk chunk();

        Layout before();

        Layout after();
    }

    /** Takes a piece. */
    interface Taker<P> {
        /** @param line the line at which the piece begins, from 1; gives the number of its lines */
        int take(P piece, long line);
    }

    private record Task(Chunk chunk, Layout layout) {
    }

    private final Workers workers;
    private Layout layout;
    private long line = 1;

    ChunkRun(Workers workers, Layout start) {
        this.workers = workers;
        this.layout = start;
    }

    /**
     * Runs.
     *
     * @param work makes a piece of a chunk under the layout at its beginning; on several threads. A chunk is begun before the
     *     one in front of it is finished, under the layout then known; should a header line have changed that, it is made anew
     */
    <P extends Piece> void run(Chunks chunks, BiFunction<Chunk, Layout, P> work, Taker<P> taker) {
        Chunk first = chunks.next();            // alone, because it has the header
        if (first != null) {
            take(work.apply(first, layout), chunks, taker);
        }
        workers.inOrder(() -> {
            Chunk chunk = chunks.next();
            return chunk == null ? null : new Task(chunk, layout);
        }, task -> work.apply(task.chunk, task.layout), piece ->
                take(piece.before() == layout ? piece : work.apply(piece.chunk(), layout), chunks, taker));
    }

    private <P extends Piece> void take(P piece, Chunks chunks, Taker<P> taker) {
        line += taker.take(piece, line);
        layout = piece.after();
        chunks.recycle(piece.chunk());
    }
}

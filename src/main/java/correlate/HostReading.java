package correlate;

import correlate.index.RowBlock;
import correlate.index.Sieve;
import correlate.index.SocketIndex;
import correlate.read.Chunks;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the host logs into the index. Where the rows do not fit into the memory they are noted in a sieve instead, and read
 * again when it is known which of them the connections ask for.
 */
final class HostReading {
    private final Workers workers;
    private final RunLog log;
    private final Supplier<SocketIndex> indexes;
    private final long room;
    private final Supplier<Sieve> sieves;
    /** Null once the rows have outgrown it; then the sieve has them. */
    private SocketIndex index;
    private Sieve sieve;

    /**
     * A reading.
     *
     * @param indexes makes indexes
     * @param room how many bytes of heap one may take
     * @param sieves makes what takes its place where that does not suffice
     */
    HostReading(Workers workers, RunLog log, Supplier<SocketIndex> indexes, long room, Supplier<Sieve> sieves) {
        this.workers = workers;
        this.log = log;
        this.indexes = indexes;
        this.room = room;
        this.sieves = sieves;
    }

    /** The index of all rows, or null if it would not fit: then the sieve is told what every row can be found by. */
    SocketIndex read(List<HostFile> files) {
        index = indexes.get();
        files.forEach(file -> read(file, RowBlock::new, (block, line) -> {
            take(block, file, line);
            file.tally.add(block.tally);
            log.problems(file.input.name(), line, block);
        }));
        return frozen();
    }

    /** What every row can be found by, if they did not fit into an index. */
    Sieve sieve() {
        return sieve;
    }

    /** Reads the same files again; the index of the rows that the sieve lets through. */
    SocketIndex readAsked(List<HostFile> files) {
        index = indexes.get();
        files.forEach(file -> read(file, () -> new RowBlock(sieve), (block, line) -> add(index, block, file, line)));
        return frozen();
    }

    private SocketIndex frozen() {
        SocketIndex filled = index;
        index = null;
        if (filled != null) {
            filled.freeze();
        }
        return filled;
    }

    private interface Taker {
        void take(HostBlock block, long line);
    }

    private void read(HostFile file, Supplier<RowBlock> rows, Taker taker) {
        long[] line = {1};
        try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
            workers.inOrder(chunks::next, chunk -> {
                HostBlock block = new HostBlock(chunk, rows.get());
                file.log.scanner().scan(chunk, block);
                return block;
            }, block -> {
                taker.take(block, line[0]);
                line[0] += block.lines;
                chunks.recycle(block.chunk);
            });
            log.ended(file.input.name(), chunks);
        }
    }

    private void take(HostBlock block, HostFile file, long line) {
        SocketIndex into = index != null ? index : indexes.get();
        add(into, block, file, line);
        if (index != null && index.bytes() > room) {
            sieve = sieves.get();
            index = null;
        }
        if (index == null) {
            into.tell(sieve);
        }
    }

    private static void add(SocketIndex index, HostBlock block, HostFile file, long line) {
        index.add(block.rows, file.number, block.chunk.offset() - block.chunk.from(), line);
    }
}

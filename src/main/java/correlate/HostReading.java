package correlate;

import correlate.index.Sieve;
import correlate.index.SocketIndex;
import correlate.read.Chunks;
import correlate.source.HostScanner;
import correlate.source.SocketKey;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the host logs into the index. Where the rows do not fit into the memory they are noted in a sieve instead, and read
 * again when it is known which of them the connections ask for.
 */
final class HostReading {
    private final Workers workers;
    private final RunLog log;
    private final long room;
    private final Supplier<Sieve> sieves;
    private final boolean again;
    /** Either this or the sieve takes the rows. */
    private SocketIndex index;
    private Sieve sieve;

    private HostReading(Workers workers, RunLog log, SocketIndex index, long room, Supplier<Sieve> sieves, boolean again) {
        this.workers = workers;
        this.log = log;
        this.index = index;
        this.room = room;
        this.sieves = sieves;
        this.again = again;
    }

    /**
     * A first reading.
     *
     * @param index an empty index, which nobody else holds
     * @param room how many bytes of heap it may take
     * @param sieves makes what takes its place where that does not suffice
     */
    static HostReading first(Workers workers, RunLog log, SocketIndex index, long room, Supplier<Sieve> sieves) {
        return new HostReading(workers, log, index, room, sieves, false);
    }

    /** A reading of the same files, into an index that keeps only what is asked for. */
    static HostReading again(Workers workers, RunLog log, SocketIndex index) {
        return new HostReading(workers, log, index, Long.MAX_VALUE, null, true);
    }

    /** Reads all; gives the index, or null if the sieve has the rows. */
    SocketIndex read(List<HostFile> files) {
        files.forEach(this::read);
        if (index != null) {
            index.freeze();
        }
        return index;
    }

    /** What every row can be found by, if they did not fit into the index. */
    Sieve sieve() {
        return sieve;
    }

    private void read(HostFile file) {
        ThreadLocal<HostScanner> scanner = ThreadLocal.withInitial(file.log::scanner);
        long[] line = {1};
        try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
            workers.inOrder(chunks::next, chunk -> {
                HostBlock block = new HostBlock(chunk);
                scanner.get().scan(chunk, block);
                return block;
            }, block -> {
                take(block, file, line[0]);
                line[0] += block.lines;
                chunks.recycle(block.chunk);
                if (index != null && index.bytes() > room) {
                    sieve = sieves.get();
                    index.tell(sieve);
                    index = null;
                }
            });
            log.ended(file.input.name(), chunks);
        }
    }

    private void take(HostBlock block, HostFile file, long line) {
        if (index != null) {
            block.alive.forEach(index::addAlive);
        }
        for (int i = 0; i < block.keys.size(); i++) {
            SocketKey key = block.keys.get(i);
            if (key.kind == null) {
                SocketKey next = i + 1 < block.keys.size() ? block.keys.get(i + 1) : key;
                if (index != null && next.kind != SocketKey.Kind.OWN_ADDRESS) {  // a query of addresses shows no socket being polled
                    index.addBatch(key);
                }
            } else if (index != null) {
                index.addRow(key, file.number, block.chunk.offset(), block.chunk.from(), line + key.line);
            } else {
                sieve.shows(key);
            }
        }
        if (!again) {
            file.tally.add(block.tally);
            log.problems(file.input.name(), line, block);
        }
    }
}

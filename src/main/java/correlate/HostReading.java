package correlate;

import correlate.index.SocketIndex;
import correlate.read.Chunks;
import correlate.source.HostScanner;
import java.util.List;

/** Reads the host logs into the index. */
final class HostReading {
    private final Workers workers;
    private final RunLog log;

    HostReading(Workers workers, RunLog log) {
        this.workers = workers;
        this.log = log;
    }

    void read(List<HostFile> files, SocketIndex index) {
        for (HostFile file : files) {
            read(file, index);
        }
        index.freeze();
    }

    private void read(HostFile file, SocketIndex index) {
        ThreadLocal<HostScanner> scanner = ThreadLocal.withInitial(file.log::scanner);
        long[] line = {1};
        try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
            workers.inOrder(chunks::next, chunk -> {
                HostBlock block = new HostBlock(chunk);
                scanner.get().scan(chunk, block);
                return block;
            }, block -> {
                take(block, file, line[0], index);
                line[0] += block.lines;
                chunks.recycle(block.chunk);
            });
            log.ended(file.input.name(), chunks);
        }
    }

    private void take(HostBlock block, HostFile file, long line, SocketIndex index) {
        index.add(block.rows, file.number, block.chunk.offset() - block.chunk.from(), line);
        file.tally.add(block.tally);
        log.problems(file.input.name(), line, block);
    }
}

package correlate;

import correlate.index.Sieve;
import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.source.FlowKey;
import correlate.source.Layout;
import java.util.Arrays;
import java.util.List;

/** Scans the network logs for what their connections may ask of the host logs, and notes it in a sieve. */
final class Asking {
    private final Workers workers;
    private final Sieve sieve;

    Asking(Workers workers, Sieve sieve) {
        this.workers = workers;
        this.sieve = sieve;
    }

    void scan(List<NetworkFile> files) {
        for (NetworkFile file : files) {
            try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
                new ChunkRun(workers, file.log.start()).run(chunks, (chunk, layout) -> {
                    Asked asked = new Asked(chunk, layout);
                    file.log.scanner().scan(chunk, layout, asked);
                    return asked;
                }, (asked, line) -> {
                    asked.note();
                    return asked.lines;
                });
            }
        }
    }

    /** What the connections of one chunk ask for. */
    private final class Asked extends FlowPiece {
        private long[] hashes = new long[64];
        private int count;
        private boolean everything;

        Asked(Chunk chunk, Layout before) {
            super(chunk, before);
        }

        @Override
        public void flow(FlowKey flow) {
            everything |= !flow.hasTuple && flow.idTo > flow.idFrom;
            sieve.asks(flow, this::add);
        }

        private void add(long hash) {
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            hashes[count++] = hash;
        }

        void note() {
            for (int i = 0; i < count; i++) {
                sieve.isAsked(hashes[i]);
            }
            if (everything) {
                sieve.everythingIsAsked();
            }
        }
    }
}

package correlate.source;

import correlate.read.Chunk;

/** Scans chunks of one host log; holds scratch space, so every thread has its own. */
public interface HostScanner {
    /** Hands every row of the chunk to the sink. */
    void scan(Chunk chunk, HostSink sink);
}

package correlate.source;

import correlate.read.Chunk;

/** Scans chunks of one host log, one after the other; holds scratch space, so it is for one thread. */
public interface HostScanner {
    /** Hands every row of the chunk to the sink. */
    void scan(Chunk chunk, HostSink sink);
}

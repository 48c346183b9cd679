package correlate.source;

import correlate.read.Chunk;

/** Scans chunks of one network log, one after the other; holds scratch space, so it is for one thread. */
public interface FlowScanner {
    /**
     * Hands every row of the chunk to the sink.
     *
     * @param layout the layout at the chunk's beginning
     * @return the layout at its end: the same object unless a header line changed it
     */
    Layout scan(Chunk chunk, Layout layout, FlowSink sink);
}

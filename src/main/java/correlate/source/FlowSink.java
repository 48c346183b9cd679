package correlate.source;

/** Receives the connections of a scan. */
public interface FlowSink extends RowSink {
    /** The row is used, as a whole or, if {@link #inPart} was called for it, in part. The key is valid only during the call. */
    void flow(FlowKey key);

    /** A header line has changed the layout: it holds for the rows after it. */
    void layout(Layout layout);
}

package correlate.source;

/** Receives what a host log tells. A line of many rows counts as one in {@link RowSink}'s four counts. */
public interface HostSink extends RowSink {
    /**
     * A line of a query that shows sockets or addresses begins: its host, query, time, epoch, counter and form are set in the
     * key. Comes also for an empty batch or snapshot of a query whose columns nobody knows yet: that the query ran is evidence.
     */
    void batch(SocketKey key);

    /** A row of that line. The key is valid only during the call. */
    void row(SocketKey key);

    /** The line is used, as a whole or, if {@link #inPart} was called for it, in part; comes after its rows. */
    void used(int line);

    /**
     * The line is of another query, but its host and time show that osqueryd ran; called beside {@link #passedOver}.
     *
     * @param time unixTime in µs
     */
    void alive(String host, long time);
}

package correlate.model;

/** How sure a finding is, best first; the printed name is the constant in lower case. */
public enum Verdict {
    /** Same tuple, same host, one process, and the socket was known alive within the connection. */
    CONFIRMED,
    /** Same tuple and host, and the socket may have been alive then; or several processes compete. */
    POSSIBLE,
    /** The row names no complete tuple: host, one end, protocol and time agree. */
    WEAK,
    /** Same tuple, but the times cannot meet. */
    EXCLUDED,
    /** A connection without a sighting. */
    UNMATCHED,
    /** A sighting without a connection. */
    UNSEEN
}

package correlate.bench;

/**
 * One connection of a conn.log.
 *
 * @param start microseconds since 1970
 * @param duration microseconds; -1 where Zeek leaves it unset (one packet)
 * @param service as in the log; {@code -} for none
 * @param refused whether its handshake was never completed, so that nobody accepted it
 */
record Flow(long start, long duration, String uid, Tuple tuple, String service, boolean refused) {
    /** The end, in microseconds since 1970. */
    long end() {
        return start + Math.max(0, duration);
    }
}

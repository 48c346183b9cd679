package correlate.bench;

/**
 * One connection of a conn.log.
 *
 * @param start microseconds since 1970
 * @param duration microseconds; -1 where Zeek leaves it unset (one packet)
 * @param service as in the log; {@code -} for none
 */
record Flow(long start, long duration, String uid, Tuple tuple, String service) {
    /** The end, in microseconds since 1970. */
    long end() {
        return start + Math.max(0, duration);
    }
}

package correlate.changelog;

/**
 * One execution of a scheduled query, as the line of its result names it.
 *
 * @param host hostIdentifier, or an empty string
 * @param query name of the query
 * @param time unixTime, µs since 1970
 * @param epoch the epoch, 0 where it is not logged
 * @param counter the counter, -1 where it is not logged
 * @param snapshot whether the line is a snapshot rather than a difference
 * @param batched whether the line is in batch form
 */
public record PortBatch(String host, String query, long time, long epoch, long counter, boolean snapshot, boolean batched) {

    /** Whether its rows are all that is open, so that what it lacks has closed (formats.md 3: snapshots and counter 0). */
    boolean restates() {
        return snapshot || counter == 0;
    }

    /**
     * Whether it tells that everything of other epochs has closed: an epoch whose first logged counter is 1 began with an
     * empty batch, which the event form does not log and the batch form does; where counter 0 is logged this says nothing new.
     */
    boolean beginsEpoch() {
        return !snapshot && counter == 1 && !batched;
    }
}

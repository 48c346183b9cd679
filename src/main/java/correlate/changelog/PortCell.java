package correlate.changelog;

/**
 * What a {@link PortState} keeps under one name: the newest that is known, and as of which execution.
 *
 * @param time of that execution, µs since 1970
 * @param counter of that execution
 * @param epoch of that execution
 * @param value what the changelog holds, null if the socket is gone
 */
public record PortCell(long time, long counter, long epoch, String value) {

    static PortCell of(PortBatch batch, String value) {
        return new PortCell(batch.time(), batch.counter(), batch.epoch(), value);
    }

    /** By time, then counter, removed before added; the text of the value decides between rows that differ in nothing else. */
    boolean isBefore(PortCell other) {
        int c = compareTime(other);
        if (c != 0 || other.value == null) {
            return c < 0;
        }
        return value == null || value.compareTo(other.value) < 0;
    }

    /** The order of executions of one query: by time, then counter. */
    int compareTime(PortCell other) {
        int c = Long.compare(time, other.time);
        return c != 0 ? c : Long.compare(counter, other.counter);
    }

    PortCell with(String newValue) {
        return new PortCell(time, counter, epoch, newValue);
    }
}

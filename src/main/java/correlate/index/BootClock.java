package correlate.index;

import correlate.model.Times;
import java.util.Arrays;

/**
 * The wall clock of events that tell only how long after boot they happened. A row is logged at most an hour after its event
 * (osquery's events_expiry), often at once: of a boot's rows the one that was logged soonest says when the host had booted.
 */
final class BootClock {
    /** Rows that put the boot this much later than others are of another boot. */
    private static final long LATEST = 3600 * Times.SECOND;

    private final IntColumn row = new IntColumn();
    private final IntColumn host = new IntColumn();
    /** When the host would have booted, had the row been logged at once. */
    private final LongColumn boot = new LongColumn();

    /** Notes a row; {@code bootTime} in µs since boot. */
    void add(int row, int host, long unixTime, long bootTime) {
        this.row.add(row);
        this.host.add(host);
        boot.add(unixTime - bootTime);
    }

    /** Puts the event of every noted row right in the column of event times, which holds when it was logged. */
    void settle(LongColumn eventTimes) {
        Integer[] order = new Integer[row.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> host.get(a) != host.get(b) ? Integer.compare(host.get(a), host.get(b))
                : Long.compare(boot.get(a), boot.get(b)));
        int first = -1;
        for (int i : order) {
            if (first < 0 || host.get(i) != host.get(first) || boot.get(i) - boot.get(first) > LATEST) {
                first = i;
            }
            long late = boot.get(i) - boot.get(first);
            eventTimes.set(row.get(i), eventTimes.get(row.get(i)) - late);
        }
    }
}

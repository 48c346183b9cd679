package correlate.index;

import correlate.model.Times;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * When each host was started, for events that count from there (bpf_socket_events.ntime). A row's unixTime less its count is
 * later than the start by what the event waited for its query, so the smallest of them is taken (formats.md 4.4); values
 * further apart than any event waits are of different starts.
 */
final class Boots {
    /** Events are kept for an hour (--events_expiry), and a query may be late. */
    private static final long LONGEST_WAIT = 2 * 3600 * Times.SECOND;

    private final Map<Integer, long[]> starts = new HashMap<>();

    /** Takes all of one host's differences between unixTime and count, in µs and any order. */
    void host(int host, long[] differences) {
        long[] sorted = differences.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] - sorted[count - 1] > LONGEST_WAIT) {
                sorted[count++] = sorted[i];
            }
        }
        starts.put(host, Arrays.copyOf(sorted, count));
    }

    /** The time of an event in µs since 1970. */
    long eventTime(int host, long time, long sinceBoot) {
        long[] known = starts.get(host);
        int i = known == null ? -1 : Arrays.binarySearch(known, time - sinceBoot);
        int at = i >= 0 ? i : -i - 2;
        return known == null || at < 0 ? time : known[at] + sinceBoot;
    }
}

package correlate.index;

import correlate.model.Times;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each host was started, for events that count from there (bpf_socket_events.ntime). Every event bounds it from both
 * sides (formats.md 4.4): it had happened when its row was logged, and it had not when its query was logged the time before,
 * or it would have been in there. Starts further apart than any event waits are different ones.
 */
final class Boots {
    /** A query may be late. */
    private static final long LONGEST_WAIT = 2 * SocketRow.EVENTS_KEPT;

    private final Map<Integer, Start[]> starts = new HashMap<>();

    /**
     * What one event, or all, tell of their host's start, in µs since 1970.
     *
     * @param after the start was not before this
     * @param by the start was not after this
     */
    record Start(long after, long by) {
    }

    /**
     * What one event tells.
     *
     * @param before when its query was logged the time before, {@link Times#NONE} if it never was
     */
    static Start told(long before, long time, long sinceBoot) {
        return new Start(Math.max(before, time - SocketRow.EVENTS_KEPT) - sinceBoot, time - sinceBoot);
    }

    /** Takes what all events of one host tell, in any order. */
    void host(int host, List<Start> told) {
        Start[] sorted = told.toArray(Start[]::new);
        Arrays.sort(sorted, Comparator.comparingLong(Start::by));
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i].by - sorted[count - 1].by > LONGEST_WAIT) {
                sorted[count++] = sorted[i];
            } else {
                Start first = sorted[count - 1];
                sorted[count - 1] = new Start(Math.max(first.after, sorted[i].after), first.by);
            }
        }
        starts.put(host, Arrays.copyOf(sorted, count));
    }

    /** The latest time in µs since 1970 at which an event can have happened. */
    long latest(int host, long time, long sinceBoot) {
        Start start = start(host, time - sinceBoot);
        return start == null ? time : start.by + sinceBoot;
    }

    /** The earliest time; the latest one where the bounds exclude each other, because the host's clock was set meanwhile. */
    long earliest(int host, long time, long sinceBoot) {
        Start start = start(host, time - sinceBoot);
        return start == null ? time : Math.min(start.after, start.by) + sinceBoot;
    }

    private Start start(int host, long by) {
        Start[] known = starts.getOrDefault(host, new Start[0]);
        int at = known.length - 1;
        while (at >= 0 && known[at].by > by) {
            at--;
        }
        return at < 0 ? null : known[at];
    }
}

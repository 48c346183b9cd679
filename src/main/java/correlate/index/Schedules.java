package correlate.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How often each query runs: as a person said, else as its log shows, else as the logs of other hosts show. */
public final class Schedules {
    private record Key(int host, String query, boolean snapshots) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && host == k.host && snapshots == k.snapshots && query.equals(k.query);
        }

        @Override
        public int hashCode() {
            return (31 * host + query.hashCode()) * 2 + (snapshots ? 1 : 0);
        }
    }

    private final Map<String, Long> given;
    private final long givenForAll;
    private final Set<String> queries = new TreeSet<>();
    private final Map<Key, Schedule> byTimeline = new HashMap<>();
    private final Map<String, List<Long>> shown = new HashMap<>();

    /**
     * Schedules that a person gave.
     *
     * @param given µs by name of the query
     * @param givenForAll µs for every other query, 0 if not given
     */
    public Schedules(Map<String, Long> given, long givenForAll) {
        this.given = Map.copyOf(given);
        this.givenForAll = givenForAll;
    }

    void learn(int host, String query, boolean snapshots, Timeline timeline) {
        queries.add(query);
        long interval = given.getOrDefault(query, givenForAll);
        if (interval > 0) {
            byTimeline.put(new Key(host, query, snapshots), new Schedule(interval, true));
            return;
        }
        long here = timeline.shownInterval();
        if (here > 0) {
            byTimeline.put(new Key(host, query, snapshots), new Schedule(here, false));
            shown.computeIfAbsent(query, k -> new ArrayList<>()).add(here);
        }
    }

    void settle() {
        shown.values().forEach(Collections::sort);
    }

    Schedule of(int host, String query, boolean snapshots) {
        Schedule known = byTimeline.get(new Key(host, query, snapshots));
        if (known != null) {
            return known;
        }
        List<Long> elsewhere = shown.get(query);
        return elsewhere == null ? Schedule.UNKNOWN : new Schedule(elsewhere.get(elsewhere.size() / 2), false);
    }

    /** Every query that the logs show. */
    public Set<String> queries() {
        return queries;
    }

    /** The queries that a person gave an interval for and that no log shows, in order. */
    public List<String> strangers() {
        return given.keySet().stream().filter(query -> !queries.contains(query)).sorted().toList();
    }

    /** The intervals that the logs showed, by name of the query: the middle one of its hosts, in µs. */
    public Map<String, Long> shown() {
        Map<String, Long> middles = new java.util.TreeMap<>();
        shown.forEach((query, intervals) -> middles.put(query, intervals.get(intervals.size() / 2)));
        return middles;
    }
}

package correlate.stream;

import java.util.Map;

/**
 * How often queries run, as a person said.
 *
 * @param byQuery µs by name of the query
 * @param others µs for every other query, 0 if not given
 */
public record Intervals(Map<String, Long> byQuery, long others) {
    /** Nobody said anything: the logs show it. */
    public static final Intervals NONE = new Intervals(Map.of(), 0);

    /** A copy of the map. */
    public Intervals {
        byQuery = Map.copyOf(byQuery);
    }

    long of(String query) {
        return byQuery.getOrDefault(query, others);
    }
}

package correlate.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The osqueries of all machines, polled in order of time, as one collector would receive their lines. */
final class Fleet {
    private final PriorityQueue<Osquery> byTime =
            new PriorityQueue<>(Comparator.comparingLong(Osquery::next).thenComparing(o -> o.machine.name));

    Fleet(Collection<Osquery> all) {
        byTime.addAll(all);
    }

    /** Runs every poll before a time, microseconds since 1970. */
    void runUntil(long time) throws IOException {
        while (!byTime.isEmpty() && byTime.peek().next() < time) {
            Osquery osquery = byTime.poll();
            osquery.poll();
            byTime.add(osquery);
        }
    }
}

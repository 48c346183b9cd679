package correlate.stream;

import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.Timeline;
import java.util.ArrayList;
import java.util.List;

/** The facts about the hosts of one group; numbers its hosts and queries for the judge. */
final class GroupFacts implements HostFacts {
    private final List<String> hosts = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private final Timelines timelines;

    GroupFacts(Timelines timelines) {
        this.timelines = timelines;
    }

    int host(Query query) {
        return number(hosts, query.host());
    }

    int query(Query query) {
        return number(queries, query.name());
    }

    private static int number(List<String> names, String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            names.add(name);
            number = names.size() - 1;
        }
        return number;
    }

    @Override
    public Timeline timeline(int host, int query, boolean snapshots) {
        return timelines.of(named(host, query, snapshots));
    }

    @Override
    public Schedule schedule(int host, int query, boolean snapshots) {
        return timelines.schedule(named(host, query, snapshots));
    }

    Query named(int host, int query, boolean snapshots) {
        return new Query(hosts.get(host), queries.get(query), snapshots);
    }

    /** None: an estimate needs the whole log, which a stream never has. */
    @Override
    public long clockOffset(int host) {
        return 0;
    }
}

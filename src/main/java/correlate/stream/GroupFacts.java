package correlate.stream;

import correlate.index.Clock;
import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The facts about the hosts of one group; numbers its hosts and queries for the judge. */
final class GroupFacts implements HostFacts {
    private final List<String> hosts = new ArrayList<>(1);
    private final List<String> queries = new ArrayList<>(1);
    private final Timelines timelines;
    private final Map<Query, List<Socket>> sockets = new HashMap<>(2);
    private final Map<Query, Timeline> known = new HashMap<>(2);

    GroupFacts(Timelines timelines) {
        this.timelines = timelines;
    }

    /** A row that will be judged: its execution may not be in the timeline, for it came just now, or so long ago that it is forgotten. */
    SocketRow row(Socket socket, int ref) {
        Query query = socket.run().query();
        sockets.computeIfAbsent(query, q -> new ArrayList<>(2)).add(socket);
        return socket.row(number(hosts, query.host()), number(queries, query.name()), ref);
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
        return timeline(named(host, query, snapshots));
    }

    /** The query's executions, those of the rows at hand among them. */
    Timeline timeline(Query query) {
        return known.computeIfAbsent(query, q -> {
            List<Socket> own = sockets.getOrDefault(q, List.of());
            Timeline told = timelines.of(q);
            List<Timeline.Scan> untold = new ArrayList<>(0);
            boolean removals = told.logsRemovals();
            boolean emptyRuns = told.logsEmptyRuns();
            for (Socket socket : own) {
                Run run = socket.run();
                removals |= socket.change() == SocketRow.Change.REMOVED;
                emptyRuns |= run.batched();
                if (told.indexOf(run.time(), run.epoch(), run.counter()) < 0) {
                    untold.add(run.scan());
                }
            }
            return told.with(untold, removals, emptyRuns);
        });
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
    public Clock clock(int host) {
        return Clock.RIGHT;
    }
}

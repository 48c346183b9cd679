package correlate.match;

import correlate.index.Clock;
import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.SocketRow.Change;
import correlate.index.Timeline;
import correlate.index.Timeline.Scan;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Logs of one tuple written row by row, with times in seconds, as a reader writes them on paper. */
final class World implements HostFacts {
    private record Log(int host, int query, boolean snapshot) {
    }

    /** A socket as a row names it. */
    record Socket(long pid, double processStart, long inode, long descriptor, boolean localIsFirst) {
        static Socket of(long pid) {
            return new Socket(pid, 0, 0, 0, true);
        }

        Socket inode(long number) {
            return new Socket(pid, processStart, number, descriptor, localIsFirst);
        }

        Socket began(double second) {
            return new Socket(pid, second, inode, descriptor, localIsFirst);
        }

        Socket fd(long number) {
            return new Socket(pid, processStart, inode, number, localIsFirst);
        }

        Socket otherEnd() {
            return new Socket(pid, processStart, inode, descriptor, !localIsFirst);
        }
    }

    final List<SocketRow> rows = new ArrayList<>();
    private final Map<Log, Set<Scan>> scans = new HashMap<>();
    private final Set<Log> withRemovals = new HashSet<>();
    private final Map<Log, Schedule> schedules = new HashMap<>();
    private final Map<Integer, Clock> clocks = new HashMap<>();
    private Log log = new Log(0, 0, false);
    private long epoch = 1;
    private Settings settings = Settings.DEFAULT;

    static long s(double seconds) {
        return Math.round(seconds * Times.SECOND);
    }

    /** What follows is of this host and query; a query logs either changes or snapshots. */
    World log(int host, int query) {
        log = new Log(host, query, log.snapshot);
        return this;
    }

    World snapshots() {
        log = new Log(log.host, log.query, true);
        return this;
    }

    World changes() {
        log = new Log(log.host, log.query, false);
        return this;
    }

    World epoch(long number) {
        epoch = number;
        return this;
    }

    /** A person says that the query runs so often, and unbroken. */
    World given(double interval) {
        schedules.put(log, new Schedule(s(interval), true));
        return this;
    }

    /** The log shows that the query runs so often. */
    World shown(double interval) {
        schedules.put(log, new Schedule(s(interval), false));
        return this;
    }

    World offBy(double seconds) {
        return offBy(seconds, 0);
    }

    World offBy(double seconds, double spread) {
        clocks.put(log.host, new Clock(s(seconds), s(spread)));
        return this;
    }

    World settings(double queryTime, double skew) {
        settings = new Settings(s(queryTime), s(skew), s(5));
        return this;
    }

    /** The query ran and told of other sockets only. */
    World ran(double unixTime, long counter) {
        scans.computeIfAbsent(log, k -> new HashSet<>()).add(new Scan(s(unixTime), epoch, counter));
        return this;
    }

    /** Somewhere in this log some socket was removed. */
    World removesRows() {
        withRemovals.add(log);
        return this;
    }

    World added(double unixTime, long counter, Socket socket) {
        return row(unixTime, counter, Change.ADDED, socket, unixTime);
    }

    World removed(double unixTime, long counter, Socket socket) {
        return removesRows().row(unixTime, counter, Change.REMOVED, socket, unixTime);
    }

    World shows(double unixTime, Socket socket) {
        return row(unixTime, 0, Change.SNAPSHOT, socket, unixTime);
    }

    World event(double unixTime, double eventTime, Socket socket) {
        return row(unixTime, 1, Change.EVENT, socket, eventTime);
    }

    private World row(double unixTime, long counter, Change change, Socket socket, double eventTime) {
        ran(unixTime, counter);
        rows.add(new SocketRow(log.host, log.query, log.snapshot, s(unixTime), epoch, counter, change, socket.localIsFirst,
                socket.pid, socket.processStart == 0 ? Times.NONE : s(socket.processStart), socket.inode, socket.descriptor,
                s(eventTime), s(eventTime), false, rows.size()));
        return this;
    }

    List<Life> lives() {
        return new Lives(this, settings).of(rows);
    }

    Life life() {
        List<Life> lives = lives();
        if (lives.size() != 1) {
            throw new AssertionError(lives.size() + " lives");
        }
        return lives.get(0);
    }

    /** A connection whose originator is the tuple's first end. */
    static Flow flow(double start, double end) {
        return new Flow(s(start), s(end), true, true, 0);
    }

    Outcome judge(Flow... flows) {
        return new Judge(this, settings).judge(rows, List.of(flows));
    }

    /** The only finding of the only connection. */
    Judgement finding(double start, double end) {
        List<Judgement> found = judge(flow(start, end)).of(0).judged();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " findings");
        }
        return found.get(0);
    }

    @Override
    public Timeline timeline(int host, int query, boolean snapshots) {
        Log of = new Log(host, query, snapshots);
        return Timeline.of(scans.getOrDefault(of, Set.of()), snapshots, withRemovals.contains(of), false);
    }

    @Override
    public Schedule schedule(int host, int query, boolean snapshots) {
        return schedules.getOrDefault(new Log(host, query, snapshots), Schedule.UNKNOWN);
    }

    @Override
    public Clock clock(int host) {
        return clocks.getOrDefault(host, Clock.RIGHT);
    }
}

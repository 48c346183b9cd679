package correlate.match;

import correlate.index.Clock;
import correlate.index.HostFacts;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.List;

/** The lives of the sockets behind some rows: the interval model of formats.md 6.2, pure and independent of the rows' order. */
final class Lives {
    private final HostFacts facts;
    private final Settings settings;

    Lives(HostFacts facts, Settings settings) {
        this.facts = facts;
        this.settings = settings;
    }

    /** The lives behind the rows of one tuple, those of one socket together and in order. */
    List<Life> of(List<SocketRow> rows) {
        List<SocketRow> sorted = new ArrayList<>(rows);
        if (sorted.size() > 1) {
            sorted.sort(Lives::order);
        }
        List<Life> lives = new ArrayList<>(2);
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            while (to < sorted.size() && identity(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            addLives(sorted.subList(from, to), lives);
        }
        return lives;
    }

    /** A socket of a process, as one query on one host tells it apart from others. Written out: every tuple that is hit asks. */
    private static int identity(SocketRow a, SocketRow b) {
        int c = Integer.compare(a.host(), b.host());
        c = c != 0 ? c : Integer.compare(a.query(), b.query());
        c = c != 0 ? c : Boolean.compare(a.snapshot(), b.snapshot());
        c = c != 0 ? c : Boolean.compare(a.change() == SocketRow.Change.EVENT, b.change() == SocketRow.Change.EVENT);
        c = c != 0 ? c : Boolean.compare(a.localIsFirst(), b.localIsFirst());
        c = c != 0 ? c : Long.compare(a.pid(), b.pid());
        c = c != 0 ? c : Long.compare(a.inode(), b.inode());
        return c != 0 ? c : Long.compare(a.descriptor(), b.descriptor());
    }

    /** Rows that differ only in {@code ref} say the same, so that it matters to nobody which comes first. */
    private static int order(SocketRow a, SocketRow b) {
        int c = identity(a, b);
        c = c != 0 ? c : Long.compare(a.time(), b.time());
        c = c != 0 ? c : Long.compare(a.epoch(), b.epoch());
        c = c != 0 ? c : Long.compare(a.counter(), b.counter());
        c = c != 0 ? c : Boolean.compare(a.change() != SocketRow.Change.REMOVED, b.change() != SocketRow.Change.REMOVED);
        c = c != 0 ? c : Long.compare(a.eventTime(), b.eventTime());
        c = c != 0 ? c : Long.compare(a.processStart(), b.processStart());
        c = c != 0 ? c : Boolean.compare(a.protoAssumed(), b.protoAssumed());
        return c != 0 ? c : Integer.compare(a.ref(), b.ref());
    }

    private void addLives(List<SocketRow> socket, List<Life> lives) {
        SocketRow row = socket.get(0);
        Clock clock = facts.clock(row.host());
        if (row.change() == SocketRow.Change.EVENT) {
            socket.forEach(event -> lives.add(Life.ofEvent(event, clock, settings)));
            return;
        }
        Timeline timeline = facts.timeline(row.host(), row.query(), row.snapshot());
        if (row.snapshot()) {
            addSnapshotLives(socket, timeline, clock, lives);
        } else {
            new Changes(timeline, facts.schedule(row.host(), row.query(), false), clock, settings).addLives(socket, lives);
        }
    }

    /** Consecutive snapshots that show the socket are one life; one that lacks it ends it. */
    private void addSnapshotLives(List<SocketRow> socket, Timeline timeline, Clock clock, List<Life> lives) {
        Life life = null;
        int last = -1;
        for (SocketRow row : socket) {
            int i = timeline.indexOf(row.time(), row.epoch(), row.counter());
            if (life == null || i > last + 1) {         // the same again: duplicate rows occur (osquery issue 3016)
                if (life != null) {
                    endAtSnapshot(life, timeline, last + 1);
                }
                life = new Life(row, timeline, clock, settings);
                life.openedAfter(i > 0 ? timeline.time(i - 1) - settings.queryTime() : Times.BEFORE_ALL, true);
                lives.add(life);
            }
            life.fold(row);
            life.known().at(i, i);
            last = i;
        }
        if (life != null && last + 1 < timeline.size()) {
            endAtSnapshot(life, timeline, last + 1);
        }
    }

    private static void endAtSnapshot(Life life, Timeline timeline, int i) {
        life.closedBefore(timeline.time(i) + Settings.TICK, Life.End.ABSENT_FROM_SNAPSHOT);
    }
}

package correlate.match;

import correlate.index.HostFacts;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lives of the sockets behind some rows: the interval model of formats.md 6.2, pure and independent of the rows' order. */
final class Lives {
    /** A socket of a process, as one query on one host tells it apart from others. */
    private static final Comparator<SocketRow> IDENTITY = Comparator.comparingInt(SocketRow::host)
            .thenComparingInt(SocketRow::query).thenComparing(SocketRow::snapshot)
            .thenComparing(row -> row.change() == SocketRow.Change.EVENT).thenComparing(SocketRow::localIsFirst)
            .thenComparingLong(SocketRow::pid).thenComparingLong(SocketRow::inode).thenComparingLong(SocketRow::descriptor);
    /** Rows that differ only in {@code ref} say the same, so that it matters to nobody which comes first. */
    private static final Comparator<SocketRow> ORDER = IDENTITY.thenComparingLong(SocketRow::time)
            .thenComparingLong(SocketRow::epoch).thenComparingLong(SocketRow::counter)
            .thenComparing((SocketRow row) -> row.change() != SocketRow.Change.REMOVED)     // removed rows come first
            .thenComparingLong(SocketRow::eventTime).thenComparingLong(SocketRow::processStart)
            .thenComparing(SocketRow::protoAssumed).thenComparingInt(SocketRow::ref);

    private final HostFacts facts;
    private final Settings settings;

    Lives(HostFacts facts, Settings settings) {
        this.facts = facts;
        this.settings = settings;
    }

    /** The lives behind the rows of one tuple, those of one socket together and in order. */
    List<Life> of(List<SocketRow> rows) {
        List<SocketRow> sorted = new ArrayList<>(rows);
        sorted.sort(ORDER);
        List<Life> lives = new ArrayList<>(2);
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            while (to < sorted.size() && IDENTITY.compare(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            addLives(sorted.subList(from, to), lives);
        }
        return lives;
    }

    private void addLives(List<SocketRow> socket, List<Life> lives) {
        SocketRow row = socket.get(0);
        long offset = facts.clockOffset(row.host());
        if (row.change() == SocketRow.Change.EVENT) {
            socket.forEach(event -> lives.add(Life.ofEvent(event, offset, settings)));
            return;
        }
        Timeline timeline = facts.timeline(row.host(), row.query(), row.snapshot());
        if (row.snapshot()) {
            addSnapshotLives(socket, timeline, offset, lives);
        } else {
            new Changes(timeline, facts.schedule(row.host(), row.query(), false), offset, settings).addLives(socket, lives);
        }
    }

    /** Consecutive snapshots that show the socket are one life; one that lacks it ends it. */
    private void addSnapshotLives(List<SocketRow> socket, Timeline timeline, long offset, List<Life> lives) {
        Life life = null;
        int last = -1;
        for (SocketRow row : socket) {
            int i = timeline.indexOf(row.time(), row.epoch(), row.counter());
            if (life == null || i > last + 1) {         // the same again: duplicate rows occur (osquery issue 3016)
                if (life != null) {
                    endAtSnapshot(life, timeline, last + 1);
                }
                life = new Life(row, timeline, offset, settings);
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

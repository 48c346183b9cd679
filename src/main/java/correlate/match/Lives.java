package correlate.match;

import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lives of the sockets behind some rows: the interval model of formats.md 6.2, pure and independent of the rows' order. */
final class Lives {
    private static final Comparator<SocketRow> ORDER = Comparator.comparingLong(SocketRow::time)
            .thenComparingLong(SocketRow::epoch).thenComparingLong(SocketRow::counter)
            .thenComparing((SocketRow row) -> row.change() != SocketRow.Change.REMOVED)     // removed rows come first
            .thenComparingInt(SocketRow::ref);

    /** A socket of a process, as one query on one host tells it apart from others. */
    private record Identity(int host, int query, boolean snapshot, boolean event, boolean localIsFirst, long pid, long inode, long descriptor) {
        static Identity of(SocketRow row) {
            return new Identity(row.host(), row.query(), row.snapshot(), row.change() == SocketRow.Change.EVENT,
                    row.localIsFirst(), row.pid(), row.inode(), row.descriptor());
        }
    }

    private final HostFacts facts;
    private final Settings settings;

    Lives(HostFacts facts, Settings settings) {
        this.facts = facts;
        this.settings = settings;
    }

    /** The lives behind the rows of one tuple. */
    List<Life> of(List<SocketRow> rows) {
        List<Life> lives = new ArrayList<>();
        Map<Identity, List<SocketRow>> sockets = new LinkedHashMap<>();
        rows.stream().sorted(ORDER).forEach(row ->
                sockets.computeIfAbsent(Identity.of(row), k -> new ArrayList<>()).add(row));
        for (List<SocketRow> socket : sockets.values()) {
            addLives(socket, lives);
        }
        return lives;
    }

    private void addLives(List<SocketRow> socket, List<Life> lives) {
        SocketRow row = socket.get(0);
        if (row.change() == SocketRow.Change.EVENT) {
            socket.forEach(event -> lives.add(Life.ofEvent(event, facts.clockOffset(event.host()), settings)));
            return;
        }
        Timeline timeline = facts.timeline(row.host(), row.query(), row.snapshot());
        Schedule schedule = facts.schedule(row.host(), row.query(), row.snapshot());
        long offset = facts.clockOffset(row.host());
        if (row.snapshot()) {
            addSnapshotLives(socket, timeline, offset, lives);
        } else {
            new Differential(timeline, schedule, offset).addLives(socket, lives);
        }
    }

    /** Consecutive snapshots that show the socket are one life; one that lacks it ends it. */
    private void addSnapshotLives(List<SocketRow> socket, Timeline timeline, long offset, List<Life> lives) {
        Life life = null;
        int last = -1;
        for (SocketRow row : socket) {
            int i = timeline.indexOf(row.time(), row.epoch(), row.counter());
            if (life != null && i == last) {
                life.fold(row);                     // duplicate rows occur (osquery issue 3016)
                continue;
            }
            if (life == null || i > last + 1) {
                if (life != null) {
                    endAtSnapshot(life, timeline, last + 1);
                }
                life = new Life(row, timeline, offset, settings);
                life.fold(row);
                if (i > 0) {
                    life.openedAfter(timeline.time(i - 1) - settings.queryTime(), true);
                }
                lives.add(life);
            } else {
                life.fold(row);
            }
            life.aliveAt(i, i);
            last = i;
        }
        if (life != null && last + 1 < timeline.size()) {
            endAtSnapshot(life, timeline, last + 1);
        }
    }

    private static void endAtSnapshot(Life life, Timeline timeline, int i) {
        life.closedBefore(timeline.time(i) + Settings.TICK, Life.End.ABSENT_FROM_SNAPSHOT);
    }

    /** Walks the added and removed rows of one socket in order. */
    private final class Differential {
        private final Timeline timeline;
        private final Schedule schedule;
        private final long offset;
        private Life life;                  // the open one

        Differential(Timeline timeline, Schedule schedule, long offset) {
            this.timeline = timeline;
            this.schedule = schedule;
            this.offset = offset;
        }

        void addLives(List<SocketRow> socket, List<Life> lives) {
            for (int r = 0; r < socket.size(); ) {
                SocketRow row = socket.get(r);
                int i = timeline.indexOf(row.time(), row.epoch(), row.counter());
                int end = r;
                SocketRow removed = null;
                SocketRow added = null;
                while (end < socket.size() && sameRun(socket.get(end), row)) {
                    SocketRow other = socket.get(end++);
                    if (other.change() == SocketRow.Change.REMOVED) {
                        removed = other;
                    } else {
                        added = other;
                    }
                }
                closeIfAbsentBefore(i);
                if (removed != null && life == null) {
                    life = orphan(removed, i);
                    lives.add(life);
                } else if (removed == null && life != null && !timeline.restates(i)) {
                    life.closedBefore(timeline.time(i) + Settings.TICK, Life.End.REMOVED);   // its removed row was lost
                    life = null;
                }
                if (removed != null && added == null) {
                    remove(i);
                } else if (life == null) {
                    life = opened(added, i);
                    lives.add(life);
                } else {
                    changed(removed != null, i);
                }
                socket.subList(r, end).forEach(life::fold);
                r = end;
                if (removed != null && added == null) {
                    life = null;
                }
            }
            closeIfAbsentBefore(timeline.size());
            extendTo(timeline.size() - 1);
        }

        private boolean sameRun(SocketRow a, SocketRow b) {
            return a.time() == b.time() && a.epoch() == b.epoch() && a.counter() == b.counter();
        }

        /** A counter-0 run lists every row: one before execution {@code i} that does not list this socket ended its life. */
        private void closeIfAbsentBefore(int i) {
            if (life == null) {
                return;
            }
            int full = timeline.nextFull(life.lastKnown() + 1);
            if (full < i) {
                extendTo(full - 1);
                life.closedBefore(timeline.time(full) + Settings.TICK, Life.End.ABSENT_FROM_NEW_EPOCH);
                life = null;
            }
        }

        private Life opened(SocketRow row, int i) {
            Life opened = newLife(row);
            opened.aliveAt(i, i);
            long after = Times.BEFORE_ALL;
            if (i > 0 && (!timeline.restates(i) || timeline.completeBefore(i))) {
                after = timeline.time(i - 1) - settings.queryTime();
            }
            if (schedule.given() && !timeline.restates(i)) {
                after = Math.max(after, timeline.time(i) - schedule.longest() - Settings.DRIFT - settings.queryTime());
            }
            if (after == Times.BEFORE_ALL && row.processStart() != Times.NONE) {
                opened.openedAfter(row.processStart(), false);
            } else {
                opened.openedAfter(after, true);
            }
            return opened;
        }

        /** A removed row whose added row is not in the log: alive at the executions that lead up to it without a break. */
        private Life orphan(SocketRow row, int i) {
            Life orphan = newLife(row);
            int from = timeline.unbrokenBack(i);
            if (timeline.restates(from)) {
                from++;                                 // a counter-0 run would have listed it
            }
            if (from < i) {
                orphan.aliveAt(from, i - 1);
            }
            return orphan;
        }

        private void remove(int i) {
            extendBack(i);
            if (schedule.given()) {
                long from = timeline.time(i) - schedule.longest() - Settings.DRIFT - settings.queryTime();
                long to = timeline.time(i) - schedule.shortest() + Settings.TICK;
                if (life.lastKnown() < 0 || to > timeline.time(life.lastKnown())) {
                    life.aliveBetween(life.lastKnown() < 0 ? from
                            : Math.max(from, timeline.time(life.lastKnown()) - settings.queryTime()), to);
                }
            }
            life.closedBefore(timeline.time(i) + Settings.TICK, Life.End.REMOVED);
        }

        /** The socket is listed again: a column has changed, or a counter-0 run lists what is open. */
        private void changed(boolean byRemoval, int i) {
            if (byRemoval) {
                extendBack(i);
            } else {
                extendTo(i - 1);
            }
            life.aliveAt(i, i);
        }

        /** Alive at the executions before {@code i} that no missing counter parts from it, and on from those known before. */
        private void extendBack(int i) {
            int back = timeline.unbrokenBack(i);
            int last = life.lastKnown();
            if (last >= 0) {
                life.aliveAt(last, Math.max(last, Math.min(timeline.unbrokenOn(last), i - 1)));
            }
            int from = Math.max(back, life.lastKnown());
            if (from >= 0 && from <= i - 1 && last >= 0) {
                life.aliveAt(from, i - 1);
            }
        }

        /** Not removed in the executions that follow without a break, so alive at them: if removals are logged at all. */
        private void extendTo(int limit) {
            int last = life == null ? -1 : life.lastKnown();
            if (timeline.logsRemovals() && last >= 0) {
                life.aliveAt(last, Math.max(last, Math.min(timeline.unbrokenOn(last), limit)));
            }
        }

        private Life newLife(SocketRow row) {
            return new Life(row, timeline, offset, settings);
        }
    }
}

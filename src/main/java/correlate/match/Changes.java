package correlate.match;

import correlate.index.Clock;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.SocketRow.Change;
import correlate.index.Timeline;
import correlate.model.Times;
import java.util.List;

/** Walks the added and removed rows of one socket in order, and finds its lives: the table of formats.md 6.2, row by row. */
final class Changes {
    private final Timeline timeline;
    private final Schedule schedule;
    private final Clock clock;
    private final Settings settings;
    /** The life that is open. */
    private Life life;
    /** The last execution that showed the socket to be gone. */
    private int gone = -1;

    Changes(Timeline timeline, Schedule schedule, Clock clock, Settings settings) {
        this.timeline = timeline;
        this.schedule = schedule;
        this.clock = clock;
        this.settings = settings;
    }

    /** Adds the lives of one socket, whose rows are in order, those of an execution together, its removed ones first. */
    void addLives(List<SocketRow> socket, List<Life> lives) {
        for (int from = 0, to = 0; from < socket.size(); from = to) {
            SocketRow first = socket.get(from);
            while (to < socket.size() && sameExecution(socket.get(to), first)) {
                to++;
            }
            int i = timeline.indexOf(first.time(), first.epoch(), first.counter());
            Life now = at(i, first, socket.get(to - 1).change() != Change.REMOVED);
            if (now.rows() == 0) {
                lives.add(now);
            }
            for (int row = from; row < to; row++) {
                now.fold(socket.get(row));
            }
        }
        closeIfAbsentBefore(timeline.size());
        extendTo(timeline.size() - 1);
    }

    private static boolean sameExecution(SocketRow a, SocketRow b) {
        return a.time() == b.time() && a.epoch() == b.epoch() && a.counter() == b.counter();
    }

    /** Takes what execution {@code i} tells; gives the life that its rows are of. */
    private Life at(int i, SocketRow first, boolean added) {
        boolean removed = first.change() == Change.REMOVED;
        closeIfAbsentBefore(i);
        if (life != null && !removed && timeline.logsRemovals() && !timeline.restates(i)) {
            // added anew, so it had been gone: its removed row was lost, or a new epoch's empty counter-0 run left no line
            extendTo(i - 1);
            close(i, timeline.isFull(i) ? Life.End.ABSENT_FROM_NEW_EPOCH : Life.End.REMOVED);
        }
        if (life != null) {
            listedAgain(i, removed, added);
        } else if (removed) {
            life = orphan(first, i);
        } else {
            life = opened(first, i);
        }
        if (added) {
            life.known().at(i, i);
            return life;
        }
        Life ended = life;
        remove(i);
        return ended;
    }

    private void close(int i, Life.End by) {
        life.closedBefore(timeline.time(i) + Settings.TICK, by);
        life = null;
        gone = i;
    }

    /** A counter-0 run lists every row: one before execution {@code i} that does not list this socket ended its life. */
    private void closeIfAbsentBefore(int i) {
        int full = life == null ? i : timeline.nextFull(life.known().last() + 1);
        if (full < i) {
            extendTo(full - 1);
            close(full, Life.End.ABSENT_FROM_NEW_EPOCH);
        }
    }

    private Life opened(SocketRow row, int i) {
        Life opened = new Life(row, timeline, clock, settings);
        long after = Times.BEFORE_ALL;
        if (i > 0 && (!timeline.restates(i) || timeline.completeBefore(i))) {
            after = timeline.time(i - 1) - settings.queryTime();
        }
        if (schedule.given() && !timeline.mayRestate(i)) {
            after = Math.max(after, timeline.time(i) - longestWait());
        }
        if (after == Times.BEFORE_ALL && row.processStart() != Times.NONE) {
            opened.openedAfter(row.processStart(), false);
        } else {
            opened.openedAfter(after, true);
        }
        return opened;
    }

    /** The longest from one execution to the next of a schedule that ran unbroken. */
    private long longestWait() {
        return schedule.longest() + Settings.DRIFT + settings.queryTime();
    }

    /** A removed row whose added row is not in the log: alive at the executions that lead up to it without a break. */
    private Life orphan(SocketRow row, int i) {
        Life orphan = new Life(row, timeline, clock, settings);
        int from = Math.max(timeline.unbrokenBack(i), gone + 1);
        if (timeline.restates(from)) {
            from++;                                 // a counter-0 run would have listed it
        }
        if (from < i) {
            orphan.known().at(from, i - 1);
        }
        return orphan;
    }

    /**
     * The socket is told of while it is open. Added and removed at once means that a column has changed; added alone that a
     * counter-0 run lists what is open, or that the log has no removed rows, so that a changed column shows as added alone.
     */
    private void listedAgain(int i, boolean removed, boolean added) {
        if (removed) {
            extendBack(i);
        } else if (timeline.restates(i)) {
            extendTo(i - 1);
        } else if (added && life.best().inode() != 0) {
            life.known().at(life.known().last(), i);        // one inode: the same socket throughout
        }
    }

    private void remove(int i) {
        int last = life.known().last();
        if (schedule.given()) {
            long from = timeline.time(i) - longestWait();
            long to = timeline.time(i) - schedule.shortest() + Settings.TICK;
            if (last < 0) {
                life.known().between(from, to, false);
            } else if (to > timeline.time(last)) {
                life.known().between(Math.max(from, timeline.time(last) - settings.queryTime()), to,
                        last == i - 1 && timeline.follows(i));
            }
        }
        close(i, Life.End.REMOVED);
    }

    /** Alive at the executions before {@code i} that no missing counter parts from it, and on from those known before. */
    private void extendBack(int i) {
        int last = life.known().last();
        if (last < 0) {
            return;
        }
        life.known().at(last, Math.max(last, Math.min(timeline.unbrokenOn(last), i - 1)));
        int from = Math.max(timeline.unbrokenBack(i), life.known().last());
        if (from <= i - 1) {
            life.known().at(from, i - 1);
        }
    }

    /** Not removed in the executions that follow without a break, so alive at them: if removals are logged at all. */
    private void extendTo(int limit) {
        int last = life == null ? -1 : life.known().last();
        if (timeline.logsRemovals() && last >= 0) {
            life.known().at(last, Math.max(last, Math.min(timeline.unbrokenOn(last), limit)));
        }
    }
}

package correlate.match;

import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.model.Times;
import java.util.Arrays;

/**
 * One life of one socket of one process: when it was known alive and when it may have been alive (formats.md 6.2). All times
 * are µs by the sensor's clock: the host's clock offset is already added.
 */
public final class Life {
    /** What ended a life. */
    public enum End {
        /** Still open when last polled. */
        OPEN(null),
        /** A removed row; or the socket was added anew, so it had been gone. */
        REMOVED("removed"),
        /** A snapshot without it. */
        ABSENT_FROM_SNAPSHOT("absent_from_snapshot"),
        /** A counter-0 run, which lists every row, without it. */
        ABSENT_FROM_NEW_EPOCH("absent_from_new_epoch");

        private final String code;

        End(String code) {
            this.code = code;
        }

        /** The printed name, null for {@link #OPEN}. */
        public String code() {
            return code;
        }
    }

    private final Timeline timeline;
    private final long offset;
    private final long queryTime;
    private final boolean continuous;
    private SocketRow best;
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;
    private int rows;
    /** Pairs of executions: alive at every logged one from the first to the second. */
    private int[] known = new int[2];
    private int pairs;
    private long scanBeforeFrom;
    private long scanBeforeTo = Times.NONE;
    private long mayFrom = Times.BEFORE_ALL;
    private long mayTo = Times.AFTER_ALL;
    private boolean openSeen;
    private End end = End.OPEN;

    Life(SocketRow row, Timeline timeline, long offset, Settings settings) {
        this.timeline = timeline;
        this.offset = offset;
        this.queryTime = settings.queryTime();
        this.continuous = row.inode() != 0;
    }

    /** What an event row that names both ends allows: connections that begin at its time. */
    static Life ofEvent(SocketRow row, long offset, Settings settings) {
        Life life = new Life(row, Timeline.EMPTY, offset, settings);
        life.fold(row);
        life.openedAfter(row.eventTime() - settings.eventLag(), false);
        life.closedBefore(row.eventTime() + Settings.TICK, End.OPEN);
        return life;
    }

    /** Whether this is what an event row tells: then only the connection's start counts. */
    boolean isEvent() {
        return best.change() == SocketRow.Change.EVENT;
    }

    /** Counts a row of this life; process facts are taken from the first row that is not a removed one (osquery issue 8744). */
    void fold(SocketRow row) {
        rows++;
        firstSeen = Math.min(firstSeen, row.time());
        lastSeen = Math.max(lastSeen, row.time());
        if (best == null || isRemoved(best) && !isRemoved(row)) {
            best = row;
        }
    }

    /** Says that the socket was alive at every logged execution from {@code from} to {@code to}; called in order of time. */
    void aliveAt(int from, int to) {
        int last = 2 * pairs - 1;
        if (pairs > 0 && from <= known[last] + 1 && (from <= known[last] || timeline.follows(from))) {
            known[last] = Math.max(known[last], to);
            return;
        }
        if (2 * pairs == known.length) {
            known = Arrays.copyOf(known, 2 * known.length);
        }
        known[2 * pairs] = from;
        known[2 * pairs + 1] = to;
        pairs++;
    }

    /** Says that it was alive at one instant between two times: the execution before its removal, which left no trace. */
    void aliveBetween(long from, long to) {
        scanBeforeFrom = from + offset;
        scanBeforeTo = to + offset;
    }

    void openedAfter(long time, boolean seen) {
        if (time != Times.BEFORE_ALL) {
            mayFrom = time + offset;
            openSeen = seen;
        }
    }

    void closedBefore(long time, End by) {
        mayTo = time + offset;
        end = by;
    }

    int firstKnown() {
        return known[0];
    }

    int lastKnown() {
        return pairs == 0 ? -1 : known[2 * pairs - 1];
    }

    private static boolean isRemoved(SocketRow row) {
        return row.change() == SocketRow.Change.REMOVED;
    }

    // ---- asked by Judge ----

    /** Whether the process began after {@code time}; a removed row's facts may be newer than the socket and prove nothing. */
    boolean processBeganAfter(long time) {
        return best.processStart() != Times.NONE && !isRemoved(best) && best.processStart() + offset > time;
    }

    /** Whether some instant at which it was known alive lies wholly in {@code [from, to]}. */
    boolean knownWithin(long from, long to) {
        return windowWithin(from, to, 0) >= 0 || scanBeforeTo != Times.NONE && scanBeforeFrom >= from && scanBeforeTo <= to;
    }

    /** The first execution from {@code start} on at which it was known alive and whose window lies in {@code [from, to]}, or -1. */
    int windowWithin(long from, long to, int start) {
        for (int p = 0; p < pairs; p++) {
            int i = Math.max(Math.max(known[2 * p], start), timeline.firstFrom(from - offset + queryTime));
            if (i <= known[2 * p + 1] && windowTo(i) <= to) {
                return i;
            }
        }
        return -1;
    }

    long windowFrom(int scan) {
        return timeline.time(scan) + offset - queryTime;
    }

    long windowTo(int scan) {
        return timeline.time(scan) + offset + Settings.TICK;
    }

    /** Whether a span through which it was known alive holds a time from {@code from} to {@code to}, be these in this order or not. */
    boolean spanMeets(long from, long to) {
        for (int p = 0; continuous && p < pairs; p++) {
            if (known[2 * p] < known[2 * p + 1] && from <= windowFrom(known[2 * p + 1]) && to >= windowTo(known[2 * p])) {
                return true;
            }
        }
        return false;
    }

    /** How far {@code [from, to]} is from the nearest time at which it was known alive, 0 if they meet; the bounds of its life if it never was. */
    public long gap(long from, long to) {
        long nearest = Long.MAX_VALUE;
        for (int p = 0; p < pairs; p++) {
            if (continuous) {
                nearest = Math.min(nearest, distance(from, to, windowFrom(known[2 * p]), windowTo(known[2 * p + 1])));
            } else {
                int after = Math.min(Math.max(timeline.firstFrom(from - offset), known[2 * p]), known[2 * p + 1]);
                int before = Math.max(after - 1, known[2 * p]);
                nearest = Math.min(nearest, Math.min(distance(from, to, windowFrom(after), windowTo(after)),
                        distance(from, to, windowFrom(before), windowTo(before))));
            }
        }
        if (scanBeforeTo != Times.NONE) {
            nearest = Math.min(nearest, distance(from, to, scanBeforeFrom, scanBeforeTo));
        }
        return nearest != Long.MAX_VALUE ? nearest
                : distance(from, to, mayFrom == Times.BEFORE_ALL ? mayTo : mayFrom, mayTo);
    }

    private static long distance(long from1, long to1, long from2, long to2) {
        return Math.max(0, Math.max(from2 - to1, from1 - to2));
    }

    /**
     * Whether its life was observed on both ends, and its opening closely enough for "the only connection that fits" to mean
     * anything: within two intervals and the drift (formats.md 6.2).
     */
    boolean observedOnBothEnds(Schedule schedule) {
        return openSeen && end != End.OPEN && pairs > 0 && schedule.interval() > 0
                && windowTo(firstKnown()) - mayFrom <= 2 * schedule.longest() + Settings.DRIFT;
    }

    // ---- printed ----

    /** The row that tells most: the first one that is not a removed row. */
    public SocketRow best() {
        return best;
    }

    /** How many rows it folds, removed ones too. */
    public int rows() {
        return rows;
    }

    /** unixTime of its first row. */
    public long firstSeen() {
        return firstSeen + offset;
    }

    /** unixTime of its last row. */
    public long lastSeen() {
        return lastSeen + offset;
    }

    /** The first execution at which it was known alive, or {@link Times#NONE}. */
    public long knownFrom() {
        return pairs == 0 ? Times.NONE : timeline.time(known[0]) + offset;
    }

    /** The last one, or {@link Times#NONE}. */
    public long knownTo() {
        return pairs == 0 ? Times.NONE : timeline.time(lastKnown()) + offset;
    }

    /** The earliest time at which it may have been alive, {@link Times#BEFORE_ALL} if nothing bounds it. */
    public long mayFrom() {
        return mayFrom;
    }

    /** The latest time, {@link Times#AFTER_ALL} if nothing bounds it. */
    public long mayTo() {
        return mayTo;
    }

    /** What ended it. */
    public End end() {
        return end;
    }

    /** µs that were added to the host's times. */
    public long offset() {
        return offset;
    }
}

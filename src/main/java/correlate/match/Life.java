package correlate.match;

import correlate.index.Clock;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.model.Times;

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
    private final Clock clock;
    private final Known known;
    private SocketRow best;
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;
    private int rows;
    private long mayFrom = Times.BEFORE_ALL;
    private long mayTo = Times.AFTER_ALL;
    private boolean openSeen;
    private End end = End.OPEN;

    Life(SocketRow row, Timeline timeline, Clock clock, Settings settings) {
        this.timeline = timeline;
        this.clock = clock;
        this.known = new Known(timeline, clock.offset(), settings.queryTime(), row.inode() != 0);
    }

    /** What an event row that names both ends allows: connections that begin at its time. */
    static Life ofEvent(SocketRow row, Clock clock, Settings settings) {
        Life life = new Life(row, Timeline.EMPTY, clock, settings);
        life.fold(row);
        life.openedAfter(row.eventFrom() - settings.eventLag(), false);
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

    /** The first execution after it was last known alive before which log lines are missing: from there on nothing is known. */
    long unbrokenUntil() {
        int next = timeline.unbrokenOn(known.last()) + 1;
        return next < timeline.size() ? timeline.time(next) + clock.offset() : Times.AFTER_ALL;
    }

    /** When it was known alive. */
    Known known() {
        return known;
    }

    void openedAfter(long time, boolean seen) {
        if (time != Times.BEFORE_ALL) {
            mayFrom = time + clock.offset() - clock.spread();
            openSeen = seen;
        }
    }

    void closedBefore(long time, End by) {
        mayTo = time + clock.offset() + clock.spread();
        end = by;
    }

    private static boolean isRemoved(SocketRow row) {
        return row.change() == SocketRow.Change.REMOVED;
    }

    // ---- asked by Judge ----

    /** Start of the process, or {@link Times#NONE}; a removed row's facts may be newer than the socket and prove nothing. */
    long processStart() {
        return best.processStart() == Times.NONE || isRemoved(best) ? Times.NONE : best.processStart() + clock.offset();
    }

    /** Whether the process began after {@code time}. */
    boolean processBeganAfter(long time) {
        return processStart() != Times.NONE && processStart() - clock.spread() > time;
    }

    /**
     * The earliest start of the process that is printed, be it a removed row's, {@link Times#NONE}, which is before all, if it is
     * not known. Where nothing but such a row speaks for a process, it must be able to be what it says.
     */
    long printedStartFrom() {
        return best.processStart() == Times.NONE ? Times.NONE : best.processStart() + clock.offset() - clock.spread();
    }

    /** Before this every time lies apart from those that {@link #gap} counts from. */
    long nearFrom() {
        return !known.isEmptyOfAll() ? known.earliest() : mayFrom == Times.BEFORE_ALL ? mayTo : mayFrom;
    }

    /** Behind this every time does. */
    long nearTo() {
        return !known.isEmptyOfAll() ? known.latest() : mayTo;
    }

    /** How far {@code [from, to]} is from the nearest time at which it was known alive, 0 if they meet; the bounds of its life if it never was. */
    public long gap(long from, long to) {
        long nearest = known.gap(from, to);
        return nearest != Long.MAX_VALUE ? nearest
                : Known.distance(from, to, mayFrom == Times.BEFORE_ALL ? mayTo : mayFrom, mayTo);
    }

    /**
     * Whether its life was observed on both ends, and its opening closely enough for "the only connection that fits" to mean
     * anything: within two intervals and the drift (formats.md 6.2).
     */
    boolean observedOnBothEnds(Schedule schedule) {
        return openSeen && end != End.OPEN && !known.isEmpty() && schedule.interval() > 0
                && known.windowTo(known.first()) - mayFrom <= 2 * schedule.longest() + Settings.DRIFT;
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
        return firstSeen + clock.offset();
    }

    /** unixTime of its last row. */
    public long lastSeen() {
        return lastSeen + clock.offset();
    }

    /** The first execution at which it was known alive, or {@link Times#NONE}. */
    public long knownFrom() {
        return known.isEmpty() ? Times.NONE : timeline.time(known.first()) + clock.offset();
    }

    /** The last one, or {@link Times#NONE}. */
    public long knownTo() {
        return known.isEmpty() ? Times.NONE : timeline.time(known.last()) + clock.offset();
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
        return clock.offset();
    }
}

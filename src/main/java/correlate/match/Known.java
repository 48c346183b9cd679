package correlate.match;

import correlate.index.Timeline;
import correlate.model.Times;
import java.util.Arrays;

/**
 * When one socket was known alive: at executions of its query, each an instant somewhere in its window
 * {@code [unixTime − D, unixTime + 1 s)}, and between them where the log's inode says that it was one socket throughout.
 */
final class Known {
    private final Timeline timeline;
    private final long offset;
    private final long queryTime;
    private final boolean continuous;
    /** Pairs of executions in order of time: alive at every logged one from the first to the second. */
    private int[] known = new int[2];
    private int pairs;
    private long beforeFrom;
    private long beforeTo = Times.NONE;
    private boolean beforeJoins;

    /**
     * None yet.
     *
     * @param offset µs to be added to the timeline's times
     * @param continuous whether an inode tells that rows are of one socket
     */
    Known(Timeline timeline, long offset, long queryTime, boolean continuous) {
        this.timeline = timeline;
        this.offset = offset;
        this.queryTime = queryTime;
        this.continuous = continuous;
    }

    /** Adds every logged execution from {@code from} to {@code to}; called in order of time. */
    void at(int from, int to) {
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

    /**
     * Adds one instant between two times of the host's clock: the execution before its removal, which left no trace.
     *
     * @param unbroken whether no execution that changed anything is missing between the last one added and that instant
     */
    void between(long from, long to, boolean unbroken) {
        beforeFrom = from + offset;
        beforeTo = to + offset;
        beforeJoins = unbroken && continuous && pairs > 0;
    }

    boolean isEmpty() {
        return pairs == 0;
    }

    int first() {
        return known[0];
    }

    /** The last execution, or -1. */
    int last() {
        return pairs == 0 ? -1 : known[2 * pairs - 1];
    }

    /** Whether there is no such time, not even the execution before the removal. */
    boolean isEmptyOfAll() {
        return pairs == 0 && beforeTo == Times.NONE;
    }

    /** Where the first such time begins. */
    long earliest() {
        return Math.min(pairs == 0 ? Long.MAX_VALUE : windowFrom(known[0]), beforeTo == Times.NONE ? Long.MAX_VALUE : beforeFrom);
    }

    /** Where the last one ends. */
    long latest() {
        return Math.max(pairs == 0 ? Long.MIN_VALUE : windowTo(last()), beforeTo == Times.NONE ? Long.MIN_VALUE : beforeTo);
    }

    /** Whether some instant lies wholly in {@code [from, to]}. */
    boolean isWithin(long from, long to) {
        return windowWithin(from, to, 0) >= 0 || isPollBeforeRemovalWithin(from, to);
    }

    /** Whether the execution before the removal lies wholly in {@code [from, to]}. */
    boolean isPollBeforeRemovalWithin(long from, long to) {
        return beforeTo != Times.NONE && beforeFrom >= from && beforeTo <= to;
    }

    /** Where the window of that execution begins. */
    long beforeRemovalFrom() {
        return beforeFrom;
    }

    /** Where it ends. */
    long beforeRemovalTo() {
        return beforeTo;
    }

    /** The first execution from {@code start} on whose window lies in {@code [from, to]}, or -1. */
    int windowWithin(long from, long to, int start) {
        int i = Math.max(start, timeline.firstFrom(from - offset + queryTime));
        int p = pairFrom(i);
        if (p == pairs) {
            return -1;
        }
        i = Math.max(i, known[2 * p]);
        return windowTo(i) <= to ? i : -1;
    }

    /** The first pair that ends at execution {@code i} or later. */
    private int pairFrom(int i) {
        int low = 0;
        int high = pairs;
        while (low < high) {
            int middle = low + high >>> 1;
            if (known[2 * middle + 1] < i) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long windowFrom(int scan) {
        return timeline.time(scan) + offset - queryTime;
    }

    long windowTo(int scan) {
        return timeline.time(scan) + offset + Settings.TICK;
    }

    /** Whether a span throughout which it was alive holds a time from {@code from} to {@code to}, be these in this order or not. */
    boolean spanMeets(long from, long to) {
        if (!continuous) {
            return false;
        }
        for (int p = pairFrom(timeline.firstFrom(from - offset)); p < pairs && spanFrom(p) <= to; p++) {
            if (from <= spanTo(p) && spanFrom(p) <= spanTo(p)) {
                return true;
            }
        }
        return beforeJoins && from <= beforeFrom && to >= spanFrom(pairs - 1) && spanFrom(pairs - 1) <= beforeFrom;
    }

    /** The latest instant at which the pair's first execution may have seen it. */
    private long spanFrom(int pair) {
        return windowTo(known[2 * pair]);
    }

    private long spanTo(int pair) {
        return windowFrom(known[2 * pair + 1]);
    }

    /** How far {@code [from, to]} is from the nearest such time, 0 if they meet; {@link Long#MAX_VALUE} if there is none. */
    long gap(long from, long to) {
        long nearest = Long.MAX_VALUE;
        int i = timeline.firstFrom(from - offset);
        int after = pairFrom(i);
        for (int p = Math.max(0, after - 1); p <= after && p < pairs; p++) {
            nearest = Math.min(nearest, gap(p, i, from, to));
        }
        if (beforeTo != Times.NONE) {
            nearest = Math.min(nearest, distance(from, to, beforeJoins ? windowFrom(known[2 * pairs - 2]) : beforeFrom, beforeTo));
        }
        return nearest;
    }

    private long gap(int pair, int i, long from, long to) {
        int first = known[2 * pair];
        int last = known[2 * pair + 1];
        if (continuous) {
            return distance(from, to, windowFrom(first), windowTo(last));
        }
        int after = Math.min(Math.max(i, first), last);
        int before = Math.max(after - 1, first);
        return Math.min(distance(from, to, windowFrom(after), windowTo(after)),
                distance(from, to, windowFrom(before), windowTo(before)));
    }

    static long distance(long from1, long to1, long from2, long to2) {
        return Math.max(0, Math.max(from2 - to1, from1 - to2));
    }
}

package correlate.match;

import correlate.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far one host's clock is off, from tuples that occur once on each side. Each such pair says that the offset lies between
 * (connection's start − execution that first showed the socket) and (start − execution before it): the clock is right where
 * most pairs agree. Pure, and independent of the order of the pairs.
 */
public final class ClockEstimate {
    /** An offset must be larger than this to be spoken of. */
    public static final long SMALLEST = 30 * Times.SECOND;
    /** So many pairs must agree. */
    public static final int FEWEST = 10;
    /** Pairs agree if they are within this of the offset. */
    public static final long AGREE = 60 * Times.SECOND;
    /** A pair whose bounds are further apart says too little. */
    private static final long WIDEST = 10 * 60 * Times.SECOND;
    /** unixTime is in whole seconds, so exact pairs lie within a second of each other, and clocks step a little. */
    private static final long SPIKE = 2 * Times.SECOND;

    private record Pair(long from, long to) {
    }

    private final List<Pair> pairs = new ArrayList<>();

    /**
     * An estimate.
     *
     * @param offset µs to be added to the host's times
     * @param agreeing how many pairs agree with it within a minute
     * @param pairs how many pairs there were
     * @param deviation the middle one of the agreeing pairs' distances from it in µs
     * @param spread the distance that nineteen in twenty of them keep: clocks step, and what logs events may log them late
     */
    public record Offset(long offset, int agreeing, int pairs, long deviation, long spread) {
    }

    /**
     * Adds a pair.
     *
     * @param start the connection's start by the sensor's clock
     * @param seen the execution that first showed the socket, by the host's clock
     * @param before the execution before it, or {@link Times#NONE}
     */
    public void add(long start, long seen, long before) {
        long to = before == Times.NONE || seen - before > WIDEST ? start - seen : start - before;
        pairs.add(new Pair(start - seen, to));
    }

    /** The offset, if enough pairs agree on one that is large enough to matter. */
    public Optional<Offset> offset() {
        if (pairs.size() < FEWEST) {
            return Optional.empty();
        }
        long spike = spike();
        long offset = spike == Times.NONE ? densest() : spike;
        if (spike == Times.NONE && agreeing(0, SPIKE) * 10L >= agreeing(offset, SPIKE) * 9L) {
            return Optional.empty();
        }
        int agreeing = agreeing(offset, AGREE);
        if (agreeing < FEWEST || Math.abs(offset) <= SMALLEST) {
            return Optional.empty();
        }
        long[] distances = pairs.stream().mapToLong(pair -> distance(pair, offset)).sorted().toArray();
        return Optional.of(new Offset(offset, agreeing, pairs.size(), distances[agreeing / 2], distances[(agreeing - 1) * 19 / 20]));
    }

    /** Where rows are written at the very time of the connection, more than a third of the lower bounds lie together. */
    private long spike() {
        long[] from = pairs.stream().mapToLong(Pair::from).sorted().toArray();
        int best = 0;
        int bestAt = 0;
        int end = 0;
        for (int i = 0; i < from.length; i++) {
            while (end < from.length && from[end] - from[i] <= SPIKE) {
                end++;
            }
            if (end - i > best) {
                best = end - i;
                bestAt = i;
            }
        }
        return best >= FEWEST && best * 20L >= from.length * 7L ? from[bestAt + best / 2] : Times.NONE;
    }

    /** The middle of the first stretch that lies within the most pairs. */
    private long densest() {
        long[] starts = pairs.stream().mapToLong(pair -> pair.from - SPIKE).sorted().toArray();
        long[] ends = pairs.stream().mapToLong(pair -> pair.to + SPIKE).sorted().toArray();
        int depth = 0;
        int best = 0;
        long middle = 0;
        for (int s = 0, e = 0; s < starts.length; ) {
            if (starts[s] <= ends[e]) {
                depth++;
                if (depth > best) {
                    best = depth;
                    long until = s + 1 < starts.length ? Math.min(starts[s + 1], ends[e]) : ends[e];
                    middle = starts[s] + (until - starts[s]) / 2;
                }
                s++;
            } else {
                depth--;
                e++;
            }
        }
        return middle;
    }

    private int agreeing(long offset, long within) {
        return (int) pairs.stream().filter(pair -> distance(pair, offset) <= within).count();
    }

    private static long distance(Pair pair, long offset) {
        return Math.max(0, Math.max(pair.from - offset, offset - pair.to));
    }
}

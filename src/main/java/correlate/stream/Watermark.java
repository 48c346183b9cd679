package correlate.stream;

import java.util.TreeMap;
import java.util.Map;

/**
 * How far a set of sources has got: the time of the slowest that still delivers. Each source tells its newest time; one that
 * has told nothing for a while drops out. When all have, time goes on by the clock, so that the tail of an input is
 * decided too.
 */
final class Watermark {
    /** No source has told a time. */
    static final long NONE = Long.MIN_VALUE;

    private record Mark(long time, long arrived) {
    }

    private final Map<Integer, Mark> marks = new TreeMap<>();
    private final long idleAfter;
    private final int expected;

    /**
     * @param idleAfter ms of silence after which a source drops out
     * @param expected how many sources must have told a time before anything is decided
     */
    Watermark(long idleAfter, int expected) {
        this.idleAfter = idleAfter;
        this.expected = expected;
    }

    /**
     * A source tells its newest time; an older one than before shows only that it still delivers.
     *
     * @param time µs since 1970
     * @param now the clock, ms
     */
    void tell(int source, long time, long now) {
        Mark mark = marks.get(source);
        marks.put(source, new Mark(mark == null ? time : Math.max(mark.time, time), now));
    }

    /** The time up to which all sources have delivered, µs since 1970, or {@link #NONE}. */
    long at(long now) {
        if (marks.size() < expected || marks.isEmpty()) {
            return NONE;
        }
        long slowest = Long.MAX_VALUE;
        long furthest = NONE;
        for (Mark mark : marks.values()) {
            long silent = now - mark.arrived;
            if (silent <= idleAfter) {
                slowest = Math.min(slowest, mark.time);
            }
            furthest = Math.max(furthest, mark.time + Math.max(0, silent) * 1000);
        }
        return slowest != Long.MAX_VALUE ? slowest : furthest;
    }

    /** For the state store: every source's newest time. */
    byte[] toBytes() {
        Wire wire = new Wire().varying(marks.size());
        marks.forEach((source, mark) -> wire.varying(source).varying(mark.time));
        return wire.toBytes();
    }

    /** Takes up what {@link #toBytes} wrote. Nobody was silent meanwhile, for nobody listened: what came then is read now. */
    void restore(byte[] bytes, long now) {
        Wire.Reader in = new Wire.Reader(bytes);
        for (long count = in.varying(); count > 0; count--) {
            tell((int) in.varying(), in.varying(), now);
        }
    }
}

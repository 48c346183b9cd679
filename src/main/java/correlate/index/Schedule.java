package correlate.index;

/**
 * How often a query runs.
 *
 * @param interval µs between two executions; 0 if nothing is known
 * @param given whether a person said so, who also says that it ran unbroken; else the log showed it
 */
public record Schedule(long interval, boolean given) {
    /** Nothing is known. */
    public static final Schedule UNKNOWN = new Schedule(0, false);

    /** The longest that one draw of the splay may make of the interval (osquery/config/packs.cpp: 10 %). */
    public long longest() {
        return interval + interval / 10;
    }

    /** The shortest, likewise. */
    public long shortest() {
        return interval - interval / 10;
    }
}

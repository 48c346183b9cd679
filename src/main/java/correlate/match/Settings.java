package correlate.match;

import correlate.model.Times;

/**
 * What the rules allow for, in µs.
 *
 * @param queryTime D of the interval model: how long a query may have run before its unixTime was read
 * @param skew ε: how far the clocks of host and sensor may differ
 * @param eventLag how long after the system call an event row may have got its time
 */
public record Settings(long queryTime, long skew, long eventLag) {

    /** Two seconds for a query and for the clocks, five for events. */
    public static final Settings DEFAULT = new Settings(2 * Times.SECOND, 2 * Times.SECOND, 5 * Times.SECOND);

    /** osquery's scheduler may drift by so much (osquery/dispatcher/scheduler.cpp). */
    static final long DRIFT = 60 * Times.SECOND;
    /** unixTime is cut to whole seconds. */
    static final long TICK = Times.SECOND;

    /** Checks the ranges: none may be negative. */
    public Settings {
        if (queryTime < 0 || skew < 0 || eventLag < 0) {
            throw new IllegalArgumentException("allowances cannot be negative");
        }
    }
}

package correlate.index;

import correlate.model.Times;
import java.util.Locale;

/**
 * One row of one socket, as numbers. Times are µs since 1970 by the host's clock.
 *
 * @param host number of the host
 * @param query number of the query's name, unique over all hosts
 * @param snapshot whether the query logs whole states instead of changes
 * @param time unixTime of its execution
 * @param epoch schedule epoch of its execution
 * @param counter counter of its execution, or -1 where none is logged
 * @param change what the row says of the socket
 * @param localIsFirst whether the host's end is the tuple's first end
 * @param pid process id; -1 if the owner was unknown; {@link Long#MIN_VALUE} if the row names none
 * @param processStart start of the process, or {@link Times#NONE}
 * @param inode the socket's inode, 0 if not logged
 * @param descriptor what else tells sockets of one process apart, 0 if nothing
 * @param eventTime for events: when it happened, or the latest time at which it can have
 * @param eventFrom the earliest
 * @param protoAssumed whether the row names no protocol
 * @param ref where the caller finds the row again
 */
public record SocketRow(int host, int query, boolean snapshot, long time, long epoch, long counter, Change change,
        boolean localIsFirst, long pid, long processStart, long inode, long descriptor, long eventTime,
        long eventFrom, boolean protoAssumed, int ref) {

    /** What a row says of its socket. */
    public enum Change {
        ADDED, REMOVED, SNAPSHOT, EVENT;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** The printed name. */
        public String code() {
            return code;
        }
    }

    /** Events that no query asks for are kept for so long, in µs (osquery's default of --events_expiry). */
    public static final long EVENTS_KEPT = 3600 * Times.SECOND;
    /** The row names no process. */
    public static final long NO_PID = Long.MIN_VALUE;
}

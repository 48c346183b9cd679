package correlate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The scheduled query over the open sockets of one machine: at each poll it looks at what is open, compares with what it saw
 * the last time, and logs the difference, as osquery's scheduler does. So counters, epochs and the order of rows are true.
 */
final class Osquery {
    final Machine machine;
    private final ResultsLog log;
    private final PriorityQueue<SocketLife> waiting = new PriorityQueue<>(Comparator.comparingLong(s -> s.opened));
    private List<SocketLife> open = new ArrayList<>();
    private long next;
    private long epoch;
    private long counter = -1;
    private long lastLogged = Long.MIN_VALUE;

    /** @param from true time at which osquery starts, microseconds since 1970 */
    Osquery(Machine machine, ResultsLog log, long from) {
        this.machine = machine;
        this.log = log;
        next = machine.pollAtOrAfter(from);
    }

    /** The next poll, true time. */
    long next() {
        return next;
    }

    /** Takes a socket that opens after the last poll. */
    void add(SocketLife socket) {
        waiting.add(socket);
    }

    /** Polls once. */
    void poll() throws IOException {
        // unixTime is read after the query finished
        long unixTime = Math.floorDiv(next + machine.skew + machine.random.nextLong(Text.SECOND), Text.SECOND);
        boolean fresh = counter < 0 || epoch == 0 && next >= machine.restart;
        if (fresh) {
            epoch = counter < 0 ? 0 : machine.restart / Text.SECOND;
            counter = -1;
        }
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        look(unixTime, fresh, removed, added);
        if (log.snapshots()) {
            log.snapshot(machine, unixTime, epoch, open.stream().map(s -> s.columns(next)).toList());
            lastLogged = next;
        } else if (fresh || !removed.isEmpty() || !added.isEmpty()) {
            log.changes(machine, unixTime, epoch, ++counter, removed, added);
            lastLogged = next;
        }
        next += machine.interval;
    }

    /** Fills the rows of the differential log, and marks in each socket what the log now proves of it. */
    private void look(long unixTime, boolean fresh, List<String> removed, List<String> added) {
        long before = next - machine.interval;
        for (Iterator<SocketLife> all = open.iterator(); all.hasNext();) {
            SocketLife socket = all.next();
            if (socket.closed < next) {
                all.remove();
                socket.mayTo = next;
                if (!fresh) {
                    removed.add(socket.columns(before));
                    socket.lastSeen = unixTime;
                }
            } else if (fresh) {
                added.add(socket.columns(next));
            } else if (socket.changes > before && socket.changes <= next) {
                removed.add(socket.columns(before));
                added.add(socket.columns(next));
            }
        }
        while (!waiting.isEmpty() && waiting.peek().opened <= next) {
            SocketLife socket = waiting.poll();
            if (socket.closed >= next) {
                socket.mayFrom = lastLogged;
                socket.firstSeen = unixTime;
                open.add(socket);
                added.add(socket.columns(next));
            }
        }
    }
}

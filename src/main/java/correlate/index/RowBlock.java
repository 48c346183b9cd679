package correlate.index;

import correlate.model.Times;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one chunk of a host log shows, as numbers; filled by the thread that scans the chunk, then handed to
 * {@link SocketIndex#add} whole. What needs only the chunk is done here: hosts, queries and own addresses are told apart once
 * a chunk instead of once a row. Part of the hot code: a row leaves no object.
 */
public final class RowBlock {
    /** The columns of a row within {@link #cells}. */
    static final int REMOTE_HIGH = 0;
    static final int REMOTE_LOW = 1;
    /** The inode; for events their time in µs since 1970 or, below 0, since the start of the host. */
    static final int INODE = 2;
    /** The local port above, the remote one below. */
    static final int PORTS = 3;
    /** The process id above, its start below. */
    static final int PROCESS = 4;
    static final int DESCRIPTOR_AND_BITS = 5;
    /** The execution above, the local end below. */
    static final int EXECUTION_AND_LOCAL = 6;
    /** Where the slice begins and how long it is. */
    static final int SLICE = 7;
    static final int LINE_AND_ORDINAL = 8;
    private static final int WIDTH = 9;
    /** Beside the forms of rows: the line is in batch form. */
    static final byte BATCHED = (byte) (1 << SocketKey.Form.values().length);
    /** It has rows that show listeners alone. */
    static final byte LISTENERS = (byte) (BATCHED << 1);
    /** It has rows of a table that shows connected sockets too. */
    static final byte SOCKETS = (byte) (BATCHED << 2);

    /** A query on a host under one epoch and with the same decorations. */
    static final class Series {
        final int host;
        final String query;
        final boolean snapshots;
        final long epoch;
        final String decorations;
        private final Series before;
        private final int number;

        private Series(int host, SocketKey key, Series before, int number) {
            this.host = host;
            this.query = key.query;
            this.snapshots = key.form == SocketKey.Form.SNAPSHOT;
            this.epoch = key.epoch;
            this.decorations = key.decorations;
            this.before = before;
            this.number = number;
        }

        /** Compares objects: the scanner interns; one that it had to make anew is only one series more. */
        private boolean is(SocketKey key) {
            return query == key.query && decorations == key.decorations && epoch == key.epoch
                    && snapshots == (key.form == SocketKey.Form.SNAPSHOT);
        }
    }

    /** A local end's address, and when the host's rows showed it. */
    static final class Local {
        final int host;
        final long high;
        final long low;
        long first;
        long last;
        private final Local before;
        private final int number;

        private Local(int host, SocketKey key, Local before, int number) {
            this.host = host;
            high = key.localHigh;
            low = key.localLow;
            first = key.unixTime;
            last = key.unixTime;
            this.before = before;
            this.number = number;
        }
    }

    /** So many entries of a host are looked through before another is made, equal to one of them perhaps. */
    private static final int MOST_TRIED = 16;

    final List<String> alive = new ArrayList<>(0);
    final List<String> hosts = new ArrayList<>();
    final List<Series> series = new ArrayList<>();
    final List<Local> locals = new ArrayList<>();
    final List<String> loggedIds = new ArrayList<>(0);
    private final Map<String, Integer> hostNumbers = new HashMap<>();
    private final List<Series> lastSeries = new ArrayList<>();      // of each host
    private final List<Local> lastLocals = new ArrayList<>();
    private String lastHost;
    private int lastHostNumber;

    private int[] seriesOf = new int[64];                           // of each execution
    private long[] times = new long[64];
    private long[] counters = new long[64];
    private byte[] forms = new byte[64];
    private int executions;
    /** Whether the line that has begun brought its execution. */
    private boolean fresh;

    private final Sieve sieve;
    private int socketRows;
    private long[] cells = new long[64 * WIDTH];
    private int size;

    /** A block of all rows. */
    public RowBlock() {
        this(null);
    }

    /** A block of the rows that a sieve lets through; of the others too it notes when their queries ran and what their hosts own. */
    public RowBlock(Sieve sieve) {
        this.sieve = sieve;
    }

    /** A line of a query begins; its rows follow. */
    public void batch(SocketKey key) {
        int before = executions;
        int execution = isTimed(key) ? execution(key) : -1;
        fresh = execution == before;
        if (execution >= 0 && key.batched) {
            forms[execution] |= BATCHED;
        }
    }

    /** A row of the line. */
    public void row(SocketKey key) {
        if (!isTimed(key)) {
            return;
        }
        int local = local(key);
        if (key.kind == SocketKey.Kind.OWN_ADDRESS) {
            executions -= fresh ? 1 : 0;        // a query of addresses shows no socket being polled
            fresh = false;
            return;
        }
        fresh = false;
        int execution = execution(key);
        forms[execution] |= (byte) (1 << key.form.ordinal() | (key.ofListeners ? LISTENERS : SOCKETS));
        socketRows++;
        if (sieve == null || sieve.wants(key)) {
            keep(key, execution, local);
        }
    }

    private void keep(SocketKey key, int execution, int local) {
        if (WIDTH * (size + 1) > cells.length) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        boolean event = key.form == SocketKey.Form.EVENT;
        long start = key.processStart == Times.NONE ? 0 : key.processStart / Times.SECOND;
        int at = WIDTH * size++;
        cells[at + REMOTE_HIGH] = key.remoteHigh;
        cells[at + REMOTE_LOW] = key.remoteLow;
        cells[at + INODE] = event ? eventTime(key) : key.inode;
        cells[at + PORTS] = pair(key.localPort, key.remotePort);
        cells[at + PROCESS] = pair(key.pid == SocketKey.NO_PID ? Rows.NO_PID : (int) key.pid,
                start > 0 && start < 1L << 32 ? (int) start : 0);
        cells[at + DESCRIPTOR_AND_BITS] = pair((int) (key.descriptor ^ key.descriptor >>> 32), Rows.bits(key));
        cells[at + EXECUTION_AND_LOCAL] = pair(execution, local);
        cells[at + SLICE] = pair(key.sliceFrom, key.sliceTo - key.sliceFrom);
        cells[at + LINE_AND_ORDINAL] = pair(key.line, key.ordinal);
        if (key.kind == SocketKey.Kind.ID_ONLY) {
            cells[at + REMOTE_LOW] = loggedIds.size();
            loggedIds.add(key.loggedId);
        }
    }

    /** A line of another query shows that osqueryd ran on that host. */
    public void alive(String host) {
        if (alive.isEmpty() || !alive.get(alive.size() - 1).equals(host)) {
            alive.add(host);
        }
    }

    private static boolean isTimed(SocketKey key) {
        return key.unixTime >= 0 && key.unixTime < (1L << 32) * Times.SECOND;
    }

    /** A time since 1970, or, below 0, one that counts from the host's start. */
    private static long eventTime(SocketKey key) {
        return key.sinceBoot == Times.NONE ? Math.max(0, key.eventTime) : -key.sinceBoot;
    }

    private static long pair(int above, int below) {
        return (long) above << 32 | below & 0xffffffffL;
    }

    private int execution(SocketKey key) {
        Series s = series(host(key.host), key);
        int last = executions - 1;
        if (last >= 0 && seriesOf[last] == s.number && times[last] == key.unixTime && counters[last] == key.counter) {
            return last;
        }
        if (executions == seriesOf.length) {
            seriesOf = Arrays.copyOf(seriesOf, 2 * executions);
            times = Arrays.copyOf(times, 2 * executions);
            counters = Arrays.copyOf(counters, 2 * executions);
            forms = Arrays.copyOf(forms, 2 * executions);
        }
        seriesOf[executions] = s.number;
        times[executions] = key.unixTime;
        counters[executions] = key.counter;
        forms[executions] = 0;
        return executions++;
    }

    private int host(String name) {
        if (name != lastHost) {
            Integer known = hostNumbers.putIfAbsent(name, hosts.size());
            lastHost = name;
            lastHostNumber = known == null ? hosts.size() : known;
            if (known == null) {
                hosts.add(name);
                lastSeries.add(null);
                lastLocals.add(null);
            }
        }
        return lastHostNumber;
    }

    private Series series(int host, SocketKey key) {
        Series s = lastSeries.get(host);
        int tried = 0;
        while (s != null && !s.is(key)) {
            s = ++tried < MOST_TRIED ? s.before : null;
        }
        if (s == null) {
            s = new Series(host, key, lastSeries.get(host), series.size());
            series.add(s);
            lastSeries.set(host, s);
        }
        return s;
    }

    /** The number of the row's local address, which its host shows then. */
    private int local(SocketKey key) {
        int host = host(key.host);
        Local l = lastLocals.get(host);
        int tried = 0;
        while (l != null && (l.low != key.localLow || l.high != key.localHigh)) {
            l = ++tried < MOST_TRIED ? l.before : null;
        }
        if (l == null) {
            l = new Local(host, key, lastLocals.get(host), locals.size());
            locals.add(l);
            lastLocals.set(host, l);
        }
        l.first = Math.min(l.first, key.unixTime);
        l.last = Math.max(l.last, key.unixTime);
        return l.number;
    }

    int executions() {
        return executions;
    }

    Series series(int execution) {
        return series.get(seriesOf[execution]);
    }

    int seriesNumber(int execution) {
        return seriesOf[execution];
    }

    long time(int execution) {
        return times[execution];
    }

    long counter(int execution) {
        return counters[execution];
    }

    /** A bit for each form in which rows of the execution were logged; {@link #BATCHED}, {@link #LISTENERS}, {@link #SOCKETS}. */
    byte forms(int execution) {
        return forms[execution];
    }

    /** How many rows of socket tables the chunk has, kept or not. */
    int socketRows() {
        return socketRows;
    }

    int size() {
        return size;
    }

    long cell(int row, int column) {
        return cells[WIDTH * row + column];
    }

    int above(int row, int column) {
        return (int) (cells[WIDTH * row + column] >>> 32);
    }

    int below(int row, int column) {
        return (int) cells[WIDTH * row + column];
    }
}

package correlate.index;

import correlate.model.Times;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The executions of one query on one host that left a trace in the log, in order of time. A set: merging two is building
 * one from the scans of both, in any order.
 */
public final class Timeline {

    /**
     * One logged execution.
     *
     * @param time unixTime in µs
     * @param epoch schedule epoch
     * @param counter counter, or -1 where none is logged
     */
    public record Scan(long time, long epoch, long counter) implements Comparable<Scan> {
        @Override
        public int compareTo(Scan other) {
            return time != other.time ? Long.compare(time, other.time)
                    : epoch != other.epoch ? Long.compare(epoch, other.epoch) : Long.compare(counter, other.counter);
        }
    }

    /** No execution at all. */
    public static final Timeline EMPTY = of(List.of(), false, false, false);

    /** Seconds since 1970, unsigned: unixTime has no fraction. */
    private final int[] seconds;
    private final long[] epochs;
    private final int[] counters;
    private final boolean snapshots;
    private final boolean logsRemovals;
    private final boolean logsEmptyRuns;
    /** The executions that tell the whole state; all of them for snapshots, where it is empty. */
    private final int[] full;
    /** The executions that do not follow on the one before without a break, or that tell the whole state. */
    private final int[] breaks;

    private Timeline(int[] seconds, long[] epochs, int[] counters, boolean snapshots, boolean logsRemovals, boolean logsEmptyRuns) {
        this.seconds = seconds;
        this.epochs = oneIfEqual(epochs);
        this.counters = counters;
        this.snapshots = snapshots;
        this.logsRemovals = logsRemovals;
        this.logsEmptyRuns = logsEmptyRuns;
        this.full = snapshots ? new int[0] : select(this::isFull);
        this.breaks = snapshots ? new int[0] : select(i -> isFull(i) || !follows(i));
    }

    /** Nearly every timeline has one epoch: it is kept once. */
    private static long[] oneIfEqual(long[] epochs) {
        for (long epoch : epochs) {
            if (epoch != epochs[0]) {
                return epochs;
            }
        }
        return epochs.length == 0 ? epochs : new long[] {epochs[0]};
    }

    private int[] select(IntPredicate wanted) {
        int[] selected = new int[seconds.length];
        int count = 0;
        for (int i = 0; i < seconds.length; i++) {
            if (wanted.test(i)) {
                selected[count++] = i;
            }
        }
        return Arrays.copyOf(selected, count);
    }

    private long epoch(int i) {
        return epochs[epochs.length == 1 ? 0 : i];
    }

    /**
     * The timeline of some scans; duplicates count once.
     *
     * @param snapshots whether the query logs whole states
     * @param logsRemovals whether the log has any removed row of this query and host; if not, the schedule may say
     *     {@code "removed": false}, and silence proves nothing
     * @param logsEmptyRuns whether the log is in batch form, in which a counter-0 run without rows is a line too
     */
    public static Timeline of(Collection<Scan> scans, boolean snapshots, boolean logsRemovals, boolean logsEmptyRuns) {
        TreeSet<Scan> sorted = new TreeSet<>();
        scans.forEach(scan -> sorted.add(new Scan(wholeSeconds(scan.time), scan.epoch, scan.counter)));
        int[] seconds = new int[sorted.size()];
        long[] epochs = new long[seconds.length];
        int[] counters = new int[seconds.length];
        int i = 0;
        for (Scan scan : sorted) {
            seconds[i] = (int) (scan.time / Times.SECOND);
            epochs[i] = scan.epoch;
            counters[i++] = (int) scan.counter;
        }
        return new Timeline(seconds, epochs, counters, snapshots, logsRemovals, logsEmptyRuns);
    }

    /** Forwarders may write a fraction; osquery's own unixTime has none. */
    private static long wholeSeconds(long time) {
        return time - Math.floorMod(time, Times.SECOND);
    }

    /** This timeline with more scans, which it may hold already: as {@link #of} of them all. */
    public Timeline with(Collection<Scan> more, boolean removalsLogged, boolean emptyRunsLogged) {
        TreeSet<Scan> sorted = new TreeSet<>();
        for (Scan scan : more) {
            if (indexOf(scan.time, scan.epoch, scan.counter) < 0) {
                sorted.add(new Scan(wholeSeconds(scan.time), scan.epoch, scan.counter));
            }
        }
        if (sorted.isEmpty() && removalsLogged == logsRemovals && emptyRunsLogged == logsEmptyRuns) {
            return this;
        }
        int size = seconds.length + sorted.size();
        int[] allSeconds = Arrays.copyOf(seconds, size);
        int[] allCounters = Arrays.copyOf(counters, size);
        long[] allEpochs = new long[size];
        for (int i = 0; i < seconds.length; i++) {
            allEpochs[i] = epoch(i);
        }
        int left = seconds.length;
        int to = size;
        for (Scan scan : sorted.descendingSet()) {
            int at = place(scan.time, scan.epoch, scan.counter);
            to -= left - at;
            System.arraycopy(seconds, at, allSeconds, to, left - at);
            System.arraycopy(counters, at, allCounters, to, left - at);
            System.arraycopy(allEpochs, at, allEpochs, to, left - at);
            left = at;
            to--;
            allSeconds[to] = (int) (scan.time / Times.SECOND);
            allCounters[to] = (int) scan.counter;
            allEpochs[to] = scan.epoch;
        }
        return new Timeline(allSeconds, allEpochs, allCounters, snapshots, removalsLogged, emptyRunsLogged);
    }

    /** As {@link #of}, from columns that are sorted as {@link Scan} sorts and hold no duplicate. */
    static Timeline ofSorted(int[] seconds, long[] epochs, int[] counters, boolean snapshots, boolean logsRemovals,
            boolean logsEmptyRuns) {
        return new Timeline(seconds, epochs, counters, snapshots, logsRemovals, logsEmptyRuns);
    }

    /** How many executions are known. */
    public int size() {
        return seconds.length;
    }

    /** unixTime of execution {@code i} in µs. */
    public long time(int i) {
        return (seconds[i] & 0xffffffffL) * Times.SECOND;
    }

    /** Counter of execution {@code i}, -1 if none is logged. */
    long counter(int i) {
        return counters[i];
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return 4L * (seconds.length + counters.length + full.length + breaks.length) + 8L * epochs.length;
    }

    /** Whether any removed row was logged. */
    public boolean logsRemovals() {
        return logsRemovals;
    }

    /** Whether the log is in batch form. */
    public boolean logsEmptyRuns() {
        return logsEmptyRuns;
    }

    /** Which execution this is, from 0; -1 if it is not there. */
    public int indexOf(long time, long epoch, long counter) {
        long whole = wholeSeconds(time);
        int place = place(whole, epoch, counter);
        return place < size() && compare(place, whole, epoch, counter) == 0 ? place : -1;
    }

    /** Which execution this is or, if it is not there, would be. */
    private int place(long time, long epoch, long counter) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (compare(middle, time, epoch, counter) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int i, long time, long epoch, long counter) {
        int c = Long.compare(time(i), time);
        c = c != 0 ? c : Long.compare(epoch(i), epoch);
        return c != 0 ? c : Long.compare(counters[i], counter);
    }

    /** Whether no execution that changed anything is missing between {@code i - 1} and {@code i}. */
    public boolean follows(int i) {
        return i > 0 && (snapshots || sameRun(i) && counters[i - 1] >= 0 && counters[i] == counters[i - 1] + 1);
    }

    private boolean sameRun(int i) {
        return epoch(i) == epoch(i - 1) && (counters[i] < 0 || counters[i] > counters[i - 1]);
    }

    /**
     * Whether execution {@code i} tells the whole state: a snapshot; counter 0, which lists every row (osquery
     * core/query.cpp); or the first logged one of a new run with counter 1, which in event form means that the counter-0 run was
     * empty: batch form would have logged it.
     */
    public boolean isFull(int i) {
        return snapshots || counters[i] == 0 || isBehindEmptyRun(i) && i > 0 && !sameRun(i);
    }

    private boolean isBehindEmptyRun(int i) {
        return counters[i] == 1 && !logsEmptyRuns;
    }

    /** Whether execution {@code i} lists again what lived through it: rows added in it may be older than the run before it. */
    public boolean restates(int i) {
        return !snapshots && counters[i] == 0;
    }

    /** Whether rows added in execution {@code i} may be older than the one before: it restates, or may be the very first. */
    public boolean mayRestate(int i) {
        return restates(i) || !snapshots && i == 0 && counters[i] < 0;
    }

    /** The first execution from {@code i} on that tells the whole state, or {@link #size}. */
    public int nextFull(int i) {
        return snapshots ? i : entryFrom(full, i);
    }

    /** The first execution of the unbroken series of logged executions that ends in {@code i}. */
    public int unbrokenBack(int i) {
        int k = Arrays.binarySearch(breaks, i);
        return k >= 0 ? i : k == -1 ? 0 : breaks[-k - 2];
    }

    /** The last execution of the unbroken series that begins with {@code i}, short of the next that tells the whole state. */
    public int unbrokenOn(int i) {
        return entryFrom(breaks, i + 1) - 1;
    }

    private int entryFrom(int[] sorted, int i) {
        int k = Arrays.binarySearch(sorted, i);
        int at = k >= 0 ? k : -k - 1;
        return at < sorted.length ? sorted[at] : seconds.length;
    }

    /** Whether the state before execution {@code i}, which restates it, is completely logged. */
    public boolean completeBefore(int i) {
        if (i == 0) {
            return false;
        }
        int first = unbrokenBack(i - 1);
        return isFull(first) || isBehindEmptyRun(first);      // the counter-0 run before the log's first line was empty
    }

    /** The first execution at {@code time} or later, or {@link #size}. */
    public int firstFrom(long time) {
        int low = 0;
        int high = seconds.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The last execution before {@code time}, or {@link Times#NONE}. */
    public long before(long time) {
        int i = firstFrom(time);
        return i == 0 ? Times.NONE : time(i - 1);
    }

    /** Whether the log was silent for longer than {@code limit} around {@code time}; before its first and after its last too. */
    public boolean silentAt(long time, long limit) {
        int next = firstFrom(time);
        long before = next == 0 ? Times.BEFORE_ALL : time(next - 1);
        long after = next == seconds.length ? Times.AFTER_ALL : time(next);
        return after - before > limit;
    }

    /** The longest time between two logged executions in µs, 0 if there are fewer than two. */
    public long longestGap() {
        long longest = 0;
        for (int i = 1; i < seconds.length; i++) {
            longest = Math.max(longest, time(i) - time(i - 1));
        }
        return longest;
    }

    /** The interval that this log shows, in µs, or 0 if it shows none: from the times between executions that follow on each other. */
    public long shownInterval() {
        int count = 0;
        long[] steps = new long[seconds.length];
        for (int i = 1; i < seconds.length; i++) {
            if (follows(i) && time(i) > time(i - 1)) {
                steps[count++] = time(i) - time(i - 1);
            }
        }
        return ShownInterval.of(Arrays.copyOf(steps, count));
    }
}

package correlate.index;

import correlate.model.Times;
import correlate.source.SocketKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The executions that left a trace, as columns of numbers, and the timelines made of them. Until {@link #freeze} it holds
 * their times and counters; then the timelines do, and it knows each one's place there.
 */
final class Scans {
    private static final int EVENTS = 1 << SocketKey.Form.EVENT.ordinal();
    private static final int TABLES = RowBlock.LISTENERS | RowBlock.SOCKETS;

    /** One query on one host, changes and snapshots apart. */
    record Query(int host, int query, boolean snapshots) {
        // Written out, here and below: what the compiler makes of a record is linked at run time, which costs a start 20 ms.
        @Override
        public boolean equals(Object other) {
            return other instanceof Query q && host == q.host && query == q.query && snapshots == q.snapshots;
        }

        @Override
        public int hashCode() {
            return (31 * host + query) * 2 + (snapshots ? 1 : 0);
        }
    }

    /** A query's executions under one epoch and with the same decorations. */
    private record Series(int timeline, long epoch, String decorations) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Series s && timeline == s.timeline && epoch == s.epoch
                    && Objects.equals(decorations, s.decorations);
        }

        @Override
        public int hashCode() {
            return (31 * timeline + Long.hashCode(epoch)) * 31 + Objects.hashCode(decorations);
        }
    }

    private final Names<Query> queries = new Names<>();
    private final Names<Series> series = new Names<>();
    private final IntColumn seriesOf = new IntColumn();
    /** Seconds since 1970, unsigned. */
    private IntColumn seconds = new IntColumn();
    private IntColumn counters = new IntColumn();
    private int[] lastOfSeries = new int[16];
    private int[] timelineOfSeries = new int[16];
    /** For each timeline what its executions are logged as: see {@link RowBlock#forms}. */
    private byte[] forms = new byte[16];
    /** For each timeline what its query is of, in the same bits. */
    private byte[] tables;
    private Timeline[] timelines;
    /** Which of its timeline's executions each one is. */
    private IntColumn places;

    /** The number under which executions of this query, epoch and decorations are added. */
    int series(Query query, long epoch, String decorations) {
        int timeline = queries.number(query);
        int s = series.number(new Series(timeline, epoch, decorations));
        if (s >= lastOfSeries.length) {
            lastOfSeries = Arrays.copyOf(lastOfSeries, 2 * s);
            timelineOfSeries = Arrays.copyOf(timelineOfSeries, 2 * s);
        }
        timelineOfSeries[s] = timeline;
        return s;
    }

    /** The number of an execution; rows of one execution mostly come one after the other, and then share it. */
    int add(int s, long time, long counter) {
        int last = lastOfSeries[s] - 1;
        int second = (int) (time / Times.SECOND);
        int count = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, counter));
        if (last >= 0 && seconds.get(last) == second && counters.get(last) == count) {
            return last;
        }
        seriesOf.add(s);
        seconds.add(second);
        counters.add(count);
        lastOfSeries[s] = seconds.size();
        return seconds.size() - 1;
    }

    /** Notes as what an execution is logged. */
    void logged(int scan, byte itsForms) {
        int timeline = timelineOf(scan);
        if (timeline >= forms.length) {
            forms = Arrays.copyOf(forms, 2 * timeline);
        }
        forms[timeline] |= itsForms;
    }

    /** Whether a query has rows of this form. */
    boolean logs(int timeline, SocketKey.Form form) {
        return (forms(timeline) & 1 << form.ordinal()) != 0;
    }

    /** Whether a query is one of socket tables, events included, once frozen: one that nowhere has such a row may be of anything. */
    boolean isOfSockets(int timeline) {
        return (tables[timeline] & TABLES) != 0;
    }

    /** Whether a query shows connected sockets as they are, once frozen: not only listeners, and no events. */
    boolean polls(int timeline) {
        return (tables[timeline] & (RowBlock.SOCKETS | EVENTS)) == RowBlock.SOCKETS;
    }

    /** What each query is of: as its rows on the host say or, where it has none, those on others. */
    private byte[] findTables() {
        Map<Integer, Integer> byName = new HashMap<>();
        Map<Query, Integer> byQuery = new HashMap<>();
        for (int t = 0; t < queries.size(); t++) {
            Query query = queries.value(t);
            byName.merge(query.query, (int) forms(t), (a, b) -> a | b);
            byQuery.merge(new Query(query.host, query.query, false), (int) forms(t), (a, b) -> a | b);
        }
        byte[] found = new byte[queries.size()];
        for (int t = 0; t < found.length; t++) {
            Query query = queries.value(t);
            int own = byQuery.get(new Query(query.host, query.query, false));
            found[t] = (byte) ((own & TABLES) != 0 ? own : byName.get(query.query));
        }
        return found;
    }

    private byte forms(int timeline) {
        return timeline < forms.length ? forms[timeline] : 0;
    }

    private int timelineOf(int scan) {
        return timelineOfSeries[seriesOf.get(scan)];
    }

    Query query(int scan) {
        return queries.value(timelineOf(scan));
    }

    long epoch(int scan) {
        return series.value(seriesOf.get(scan)).epoch;
    }

    String decorations(int scan) {
        return series.value(seriesOf.get(scan)).decorations;
    }

    /** unixTime in µs, once frozen. */
    long time(int scan) {
        return timelines[timelineOf(scan)].time(places.get(scan));
    }

    /** The counter, -1 if none is logged, once frozen. */
    long counter(int scan) {
        return timelines[timelineOf(scan)].counter(places.get(scan));
    }

    int timelines() {
        return queries.size();
    }

    Query queryOf(int timeline) {
        return queries.value(timeline);
    }

    Timeline timeline(int timeline) {
        return timelines[timeline];
    }

    /** The timeline of a query, or -1. */
    int find(Query query) {
        return queries.find(query);
    }

    /** How many bytes of heap its arrays and timelines take. */
    long bytes() {
        long bytes = seriesOf.bytes() + (places == null ? seconds.bytes() + counters.bytes() : places.bytes());
        for (int t = 0; timelines != null && t < timelines.length; t++) {
            bytes += timelines[t].bytes();
        }
        return bytes;
    }

    /** Builds the timelines, once all executions are known. */
    void freeze() {
        tables = findTables();
        int[] ends = new int[queries.size() + 1];
        for (int i = 0; i < seconds.size(); i++) {
            ends[timelineOf(i) + 1]++;
        }
        for (int t = 0; t < queries.size(); t++) {
            ends[t + 1] += ends[t];
        }
        int[] starts = ends.clone();
        int[] scans = new int[seconds.size()];
        for (int i = 0; i < scans.length; i++) {
            scans[ends[timelineOf(i)]++] = i;
        }
        places = new IntColumn();
        for (int i = 0; i < scans.length; i++) {
            places.add(0);
        }
        timelines = new Timeline[queries.size()];
        for (int t = 0; t < timelines.length; t++) {
            sort(scans, starts[t], starts[t + 1]);
            timelines[t] = build(t, scans, starts[t], starts[t + 1]);
        }
        seconds = null;
        counters = null;
    }

    /** A log is mostly in order as it comes; of several files each is. */
    private void sort(int[] scans, int from, int to) {
        int i = from + 1;
        while (i < to && compare(scans[i - 1], scans[i]) <= 0) {
            i++;
        }
        if (i == to) {
            return;
        }
        long[] keys = new long[to - from];
        for (int k = 0; k < keys.length; k++) {
            keys[k] = (seconds.get(scans[from + k]) & 0xffffffffL) << 31 | k;
        }
        Arrays.sort(keys);
        int[] before = Arrays.copyOfRange(scans, from, to);
        for (int k = 0; k < keys.length; k++) {
            int at = from + k;
            scans[at] = before[(int) keys[k] & 0x7fffffff];
            for (; at > from && compare(scans[at - 1], scans[at]) > 0; at--) {         // of one second
                int swap = scans[at];
                scans[at] = scans[at - 1];
                scans[at - 1] = swap;
            }
        }
    }

    private int compare(int a, int b) {
        int c = Integer.compareUnsigned(seconds.get(a), seconds.get(b));
        c = c != 0 ? c : Long.compare(epoch(a), epoch(b));
        return c != 0 ? c : Integer.compare(counters.get(a), counters.get(b));
    }

    private Timeline build(int timeline, int[] scans, int from, int to) {
        int[] times = new int[to - from];
        int[] counts = new int[times.length];
        long[] epochs = new long[times.length];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (i == from || compare(scans[i - 1], scans[i]) != 0) {
                times[count] = seconds.get(scans[i]);
                counts[count] = counters.get(scans[i]);
                epochs[count++] = epoch(scans[i]);
            }
            places.set(scans[i], count - 1);
        }
        return Timeline.ofSorted(Arrays.copyOf(times, count), Arrays.copyOf(epochs, count), Arrays.copyOf(counts, count),
                queries.value(timeline).snapshots, logs(timeline, SocketKey.Form.REMOVED), (forms(timeline) & RowBlock.BATCHED) != 0);
    }
}

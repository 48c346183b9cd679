package correlate.index;

import java.util.Arrays;

/** The executions that left a trace, as columns of numbers, and the timelines made of them. */
final class Scans {
    /** One query on one host, changes and snapshots apart. */
    record Query(int host, int query, boolean snapshots) {
    }

    /** A query's executions under one epoch and with the same decorations. */
    private record Series(int timeline, long epoch, String decorations) {
    }

    private final Names<Query> queries = new Names<>();
    private final Names<Series> series = new Names<>();
    private final IntColumn seriesOf = new IntColumn();
    /** Seconds since 1970, unsigned. */
    private final IntColumn seconds = new IntColumn();
    private final IntColumn counters = new IntColumn();
    private int[] lastOfSeries = new int[16];
    private boolean[] removals = new boolean[16];
    private Timeline[] timelines;

    /** The number of an execution; rows of one execution mostly come one after the other, and then share it. */
    int add(Query query, long epoch, String decorations, long time, long counter) {
        int timeline = queries.number(query);
        int s = series.number(new Series(timeline, epoch, decorations));
        if (s >= lastOfSeries.length) {
            lastOfSeries = Arrays.copyOf(lastOfSeries, 2 * s);
        }
        int last = lastOfSeries[s] - 1;
        int second = (int) (time / 1_000_000L);
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

    void removedLogged(int scan) {
        int timeline = series.value(seriesOf.get(scan)).timeline;
        if (timeline >= removals.length) {
            removals = Arrays.copyOf(removals, 2 * timeline);
        }
        removals[timeline] = true;
    }

    Query query(int scan) {
        return queries.value(series.value(seriesOf.get(scan)).timeline);
    }

    long epoch(int scan) {
        return series.value(seriesOf.get(scan)).epoch;
    }

    String decorations(int scan) {
        return series.value(seriesOf.get(scan)).decorations;
    }

    long time(int scan) {
        return (seconds.get(scan) & 0xffffffffL) * 1_000_000L;
    }

    long counter(int scan) {
        return counters.get(scan);
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

    /** Builds the timelines, once all executions are known. */
    void freeze() {
        int[] counts = new int[queries.size() + 1];
        for (int i = 0; i < seconds.size(); i++) {
            counts[series.value(seriesOf.get(i)).timeline + 1]++;
        }
        for (int t = 0; t < queries.size(); t++) {
            counts[t + 1] += counts[t];
        }
        int[] ends = counts.clone();
        int[] scans = new int[seconds.size()];
        for (int i = 0; i < scans.length; i++) {
            scans[ends[series.value(seriesOf.get(i)).timeline]++] = i;
        }
        timelines = new Timeline[queries.size()];
        for (int t = 0; t < timelines.length; t++) {
            timelines[t] = build(t, scans, counts[t], ends[t]);
        }
    }

    private Timeline build(int timeline, int[] scans, int from, int to) {
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = (seconds.get(scans[i]) & 0xffffffffL) << 31 | i - from;
        }
        Arrays.sort(keys);
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = scans[from + (int) (keys[i] & 0x7fffffff)];
            for (int j = i; j > 0 && after(sorted[j - 1], sorted[j]); j--) {
                int swap = sorted[j];
                sorted[j] = sorted[j - 1];
                sorted[j - 1] = swap;
            }
        }
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || !same(sorted[count - 1], sorted[i])) {
                sorted[count++] = sorted[i];
            }
        }
        long[] times = new long[count];
        long[] epochs = new long[count];
        int[] counts = new int[count];
        for (int i = 0; i < count; i++) {
            times[i] = time(sorted[i]);
            epochs[i] = epoch(sorted[i]);
            counts[i] = counters.get(sorted[i]);
        }
        return Timeline.ofSorted(times, epochs, counts, queries.value(timeline).snapshots,
                timeline < removals.length && removals[timeline]);
    }

    /** Of two executions in one second: whether the first comes after the second. */
    private boolean after(int a, int b) {
        if (!seconds(a, b)) {
            return false;
        }
        int byEpoch = Long.compare(epoch(a), epoch(b));
        return byEpoch != 0 ? byEpoch > 0 : counters.get(a) > counters.get(b);
    }

    private boolean seconds(int a, int b) {
        return seconds.get(a) == seconds.get(b);
    }

    private boolean same(int a, int b) {
        return seconds(a, b) && epoch(a) == epoch(b) && counters.get(a) == counters.get(b);
    }
}

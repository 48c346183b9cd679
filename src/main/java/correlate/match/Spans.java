package correlate.match;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;

/**
 * Spans of time as a balanced tree, so that those which meet a given span are found without looking at all: a tuple with
 * 20,000 sightings and 20,000 connections must not cost 400 million comparisons, not even if one of them never ends.
 */
final class Spans {
    /** The numbers of the items, sorted by their beginning; null if they came so. */
    private final int[] order;
    private final long[] from;
    private final long[] to;
    /** The latest end in the half of the tree whose middle is here. */
    private final long[] latest;
    /** Which of the spans up to here, in order, ends last. */
    private final int[] endsLast;

    /** The spans of these items, each longer at both ends by {@code more}. */
    <T> Spans(List<T> items, ToLongFunction<T> from, ToLongFunction<T> to, long more) {
        int size = items.size();
        this.from = new long[size];
        this.to = new long[size];
        this.latest = new long[size];
        this.endsLast = new int[size];
        boolean sorted = true;
        for (int i = 0; i < size; i++) {
            this.from[i] = from.applyAsLong(items.get(i)) - more;
            sorted &= i == 0 || this.from[i - 1] <= this.from[i];
        }
        order = sorted ? null : sort();
        for (int k = 0; k < size; k++) {
            this.to[k] = to.applyAsLong(items.get(item(k))) + more;
            endsLast[k] = k > 0 && this.to[endsLast[k - 1]] >= this.to[k] ? endsLast[k - 1] : k;
        }
        build(0, size - 1);
    }

    private int[] sort() {
        long[] unsorted = from.clone();
        Integer[] boxed = new Integer[unsorted.length];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, Comparator.comparingLong(i -> unsorted[i]));
        int[] sorted = new int[boxed.length];
        for (int k = 0; k < sorted.length; k++) {
            sorted[k] = boxed[k];
            from[k] = unsorted[sorted[k]];
        }
        return sorted;
    }

    private int item(int k) {
        return order == null ? k : order[k];
    }

    private long build(int low, int high) {
        if (low > high) {
            return Long.MIN_VALUE;
        }
        int middle = low + high >>> 1;
        return latest[middle] = Math.max(to[middle], Math.max(build(low, middle - 1), build(middle + 1, high)));
    }

    /**
     * Calls with the number of every item that meets {@code [start, end]}, in order of their beginnings, until told to stop.
     *
     * @param goOn whether to go on
     * @return how many items were looked at
     */
    int meeting(long start, long end, IntPredicate goOn) {
        Search search = new Search(start, end, goOn);
        search.in(0, from.length - 1);
        return search.looked;
    }

    private final class Search {
        private final long start;
        private final long end;
        private final IntPredicate goOn;
        private int looked;

        Search(long start, long end, IntPredicate goOn) {
            this.start = start;
            this.end = end;
            this.goOn = goOn;
        }

        /** Whether to go on. */
        boolean in(int low, int high) {
            int middle = low + high >>> 1;
            if (low > high || latest[middle] < start) {
                return true;
            }
            looked++;
            return in(low, middle - 1) && (from[middle] > end
                    || (to[middle] < start || goOn.test(item(middle))) && in(middle + 1, high));
        }
    }

    /** The item that ends last of those that begin by {@code end}, the first one of equals, or -1. */
    int lastBefore(long end) {
        int k = begunBy(end);
        return k == 0 ? -1 : item(endsLast[k - 1]);
    }

    /** The first item that begins after {@code end}, or -1. */
    int firstAfter(long end) {
        int k = begunBy(end);
        return k == from.length ? -1 : item(k);
    }

    /** How many begin by {@code end}. */
    private int begunBy(long end) {
        int low = 0;
        int high = from.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (from[middle] <= end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

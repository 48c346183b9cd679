package correlate.match;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Spans of time sorted by their beginning, so that those which meet a given span are found without looking at all: a tuple
 * with 20,000 sightings and 20,000 connections must not cost 400 million comparisons.
 */
final class Spans {
    private final int[] order;
    private final long[] from;
    private final long[] to;
    /** Which of the spans up to here, in order, ends last. */
    private final int[] endsLast;

    <T> Spans(List<T> items, ToLongFunction<T> from, ToLongFunction<T> to) {
        order = IntStream.range(0, items.size()).boxed()
                .sorted(Comparator.comparingLong(i -> from.applyAsLong(items.get(i)))).mapToInt(i -> i).toArray();
        this.from = new long[order.length];
        this.to = new long[order.length];
        endsLast = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            this.from[k] = from.applyAsLong(items.get(order[k]));
            this.to[k] = to.applyAsLong(items.get(order[k]));
            endsLast[k] = k > 0 && this.to[endsLast[k - 1]] >= this.to[k] ? endsLast[k - 1] : k;
        }
    }

    /** Calls with the number of every item that meets {@code [start, end]}. */
    void meeting(long start, long end, IntConsumer item) {
        for (int k = before(end); k >= 0 && to[endsLast[k]] >= start; k--) {
            if (to[k] >= start) {
                item.accept(order[k]);
            }
        }
    }

    /** The item that ends last of those that begin by {@code end}, or -1. */
    int lastBefore(long end) {
        int k = before(end);
        return k < 0 ? -1 : order[endsLast[k]];
    }

    /** The first item that begins after {@code end}, or -1. */
    int firstAfter(long end) {
        int k = before(end) + 1;
        return k < order.length ? order[k] : -1;
    }

    /** The last position whose span begins by {@code end}, or -1. */
    private int before(long end) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (from[middle] <= end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}

package correlate.index;

import correlate.model.Times;
import java.util.Arrays;

/**
 * How often a query runs, from the times between its logged executions. Executions that changed nothing leave no trace, so
 * these are multiples of the interval: the smallest that occurs often is taken, if at least nine in ten of all are near a
 * multiple.
 */
final class ShownInterval {
    private static final int FEWEST_STEPS = 4;
    /** Shorter intervals cannot be told from chance in whole seconds. */
    private static final long SHORTEST_SHOWN = 5 * Times.SECOND;
    /** Drift has blurred steps of more intervals than these. */
    private static final int MOST_INTERVALS = 12;

    private ShownInterval() {
    }

    /** The interval in µs, or 0 if these show none; {@code steps} are µs above 0, and are sorted by this. */
    static long of(long[] steps) {
        if (steps.length < FEWEST_STEPS) {
            return 0;
        }
        Arrays.sort(steps);
        int support = Math.max(FEWEST_STEPS, steps.length / 20);
        for (int i = 0; i + support <= steps.length; i++) {
            long step = steps[i];
            if (step >= SHORTEST_SHOWN && steps[i + support - 1] - step <= Math.max(2 * Times.SECOND, step / 20)) {
                long middle = steps[i + support / 2];
                return areMultiples(steps, middle) ? middle : 0;
            }
        }
        return 0;
    }

    private static boolean areMultiples(long[] steps, long unit) {
        int near = 0;
        int judged = 0;
        for (int i = 0; i < steps.length && steps[i] <= MOST_INTERVALS * unit; i++) {
            long off = Math.floorMod(steps[i] + unit / 2, unit) - unit / 2;
            judged++;
            near += Math.abs(off) <= Math.max(Times.SECOND, unit / 8) ? 1 : 0;
        }
        return judged >= FEWEST_STEPS && near * 10L >= judged * 9L;
    }
}

package correlate.report;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when a row has waited long enough in a buffer. */
final class Waiting {
    /** A reader in front of a terminal should not wonder whether anything happens. */
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanos;
    private long since;

    Waiting(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Whether half a second has passed since the last yes, or since {@link #restart}. */
    boolean isOver() {
        long now = nanos.getAsLong();
        if (now - since < LONG) {
            return false;
        }
        since = now;
        return true;
    }

    void restart() {
        since = nanos.getAsLong();
    }
}

package correlate.stream;

import java.time.Duration;

/** How often the stages look at the clock. Decisions rest on watermarks; the clock only says when to look. */
final class Ticks {
    static final Duration OFTEN = Duration.ofMillis(200);
    static final Duration RARELY = Duration.ofMinutes(5);
    /** An execution is complete when its query has sent no line for so long, in ms, or has gone on to the next. */
    static final long COMPLETE = 500;
    /** Rows that come within so many ms are judged together; longer, so that an execution is complete before its rows are judged. */
    static final long TOGETHER = 1000;
    /** A source partition that brings nothing new for so long, in ms, holds nobody up. */
    static final long IDLE = 30_000;

    private Ticks() {
    }
}

package correlate.stream;

import java.time.Duration;

/** How often the stages look at the clock. Decisions rest on watermarks; the clock only says when to look. */
final class Ticks {
    static final Duration OFTEN = Duration.ofMillis(200);
    static final Duration RARELY = Duration.ofMinutes(5);
    /** A source partition that brings nothing new for so long, in ms, holds nobody up. */
    static final long IDLE = 30_000;

    private Ticks() {
    }
}

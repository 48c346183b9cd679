package correlate.stream;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A wait for another process: goes on as long as that makes progress, and ends with words on what has not come. */
final class Patience {
    /** Longer than any of the program's timers, and than a start of it on a busy machine; {@code -Dpatience.seconds} for a busier one. */
    static final Duration LIMIT = Duration.ofSeconds(Long.getLong("patience.seconds", 120));
    private static final int EXAMPLES = 5;

    private final Supplier<String> state;
    private long since = System.nanoTime();

    /**
     * A wait that begins now.
     *
     * @param state in words, what has not come
     */
    Patience(Supplier<String> state) {
        this.state = state;
    }

    /** Something has come. */
    void progress() {
        since = System.nanoTime();
    }

    /** Fails if nothing has come for too long. */
    void check() {
        if (System.nanoTime() - since > LIMIT.toNanos()) {
            fail("no progress for " + LIMIT.toSeconds() + " s; " + state.get());
        }
    }

    /** How many these are, and the first few of them. */
    static String some(String what, Collection<String> these) {
        return "%n%,d %s%s".formatted(these.size(), what,
                new TreeSet<>(these).stream().limit(EXAMPLES).collect(Collectors.joining("\n  ", these.isEmpty() ? "" : ":\n  ", "")));
    }
}

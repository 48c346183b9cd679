package correlate.changelog;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The changelog itself: one value a key, from the words of all sources. A key is gone when the last source says so; where
 * several sources show a holder, the newest word counts. Remembers only keys that are held.
 */
public final class PortTable {
    private final PortState state;
    private final Consumer<PortChange> changes;

    /** A table whose memory is the state, which is nobody else's. */
    public PortTable(PortState state, Consumer<PortChange> changes) {
        this.state = state;
        this.changes = changes;
    }

    /**
     * A source's newest word on a key.
     *
     * @param time of the execution that showed it, µs since 1970
     * @param source the host and query
     */
    public void accept(long time, String source, String key, PortCell word) {
        PortHolders before = state.holders(key);
        PortHolders now = before.with(source, word.value() == null ? null : word);
        if (!now.equals(before)) {
            state.put(key, now);
        }
        // A source says once that nobody holds a key, even if it never said who did.
        if (!Objects.equals(before.value(), now.value()) || before.isEmpty() && now.isEmpty()) {
            changes.accept(new PortChange(time, key, now.value()));
        }
    }
}

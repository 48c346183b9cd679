package correlate.changelog;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The changelog itself: one value a key, from the words of all sources. A key is gone when the last source says so; where
 * several sources show a holder, the newest word counts. A key that is held no more is remembered, so that it is said once.
 */
public final class PortTable {
    private static final PortHolders CLOSED = PortHolders.NONE.with("", new PortCell(0, 0, 0, null));

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
        PortHolders now = before.with("", null).with(source, word.value() == null ? null : word);
        if (now.isEmpty()) {
            now = CLOSED;
        }
        if (!now.equals(before)) {
            state.put(key, now);
        }
        if (before.isEmpty() || !Objects.equals(before.value(), now.value())) {
            changes.accept(new PortChange(time, key, now.value()));
        }
    }
}

package correlate.changelog;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The changelog itself: one value a key, from the words of all sources. A key is gone when the last source says so; where
 * several sources show a holder, the newest word counts. A key that is held no more is remembered until
 * {@link #forget}, so that it is said once.
 */
public final class PortTable {
    /** Whose word it is that nobody holds the key. */
    private static final String NOBODY = "";

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
        PortHolders now = before.with(NOBODY, null).with(source, word.value() == null ? null : word);
        if (now.isEmpty()) {
            now = now.with(NOBODY, word);
        }
        if (!now.equals(before)) {
            state.put(key, now);
        }
        if (before.isEmpty() || !Objects.equals(before.value(), now.value())) {
            changes.accept(new PortChange(time, key, now.value()));
        }
    }

    /** Forgets which keys closed more than {@code retain} µs before the newest word; another removal would then be said again. */
    public void forget(long retain) {
        long[] newest = {Long.MIN_VALUE};
        state.visit((key, holders) -> holders.all().forEach(holder -> newest[0] = Math.max(newest[0], holder.cell().time())));
        if (newest[0] != Long.MIN_VALUE) {
            state.forget(newest[0] - retain);
        }
    }
}

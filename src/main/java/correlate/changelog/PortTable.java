package correlate.changelog;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The changelog itself: one value a key, from the words of all sources. A key is gone when the last source says so; where
 * several sources show a holder, the newest word counts.
 *
 * <p>Names in the state: {@code S} key, source: a holder that the source shows; {@code V} key: what was said last.
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
        state.put("S\0" + key + '\0' + source, word.value() == null ? null : word);
        PortCell holder = newest(state, "S\0" + key + '\0');
        PortCell now = holder != null ? holder : word.with(null);
        PortCell said = state.get("V\0" + key);
        if (said == null || !Objects.equals(said.value(), now.value())) {
            state.put("V\0" + key, now);
            changes.accept(new PortChange(time, key, now.value()));
        }
    }

    /** The newest cell that holds a value, the first by name where several are as new; null if none does. */
    static PortCell newest(PortState state, String prefix) {
        PortCell[] best = new PortCell[1];
        state.scan(prefix, (name, cell) -> {
            if (cell.value() != null && (best[0] == null || best[0].compareTime(cell) < 0)) {
                best[0] = cell;
            }
        });
        return best[0];
    }
}

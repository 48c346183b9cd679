package correlate.changelog;

import correlate.model.Times;
import java.util.Objects;

/**
 * What one host and query says of its sockets. Rows may come in any order: of every holder of a key the newest row counts,
 * and what an execution leaves out that restates everything has closed. Changes are said once an execution is complete, so
 * that a changed column (removed and added in one batch) is one value and not a tombstone before it.
 *
 * <p>Names in the state: {@code O} key, owner: the newest row of that holder; {@code V} key: what was said last; {@code D}
 * key: something changed since; {@code F}: the newest restating execution; {@code E}: the newest that begins an epoch;
 * {@code P}: the newest execution. The value of F and E is set while what they close is still to be swept.
 */
public final class PortLog {
    private static final String UNSWEPT = "unswept";

    private final PortState state;
    private final long retain;
    private final PortSink sink;

    /**
     * A log whose memory is the state, which is nobody else's.
     *
     * @param retain µs after which {@link #forget} forgets closed sockets; rows that come later than that are dropped, for
     *     they could open anew what has closed
     */
    public PortLog(PortState state, long retain, PortSink sink) {
        this.state = state;
        this.retain = retain;
        this.sink = sink;
    }

    /** A log that forgets nothing. */
    public PortLog(PortState state, PortSink sink) {
        this(state, Times.AFTER_ALL, sink);
    }

    /** An execution was logged; settles the one before it. Needed where it has no rows, harmless otherwise. */
    public void accept(PortBatch batch) {
        PortCell now = PortCell.of(batch, null);
        PortCell newest = state.get("P");
        if (newest == null || newest.compareTime(now) < 0) {
            settle();
            state.put("P", now);
        }
        if (batch.restates()) {
            raise("F", now);
        }
        if (batch.beginsEpoch()) {
            raise("E", now);
        }
    }

    private void raise(String name, PortCell to) {
        PortCell from = state.get(name);
        if (from == null || from.compareTime(to) < 0) {
            state.put(name, to.with(UNSWEPT));
        }
    }

    /** A row of an execution. */
    public void accept(PortRow row) {
        accept(row.batch());
        PortCell cell = PortCell.of(row.batch(), row.removed() ? null : row.value());
        if (cell.time() < horizon() || isClosed(cell, state.get("F"), state.get("E"))) {
            return;
        }
        String name = "O\0" + row.key() + '\0' + row.owner();
        PortCell known = state.get(name);
        if (known == null || known.isBefore(cell)) {
            state.put(name, cell);
            state.put("D\0" + row.key(), cell);
        }
    }

    private static boolean isClosed(PortCell cell, PortCell restated, PortCell epoch) {
        return restated != null && cell.compareTime(restated) < 0
                || epoch != null && cell.epoch() != epoch.epoch() && cell.compareTime(epoch) < 0;
    }

    /** Says what has changed: at the end of the input, or when no more rows of the newest execution are expected. */
    public void settle() {
        sweep();
        PortCell newest = state.get("P");
        state.scan("D\0", (name, cell) -> {
            state.put(name, null);
            say(name.substring(2), newest);
        });
    }

    private void sweep() {
        PortCell restated = state.get("F");
        PortCell epoch = state.get("E");
        if (isUnswept(restated) || isUnswept(epoch)) {
            state.scan("O\0", (name, cell) -> {
                if (isClosed(cell, restated, epoch)) {
                    state.put(name, null);
                    state.put("D\0" + name.substring(2, name.lastIndexOf('\0')), cell);
                }
            });
            swept("F", restated);
            swept("E", epoch);
        }
    }

    private static boolean isUnswept(PortCell cell) {
        return cell != null && cell.value() != null;
    }

    private void swept(String name, PortCell cell) {
        if (isUnswept(cell)) {
            state.put(name, cell.with(null));
        }
    }

    private void say(String key, PortCell newest) {
        PortCell holder = PortTable.newest(state, "O\0" + key + '\0');
        PortCell word = holder != null ? holder : newest.with(null);
        PortCell said = state.get("V\0" + key);
        if (said == null || !Objects.equals(said.value(), word.value())) {
            state.put("V\0" + key, word);
            sink.say(key, word);
        }
    }

    private long horizon() {
        return state.get("P").time() - retain;
    }

    /** Forgets what closed so long before the newest execution that rows about it are dropped. */
    public void forget() {
        long horizon = horizon();
        for (String prefix : new String[] {"O\0", "V\0"}) {
            state.scan(prefix, (name, cell) -> {
                if (cell.value() == null && cell.time() < horizon) {
                    state.put(name, null);
                }
            });
        }
    }
}

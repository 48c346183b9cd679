package correlate.changelog;

import correlate.model.Times;
import java.util.Objects;

/**
 * What one host and query says of its sockets. Rows may come in any order: of every holder of a key the newest row counts,
 * and what an execution leaves out that restates everything has closed. Changes are said once an execution is complete, so
 * that a changed column (removed and added in one batch) is one value and not a tombstone before it.
 *
 * <p>Marks in the state: {@code F}: the newest restating execution; {@code E}: the newest that begins an epoch; {@code P}: the
 * newest execution. The value of F and E is set while what they close is still to be swept. All that a log knows is in the state,
 * what it has yet to say too.
 */
public final class PortLog {
    private static final String UNSWEPT = "unswept";
    /** What was said of a key if not a value. */
    private static final String CLOSED = "closed";
    private static final String NOTHING = "";

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
        PortCell newest = state.mark("P");
        if (newest == null || newest.compareTime(now) < 0) {
            settle();
            state.mark("P", now);
        }
        if (batch.restates()) {
            raise("F", now);
        }
        if (batch.beginsEpoch()) {
            raise("E", now);
        }
    }

    private void raise(String name, PortCell to) {
        PortCell from = state.mark(name);
        if (from == null || from.compareTime(to) < 0) {
            state.mark(name, to.with(UNSWEPT));
        }
    }

    /** A row of an execution. */
    public void accept(PortRow row) {
        accept(row.batch());
        PortCell cell = PortCell.of(row.batch(), row.removed() ? null : row.value());
        if (cell.time() < horizon() || isClosed(cell, state.mark("F"), state.mark("E"))) {
            return;
        }
        PortHolders holders = state.holders(row.key());
        PortCell known = holders.of(row.owner());
        if (known == null || known.isBefore(cell)) {
            change(row.key(), holders, holders.with(row.owner(), cell));
        }
    }

    private void change(String key, PortHolders from, PortHolders to) {
        state.changed(key, from.isEmpty() ? NOTHING : word(from));
        state.put(key, to);
    }

    private static boolean isClosed(PortCell cell, PortCell restated, PortCell epoch) {
        return restated != null && cell.compareTime(restated) < 0
                || epoch != null && cell.epoch() != epoch.epoch() && cell.compareTime(epoch) < 0;
    }

    /** Says what has changed: at the end of the input, or when no more rows of the newest execution are expected. */
    public void settle() {
        sweep();
        for (String key : state.changed()) {
            PortHolders holders = state.holders(key);
            if (!state.before(key).equals(word(holders))) {
                PortCell holder = holders.newest();
                sink.say(key, holder != null ? holder : state.mark("P").with(null));
            }
        }
        state.said();
    }

    private static String word(PortHolders holders) {
        return Objects.requireNonNullElse(holders.value(), CLOSED);
    }

    private void sweep() {
        PortCell restated = state.mark("F");
        PortCell epoch = state.mark("E");
        if (isUnswept(restated) || isUnswept(epoch)) {
            state.visit((key, holders) -> {
                PortHolders swept = holders;
                for (PortHolders.Holder holder : holders.all()) {
                    if (holder.cell().value() != null && isClosed(holder.cell(), restated, epoch)) {
                        swept = swept.with(holder.name(), holder.cell().with(null));
                    }
                }
                if (swept != holders) {
                    change(key, holders, swept);
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
            state.mark(name, cell.with(null));
        }
    }

    private long horizon() {
        return state.mark("P").time() - retain;
    }

    /** Forgets what closed so long before the newest execution that rows about it are dropped. */
    public void forget() {
        state.forget(horizon());
    }
}

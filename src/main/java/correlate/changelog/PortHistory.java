package correlate.changelog;

import correlate.model.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The changelog of logs that lie there whole: takes rows in any order, keeps them, and replays them by time. Its memory
 * follows the number of rows.
 */
public final class PortHistory {
    private static final Comparator<PortBatch> ORDER = Comparator.comparingLong(PortBatch::time)
            .thenComparing(PortBatch::host).thenComparing(PortBatch::query)
            .thenComparingLong(PortBatch::counter).thenComparingLong(PortBatch::epoch).thenComparing(PortBatch::snapshot);

    private final Map<PortBatch, List<PortRow>> batches = new TreeMap<>(ORDER);

    /** Adds an execution, which may have no rows. */
    public void add(PortBatch batch) {
        batches.computeIfAbsent(batch, b -> new ArrayList<>(1));
    }

    /** Adds a row of an execution. */
    public void add(PortRow row) {
        batches.computeIfAbsent(row.batch(), b -> new ArrayList<>(1)).add(row);
    }

    /**
     * Gives the changes in the order of time; those of one execution in the order of their keys.
     *
     * @param until the last time to replay, µs since 1970; {@link Times#AFTER_ALL} for everything
     */
    public void replay(long until, Consumer<PortChange> changes) {
        PortTable table = new PortTable(new MapState(), changes);
        Map<String, PortLog> logs = new HashMap<>();
        long[] now = new long[1];
        for (Map.Entry<PortBatch, List<PortRow>> entry : batches.entrySet()) {
            PortBatch batch = entry.getKey();
            if (batch.time() > until) {
                break;
            }
            now[0] = batch.time();
            String source = batch.host() + '\0' + batch.query();
            PortLog log = logs.computeIfAbsent(source, s -> new PortLog(new MapState(),
                    (key, word) -> table.accept(now[0], s, key, word)));
            log.accept(batch);
            entry.getValue().forEach(log::accept);
            log.settle();
        }
    }

    /** What is held at a time, by key: who held which port then. */
    public Map<String, PortChange> table(long at) {
        Map<String, PortChange> table = new TreeMap<>();
        replay(at, change -> {
            if (change.value() == null) {
                table.remove(change.key());
            } else {
                table.put(change.key(), change);
            }
        });
        return table;
    }
}

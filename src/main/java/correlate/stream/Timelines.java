package correlate.stream;

import correlate.index.Schedule;
import correlate.index.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The timelines of all queries, in a state store: which executions left a trace, whether removals and empty runs are logged,
 * and how often the query runs.
 */
final class Timelines {
    private static final byte RUN = 0;
    private static final byte REMOVALS = 1;
    private static final byte INTERVAL = 2;
    private static final byte EMPTY_RUNS = 3;
    /** The share of the heap that those of all partitions of one stage may take. */
    private static final int SHARE = 16;
    private static final int BYTES_AN_EXECUTION = 8;

    /** A timeline that is built, and what has come since. */
    private static final class Held {
        private Timeline timeline;
        private final List<Timeline.Scan> fresh = new ArrayList<>();
        private boolean removals;
        private boolean emptyRuns;

        int size() {
            return timeline.size() + fresh.size();
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Intervals given;
    /** So many executions are held built; other timelines are built from the store when a connection asks. */
    private final long most;
    private final Map<Query, Held> held = new LinkedHashMap<>(16, 0.75f, true);
    private long executions;
    private final Map<String, Map<Query, Long>> shown = new HashMap<>();
    /** The middle one of those, by name of the query. */
    private final Map<String, Schedule> usual = new HashMap<>();

    /** Those of one of so many partitions. */
    Timelines(KeyValueStore<Bytes, byte[]> store, Intervals given, int partitions) {
        this.store = store;
        this.given = given;
        this.most = Runtime.getRuntime().maxMemory() / SHARE / BYTES_AN_EXECUTION / partitions;
        try (KeyValueIterator<Bytes, byte[]> all = scan(new byte[] {INTERVAL})) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                Wire.Reader key = new Wire.Reader(entry.key.get());
                key.number();
                remember(Query.read(key), interval(entry.value));
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> scan(byte[] prefix) {
        return Stores.scan(store, prefix);
    }

    private static Wire key(byte kind, Query query) {
        return query.write(new Wire().number(kind));
    }

    /** Adds an execution; false if it was known. */
    boolean add(Run run) {
        Bytes key = Bytes.wrap(key(RUN, run.query()).sorted(run.time()).sorted(run.epoch()).sorted(run.counter()).toBytes());
        if (store.get(key) != null) {
            return false;
        }
        store.put(key, new byte[0]);
        if (run.batched()) {
            store.putIfAbsent(Bytes.wrap(key(EMPTY_RUNS, run.query()).toBytes()), new byte[0]);
        }
        Held known = held.get(run.query());
        if (known != null) {
            known.fresh.add(run.scan());
            known.emptyRuns |= run.batched();
            executions++;
        }
        return true;
    }

    /** Notes that removed rows of this query are logged; false if that was known. */
    boolean removalsLogged(Query query) {
        Bytes key = Bytes.wrap(key(REMOVALS, query).toBytes());
        if (store.get(key) != null) {
            return false;
        }
        store.put(key, new byte[0]);
        Held known = held.get(query);
        if (known != null) {
            known.removals = true;
        }
        return true;
    }

    /** The executions that are known of a query. */
    Timeline of(Query query) {
        Held known = held(query);
        if (!known.fresh.isEmpty() || known.removals != known.timeline.logsRemovals()) {
            known.timeline = known.timeline.with(known.fresh, known.removals, known.emptyRuns);
            known.fresh.clear();
        }
        return known.timeline;
    }

    private Held held(Query query) {
        Held known = held.get(query);
        if (known == null) {
            known = new Held();
            known.timeline = build(query);
            known.removals = known.timeline.logsRemovals();
            known.emptyRuns = known.timeline.logsEmptyRuns();
            held.put(query, known);
            executions += known.size();
            Iterator<Held> eldest = held.values().iterator();
            while (executions > most && held.size() > 1) {
                executions -= eldest.next().size();
                eldest.remove();
            }
        }
        return known;
    }

    private Timeline build(Query query) {
        byte[] prefix = key(RUN, query).toBytes();
        List<Timeline.Scan> scans = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> runs = scan(prefix)) {
            while (runs.hasNext()) {
                Wire.Reader in = new Wire.Reader(runs.next().key.get());
                in.raw(prefix.length);
                scans.add(new Timeline.Scan(in.sorted(), in.sorted(), in.sorted()));
            }
        }
        return Timeline.of(scans, query.snapshots(), store.get(Bytes.wrap(key(REMOVALS, query).toBytes())) != null,
                store.get(Bytes.wrap(key(EMPTY_RUNS, query).toBytes())) != null);
    }

    /** How often a query runs: as a person said, else as its own executions show, else as those on other hosts do. */
    Schedule schedule(Query query) {
        long interval = given.of(query.name());
        if (interval > 0) {
            return new Schedule(interval, true);
        }
        Map<Query, Long> known = shown.getOrDefault(query.name(), Map.of());
        Long own = known.get(query);
        return own != null ? new Schedule(own, false) : known.isEmpty() ? Schedule.UNKNOWN
                : usual.computeIfAbsent(query.name(), name -> new Schedule(
                        known.values().stream().sorted().skip(known.size() / 2).findFirst().orElseThrow(), false));
    }

    /** How often the query's own executions show that it runs, in µs; looks anew whenever they are a quarter more than when it last did. */
    long shownInterval(Query query) {
        Bytes key = Bytes.wrap(key(INTERVAL, query).toBytes());
        byte[] before = store.get(key);
        int judged = before == null ? 0 : (int) new Wire.Reader(before).varying();
        int size = held(query).size();
        if (size < judged + Math.max(1, judged / 4)) {
            return interval(before);
        }
        long interval = of(query).shownInterval();
        store.put(key, new Wire().varying(size).varying(interval).toBytes());
        remember(query, interval);
        return interval;
    }

    /** Takes what another stage was shown; false if that was known. */
    boolean showInterval(Query query, long interval) {
        Bytes key = Bytes.wrap(key(INTERVAL, query).toBytes());
        byte[] before = store.get(key);
        if (interval == (before == null ? 0 : interval(before))) {
            return false;
        }
        store.put(key, new Wire().varying(0).varying(interval).toBytes());
        remember(query, interval);
        return true;
    }

    private static long interval(byte[] value) {
        Wire.Reader in = new Wire.Reader(value);
        in.varying();
        return in.varying();
    }

    private void remember(Query query, long interval) {
        usual.remove(query.name());
        Map<Query, Long> known = shown.computeIfAbsent(query.name(), name -> new HashMap<>());
        if (interval > 0) {
            known.put(query, interval);
        } else {
            known.remove(query);
        }
    }

    /** Forgets executions so long, in µs, before the newest of their query. */
    void forget(long retain) {
        List<Bytes> old = new ArrayList<>();
        List<KeyValue<Long, Bytes>> ofQuery = new ArrayList<>();
        Query last = null;
        try (KeyValueIterator<Bytes, byte[]> all = scan(new byte[] {RUN})) {
            while (all.hasNext()) {
                Bytes key = all.next().key;
                Wire.Reader in = new Wire.Reader(key.get());
                in.number();
                Query query = Query.read(in);
                if (!query.equals(last)) {
                    addOld(ofQuery, retain, old);
                    ofQuery.clear();
                    last = query;
                }
                ofQuery.add(KeyValue.pair(in.sorted(), key));
            }
        }
        addOld(ofQuery, retain, old);
        if (!old.isEmpty()) {
            old.forEach(store::delete);
            held.clear();
            executions = 0;
        }
    }

    private static void addOld(List<KeyValue<Long, Bytes>> runs, long retain, List<Bytes> old) {
        for (KeyValue<Long, Bytes> run : runs) {
            if (run.key < runs.get(runs.size() - 1).key - retain) {
                old.add(run.value);
            }
        }
    }
}

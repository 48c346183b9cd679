package correlate.stream;

import correlate.changelog.PortCell;
import correlate.changelog.PortLog;
import correlate.model.Times;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds the timeline of each query of each host: sends each socket row at once to its Community ID, and every execution, once
 * its rows have been sent, to all partitions of the next stage. Keeps the port log of each query too, and then sends on what
 * changed in it.
 */
final class HostStage extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    /** Its state stores. */
    static final String TIMELINES = "host-timelines";
    static final String PORTS = "host-ports";
    static final String PROGRESS = "host-progress";

    private static final Bytes WATERMARK = Bytes.wrap(new byte[] {0});
    private static final byte OPEN = 1;
    private static final byte PORT_LOG = 2;
    /** So many port logs are held open; of each only what has changed and its newest executions. */
    private static final int HELD = 10_000;
    /** A message of executions has at most so many. */
    private static final int RUNS = 1000;

    /** The executions of a query that may not be complete: whether the next stage needs to be told, and whether they removed. */
    private static final class Open {
        private record What(boolean news, boolean removal) {
        }

        private final Map<Run, What> runs = new LinkedHashMap<>();
        private long touched;
        private long newest = Long.MIN_VALUE;
    }

    private final StreamSettings settings;
    private Watermark watermark;
    private final Map<Query, Open> open = new LinkedHashMap<>();
    private final Map<Query, PortLog> portLogs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Query, PortLog> eldest) {
            return size() > HELD && !open.containsKey(eldest.getKey());
        }
    };
    private Timelines timelines;
    private KeyValueStore<Bytes, byte[]> ports;
    private KeyValueStore<Bytes, byte[]> progress;
    private long told;
    private long stamp;

    HostStage(StreamSettings settings) {
        this.settings = settings;
    }

    /** Called anew, on the same object, when a transaction was aborted: nothing may be left of what was not committed. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        open.clear();
        portLogs.clear();
        told = Watermark.NONE;
        watermark = new Watermark(Ticks.IDLE, 1);
        timelines = new Timelines(context.getStateStore(TIMELINES), Intervals.NONE, settings.partitions());
        ports = context.getStateStore(PORTS);
        progress = context.getStateStore(PROGRESS);
        byte[] marks = progress.get(WATERMARK);
        if (marks != null) {
            watermark.restore(marks, context.currentSystemTimeMs());
        }
        recover(context.currentSystemTimeMs());
        context.schedule(Ticks.OFTEN, PunctuationType.WALL_CLOCK_TIME, this::tick);
        context.schedule(Ticks.RARELY, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    private void recover(long now) {
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(ports, new byte[] {OPEN})) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                Wire.Reader key = new Wire.Reader(entry.key.get());
                key.number();
                Wire.Reader value = new Wire.Reader(entry.value);
                note(Run.read(key), new Open.What(value.flag(), value.flag()), now);
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        stamp = message.timestamp();
        Wire.Reader in = new Wire.Reader(message.value());
        switch (in.number()) {
            case Message.WATERMARK -> {
                watermark.tell((int) in.varying(), in.varying(), context().currentSystemTimeMs());
                progress.put(WATERMARK, watermark.toBytes());
            }
            case Message.BATCH -> batch(HostBatch.read(in), message);
            default -> throw new IllegalStateException("unknown message " + message.value()[0]);
        }
    }

    private void batch(HostBatch batch, Record<byte[], byte[]> message) {
        Run run = batch.run();
        boolean removal = batch.hasRemoved();
        boolean news = timelines.add(run) | (removal && timelines.removalsLogged(run.query()));
        note(run, new Open.What(news, removal), context().currentSystemTimeMs());
        PortLog log = portLog(run.query());
        log.accept(run.batch());
        for (HostRow row : batch.rows()) {
            if (!row.ids().isEmpty()) {
                byte[] socket = row.socket().write(run.write(new Wire().number(Message.SOCKET))).toBytes();
                row.ids().forEach(id -> context().forward(message.withKey(id).withValue(Outgoing.toIds(socket))));
            }
            if (row.portKey() != null) {
                log.accept(row.port());
            }
        }
    }

    private void note(Run run, Open.What what, long now) {
        Open of = open.computeIfAbsent(run.query(), query -> new Open());
        Open.What before = of.runs.get(run);
        Open.What both = before == null ? what : new Open.What(what.news || before.news, what.removal || before.removal);
        if (!both.equals(before)) {
            of.runs.put(run, both);
            ports.put(key(run), new Wire().flag(both.news).flag(both.removal).toBytes());
        }
        of.touched = now;
        of.newest = Math.max(of.newest, run.time());
    }

    private static Bytes key(Run run) {
        return Bytes.wrap(run.write(new Wire().number(OPEN)).toBytes());
    }

    private PortLog portLog(Query query) {
        return portLogs.computeIfAbsent(query, q -> {
            StoredPorts state = new StoredPorts(ports, q.write(new Wire().number(PORT_LOG)).toBytes());
            return new PortLog(state, settings.retainMicros(), (key, cell) -> said(q, key, cell));
        });
    }

    private void said(Query query, String key, PortCell cell) {
        byte[] word = StoredPorts.writeCell(query.write(new Wire()), cell).toBytes();
        context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), Outgoing.toPorts(word), stamp));
    }

    private void tick(long now) {
        stamp = now;
        settle(now);
        long at = watermark.at(now);
        for (Open of : open.values()) {                         // an execution that is yet to be sent on holds it up
            for (Run run : of.runs.keySet()) {
                at = run.time() > told ? Math.min(at, run.time() - Times.SECOND) : at;
            }
        }
        if (at != Watermark.NONE && (told == Watermark.NONE || at >= told + Times.SECOND)) {
            told = at;
            context().forward(new Record<>(new byte[0], Outgoing.toIds(Message.watermark(context().taskId().partition(), at)),
                    LogTime.clamped(at, now)));
        }
    }

    /** Sends on the executions that are complete, and what they have changed in the ports. */
    private void settle(long now) {
        Map<Run, Open.What> complete = new LinkedHashMap<>();
        open.entrySet().removeIf(entry -> {
            Open of = entry.getValue();
            boolean quiet = now - of.touched >= Ticks.COMPLETE;
            if (quiet) {
                portLog(entry.getKey()).settle();
            }
            of.runs.entrySet().removeIf(run -> {
                boolean done = quiet || run.getKey().time() < of.newest;
                if (done) {
                    complete.put(run.getKey(), run.getValue());
                }
                return done;
            });
            return quiet;
        });
        complete.keySet().forEach(run -> ports.delete(key(run)));
        complete.values().removeIf(what -> !what.news);
        Wire wire = new Wire().number(Message.RUNS);
        int count = 0;
        for (Map.Entry<Run, Open.What> run : complete.entrySet()) {
            run.getKey().write(wire).flag(run.getValue().removal).varying(timelines.shownInterval(run.getKey().query()));
            if (++count == RUNS) {
                broadcast(wire);
                wire = new Wire().number(Message.RUNS);
                count = 0;
            }
        }
        if (count > 0) {
            broadcast(wire);
        }
    }

    private void broadcast(Wire runs) {
        context().forward(new Record<>(new byte[0], Outgoing.toIds(runs.toBytes()), stamp));
    }

    private void forget(long now) {
        timelines.forget(Math.max(settings.retainMicros(), GroupJudge.GONE));
        Set<Query> queries = new LinkedHashSet<>();
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(ports, new byte[] {PORT_LOG})) {
            while (all.hasNext()) {
                Wire.Reader in = new Wire.Reader(all.next().key.get());
                in.number();
                queries.add(Query.read(in));
            }
        }
        queries.forEach(query -> portLog(query).forget());
    }
}

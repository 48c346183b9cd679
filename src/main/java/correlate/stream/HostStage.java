package correlate.stream;

import correlate.changelog.PortBatch;
import correlate.changelog.PortLog;
import correlate.changelog.PortRow;
import correlate.index.SocketRow;
import correlate.model.Times;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Holds the timeline of each query of each host: sends every execution once to all partitions of the next stage, and each
 * socket row to its Community ID. Keeps the port log of each query too, and sends on what changes in it.
 */
final class HostStage extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    /** Its state stores. */
    static final String TIMELINES = "host-timelines";
    static final String PORTS = "host-ports";
    static final String PROGRESS = "host-progress";

    private static final Bytes WATERMARK = Bytes.wrap(new byte[] {0});
    private static final byte UNSETTLED = 1;
    private static final byte PORT_LOG = 2;

    private final long retain;
    private final Watermark watermark = new Watermark(Ticks.IDLE, 1);
    private Timelines timelines;
    private KeyValueStore<Bytes, byte[]> ports;
    private KeyValueStore<Bytes, byte[]> progress;
    private long told = Watermark.NONE;

    HostStage(StreamSettings settings) {
        this.retain = settings.retain().toMillis() * 1000;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        timelines = new Timelines(context.getStateStore(TIMELINES), Intervals.NONE);
        ports = context.getStateStore(PORTS);
        progress = context.getStateStore(PROGRESS);
        byte[] marks = progress.get(WATERMARK);
        if (marks != null) {
            watermark.restore(marks);
        }
        context.schedule(Ticks.OFTEN, PunctuationType.WALL_CLOCK_TIME, this::tick);
        context.schedule(Ticks.RARELY, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Wire.Reader in = new Wire.Reader(message.value());
        switch (in.number()) {
            case Message.WATERMARK -> {
                watermark.tell((int) in.varying(), in.varying(), context().currentSystemTimeMs());
                progress.put(WATERMARK, watermark.toBytes());
            }
            case Message.RUN -> ran(Run.read(in), false, message);
            case Message.SOCKET -> socket(HostRow.read(in), message);
            default -> throw new IllegalStateException("unknown message " + message.value()[0]);
        }
    }

    private void ran(Run run, boolean removal, Record<byte[], byte[]> message) {
        if (timelines.add(run) | (removal && timelines.removalsLogged(run.query()))) {
            context().forward(message.withKey(new byte[0]).withValue(Outgoing.toIds(
                    run.write(new Wire().number(Message.RUN)).flag(removal).toBytes())));
        }
        PortBatch batch = batch(run);
        portLog(run.query(), message.timestamp()).accept(batch);
        ports.put(Bytes.wrap(run.query().write(new Wire().number(UNSETTLED)).toBytes()), new byte[0]);
    }

    private static PortBatch batch(Run run) {
        return new PortBatch(run.query().host(), run.query().name(), run.time(), run.epoch(), run.counter(),
                run.query().snapshots());
    }

    private void socket(HostRow row, Record<byte[], byte[]> message) {
        Run run = row.run();
        ran(run, row.change() == SocketRow.Change.REMOVED, message);
        for (byte[] id : row.ids()) {
            context().forward(message.withKey(id).withValue(Outgoing.toIds(
                    row.socket().write(new Wire().number(Message.SOCKET)).toBytes())));
        }
        if (row.portKey() != null) {
            portLog(run.query(), message.timestamp()).accept(new PortRow(batch(run),
                    row.change() == SocketRow.Change.REMOVED, row.portKey(), row.portOwner(), row.portValue()));
        }
    }

    private PortLog portLog(Query query, long timestamp) {
        byte[] source = query.key();
        return new PortLog(new StoredPorts(ports, query.write(new Wire().number(PORT_LOG)).toBytes()), retain, (key, cell) ->
                context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), Outgoing.toPorts(new Wire()
                        .bytes(source).bytes(StoredPorts.write(cell)).toBytes()), timestamp)));
    }

    private void tick(long now) {
        for (Bytes key : keys(ports, UNSETTLED)) {
            Wire.Reader in = new Wire.Reader(key.get());
            in.number();
            portLog(Query.read(in), now).settle();
            ports.delete(key);
        }
        long at = watermark.at(now);
        if (at != Watermark.NONE && (told == Watermark.NONE || at >= told + Times.SECOND)) {
            told = at;
            context().forward(new Record<>(new byte[0], Outgoing.toIds(Message.watermark(context().taskId().partition(), at)),
                    LogTime.clamped(at, now)));
        }
    }

    private void forget(long now) {
        timelines.forget(Math.max(retain, GroupJudge.GONE));
        Query last = null;
        for (Bytes key : keys(ports, PORT_LOG)) {
            Wire.Reader in = new Wire.Reader(key.get());
            in.number();
            Query query = Query.read(in);
            if (!query.equals(last)) {
                portLog(query, now).forget();
                last = query;
            }
        }
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store, byte kind) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, new byte[] {kind})) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }
}

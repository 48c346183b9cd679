package correlate.stream;

import correlate.changelog.PortRow;
import correlate.identify.CommunityIds;
import correlate.index.SocketRow;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.HostLog;
import correlate.source.HostScanner;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Parses osquery's lines: each execution goes with its socket rows to its host and query. */
final class HostLines extends LineStage implements HostSink {
    private final HostLog log;
    private final StreamSettings settings;
    private final HostScanner scanner;
    private final CommunityIds ids;
    private final Map<Run, List<HostRow>> batches = new LinkedHashMap<>();
    private byte[] bytes;
    private long newest = Watermark.NONE;
    private boolean read;

    HostLines(HostLog log, StreamSettings settings) {
        this.log = log;
        this.settings = settings;
        this.scanner = log.scanner();
        this.ids = new CommunityIds(settings.seed());
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        newest = Watermark.NONE;                // of an aborted transaction nothing may be left
        read = false;
        context.schedule(Ticks.OFTEN, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    void scan(Chunk line) {
        bytes = line.bytes();
        read = true;
        batches.clear();
        scanner.scan(line, this);
        batches.forEach((run, rows) -> send(run.query().key(), Outgoing.toHosts(
                new HostBatch(run, rows).write(new Wire().number(Message.BATCH)).toBytes()), run.time()));
    }

    @Override
    public void batch(SocketKey key) {
        if (usable(key)) {
            newest = Math.max(newest, key.unixTime);
            batches.putIfAbsent(run(key), new ArrayList<>(1));
        }
    }

    private boolean usable(SocketKey key) {
        if (key.unixTime < 0 || key.unixTime >= (1L << 32) * Times.SECOND) {
            rejected(key.line, "unixTime", "the line has no usable time");
            return false;
        }
        return !isAhead("unixTime", key.unixTime);
    }

    private static Run run(SocketKey key) {
        return new Run(new Query(key.host, key.query, key.form == SocketKey.Form.SNAPSHOT), key.unixTime, key.epoch, key.counter,
                key.batched);
    }

    @Override
    public void row(SocketKey key) {
        Run run = run(key);
        List<HostRow> rows = batches.get(run);
        if (rows == null) {
            return;                                                     // its time is not usable, which batch has said
        }
        Map<String, Object> columns = log.columns(Arrays.copyOfRange(bytes, key.sliceFrom, key.sliceTo), key.ordinal);
        Socket socket = new Socket(run, SocketRow.Change.valueOf(key.form.name()), key.kind != SocketKey.Kind.ID_ONLY,
                localIsFirst(key), key.pid, key.processStart, key.inode, key.descriptor, key.eventTime, eventFrom(key), key.protocol < 0,
                JsonColumns.write(columns), key.decorations, topic(), offset());
        HostRow row = withPort(key, columns, socket);
        if (row.portKey() != null || !row.ids().isEmpty()) {
            rows.add(row);
        }
    }

    /** One host's log is not in one place here, so that nothing tells when a host was started (see {@code Boots}). */
    private static long eventFrom(SocketKey key) {
        return key.sinceBoot == Times.NONE ? key.eventTime : key.eventTime - SocketRow.EVENTS_KEPT;
    }

    private static boolean localIsFirst(SocketKey key) {
        int order = Address.compare(key.localHigh, key.localLow, key.remoteHigh, key.remoteLow);
        return order < 0 || order == 0 && key.localPort <= key.remotePort;
    }

    /** A row without a protocol may be TCP or UDP. */
    private List<byte[]> ids(SocketKey key) {
        return switch (key.kind) {
            case SOCKET, TUPLE_EVENT -> key.protocol >= 0 ? List.of(id(key, key.protocol))
                    : List.of(id(key, Protocols.TCP), id(key, Protocols.UDP));
            case ID_ONLY -> {
                CommunityId id = CommunityId.parse(key.loggedId);
                yield id == null ? List.of() : List.of(bytes(id));
            }
            default -> List.of();
        };
    }

    private byte[] id(SocketKey key, int protocol) {
        return bytes(ids.of(protocol, key.localHigh, key.localLow, key.localPort, key.remoteHigh, key.remoteLow, key.remotePort));
    }

    private HostRow withPort(SocketKey key, Map<String, Object> columns, Socket socket) {
        PortRow port = key.form == SocketKey.Form.EVENT ? null : PortRow.of(socket.run().batch(), key.form == SocketKey.Form.REMOVED,
                settings.portKey(), key.protocol < 0 ? null : Protocols.name(key.protocol), columns);
        return port == null ? new HostRow(socket, ids(key), null, null, null)
                : new HostRow(socket, ids(key), port.key(), port.owner(), port.value());
    }

    @Override
    public void used(int line) {
    }

    @Override
    public void alive(String host, long time) {
    }

    private void tick(long now) {
        if (read && newest != Watermark.NONE) {
            read = false;
            tell(Message.watermark(context().taskId().partition(), newest), now);
        }
    }
}

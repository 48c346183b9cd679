package correlate.stream;

import correlate.identify.CommunityIds;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.FlowKey;
import correlate.source.FlowScanner;
import correlate.source.FlowSink;
import correlate.source.Format;
import correlate.source.NetworkLog;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Parses the lines of network logs: each connection goes to its Community ID. */
final class FlowLines extends LineStage implements FlowSink {
    private final NetworkLines logs;
    private final CommunityIds ids;
    private final Map<NetworkLog, FlowScanner> scanners = new IdentityHashMap<>();
    private byte[] bytes;
    private NetworkLog log;

    FlowLines(List<Format<NetworkLog>> formats, StreamSettings settings) {
        this.logs = new NetworkLines(formats);
        this.ids = new CommunityIds(settings.seed());
    }

    @Override
    void scan(Chunk line) {
        bytes = line.bytes();
        log = logs.of(bytes);
        if (log == null) {
            rejected(0, "", "not recognised (" + logs.refusals(bytes) + ")");
        } else {
            scanners.computeIfAbsent(log, NetworkLog::scanner).scan(line, log.start(), this);
        }
    }

    @Override
    public void flow(FlowKey flow) {
        byte[] id = id(flow);
        if (id == null || flow.start == Times.NONE) {
            rejected(flow.line, "", "the row lacks a usable time or tuple");
        } else if (!isAhead("time", flow.start)) {
            boolean sided = flow.hasTuple;
            send(id, Outgoing.toIds(new FlowLine(log.source(), flow.fold, flow.start, flow.end, sided,
                    !sided || origIsFirst(flow), flow.rank, Arrays.copyOfRange(bytes, flow.lineFrom, flow.lineTo), topic(), offset())
                    .write(new Wire().number(Message.FLOW)).toBytes()), flow.end);
        }
    }

    private byte[] id(FlowKey flow) {
        if (flow.hasTuple && flow.protocol >= 0) {
            return bytes(ids.of(flow.protocol, flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow,
                    flow.respPort));
        }
        CommunityId logged = flow.idTo == flow.idFrom ? null : CommunityId.parse(flow.id(bytes));
        return logged == null ? null : bytes(logged);
    }

    private static boolean origIsFirst(FlowKey flow) {
        int order = Address.compare(flow.origHigh, flow.origLow, flow.respHigh, flow.respLow);
        return order < 0 || order == 0 && flow.origPort <= flow.respPort;
    }
}

package correlate.source.suricata;

import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.json.JsonFields;
import correlate.source.json.JsonFlow;
import correlate.source.json.JsonFlows;
import correlate.source.json.JsonPaths;
import java.util.List;

/**
 * Suricata's eve.json: its flow records, alerts and protocol events, all events of one {@code flow_id} one connection. What
 * names no two addresses (statistics) is passed over.
 */
public final class SuricataEve extends JsonFlows {
    private static final List<String> NAMES = List.of("event_type", "timestamp", "flow_id", "src_ip", "src_port", "dest_ip",
            "dest_port", "proto", "icmp_type", "icmp_code", "community_id", "direction", "flow.src_ip", "flow.src_port",
            "flow.dest_ip", "flow.dest_port", "flow.start", "flow.end", "flow.pkts_toclient", "netflow.start", "netflow.end",
            "hostIdentifier", "_path");
    private static final int TYPE = NAMES.indexOf("event_type");
    private static final int TIME = NAMES.indexOf("timestamp");
    private static final int FLOW_ID = NAMES.indexOf("flow_id");
    private static final int SRC_IP = NAMES.indexOf("src_ip");
    private static final int SRC_PORT = NAMES.indexOf("src_port");
    private static final int DEST_IP = NAMES.indexOf("dest_ip");
    private static final int DEST_PORT = NAMES.indexOf("dest_port");
    private static final int PROTO = NAMES.indexOf("proto");
    private static final int ICMP_TYPE = NAMES.indexOf("icmp_type");
    private static final int ICMP_CODE = NAMES.indexOf("icmp_code");
    private static final int ID = NAMES.indexOf("community_id");
    private static final int DIRECTION = NAMES.indexOf("direction");
    private static final int FLOW_SRC_IP = NAMES.indexOf("flow.src_ip");
    private static final int FLOW_SRC_PORT = NAMES.indexOf("flow.src_port");
    private static final int FLOW_DEST_IP = NAMES.indexOf("flow.dest_ip");
    private static final int FLOW_DEST_PORT = NAMES.indexOf("flow.dest_port");
    private static final int FLOW_START = NAMES.indexOf("flow.start");
    private static final int FLOW_END = NAMES.indexOf("flow.end");
    private static final int PKTS_TO_CLIENT = NAMES.indexOf("flow.pkts_toclient");
    private static final int NETFLOW_START = NAMES.indexOf("netflow.start");
    private static final int NETFLOW_END = NAMES.indexOf("netflow.end");
    private static final int HOST_IDENTIFIER = NAMES.indexOf("hostIdentifier");
    private static final int PATH = NAMES.indexOf("_path");
    /** How far an event's direction is to be trusted: one packet's, the flow's as the event says it, the flow record's. */
    private static final int OF_PACKET = 1;
    private static final int OF_EVENT = 2;
    static final int OF_FLOW = 3;

    /** Reads eve.json. */
    public SuricataEve() {
        super("Suricata eve.json", "suricata", new JsonPaths(NAMES));
    }

    @Override
    protected String refuses(JsonFields row) {
        if (row.has(HOST_IDENTIFIER) || row.has(PATH)) {
            return "its first line is another program's JSON";
        }
        return row.has(TYPE) && (row.has(TIME) || row.has(FLOW_ID) || row.has(SRC_IP)) ? null
                : "its first line has no event_type";
    }

    @Override
    protected boolean read(JsonFields row, JsonFlow flow) {
        boolean flowEnds = row.has(FLOW_SRC_IP) && row.has(FLOW_DEST_IP);
        if (!row.has(TYPE) || !flowEnds && !(row.has(SRC_IP) && row.has(DEST_IP))) {
            return false;
        }
        boolean record = row.is(TYPE, "flow");
        times(row, flow, record);
        ends(row, flow, flowEnds, record);
        flow.id(ID);
        if (row.has(FLOW_ID)) {
            flow.fold(row.mix(OF_FLOW, FLOW_ID));
        }
        if (record && flow.protocol() == Protocols.TCP && row.is(PKTS_TO_CLIENT, "0")) {
            flow.noHandshake();
        }
        return true;
    }

    /** A flow record's own time is that of its logging, long after the last packet; an event's is that of its packet. */
    private static void times(JsonFields row, JsonFlow flow, boolean record) {
        boolean netflow = row.has(NETFLOW_START);
        int first = netflow ? NETFLOW_START : FLOW_START;
        int last = netflow ? NETFLOW_END : record ? FLOW_END : TIME;
        long start = row.has(first) ? row.instant(first) : Times.NONE;
        if (start == Times.NONE) {
            flow.times(row.has(first) ? first : TIME, row.instant(TIME), row.instant(TIME));
        } else {
            flow.times(first, start, row.instant(last));
        }
    }

    /** Alerts have the direction of their packet; files that of their transfer; a netflow record is one half of a flow. */
    private static void ends(JsonFields row, JsonFlow flow, boolean flowEnds, boolean record) {
        boolean packet = row.is(TYPE, "alert") || row.is(TYPE, "anomaly") || row.is(TYPE, "drop") || row.is(TYPE, "netflow")
                || row.is(TYPE, "fileinfo") || row.is(TYPE, "dns");
        if (flowEnds) {
            flow.ends(PROTO, FLOW_SRC_IP, FLOW_SRC_PORT, FLOW_DEST_IP, FLOW_DEST_PORT);
        } else if (packet && row.is(DIRECTION, "to_client")) {
            flow.ends(PROTO, DEST_IP, DEST_PORT, SRC_IP, SRC_PORT);
        } else {
            flow.ends(PROTO, SRC_IP, SRC_PORT, DEST_IP, DEST_PORT);
        }
        flow.rank(record ? OF_FLOW : flowEnds || !packet || row.has(DIRECTION) ? OF_EVENT : OF_PACKET);
        if (flow.isIcmp()) {
            if (!record) {
                flow.ends(PROTO, SRC_IP, SRC_PORT, DEST_IP, DEST_PORT);     // the type is the packet's, and so must be the ends
                flow.rank(OF_PACKET);
            }
            flow.icmp(row.port(ICMP_TYPE), row.port(ICMP_CODE));
        }
    }

    @Override
    protected boolean tellsMore(FlowKey later, FlowKey earlier) {
        return later.rank > earlier.rank || later.rank == OF_FLOW && earlier.rank == OF_FLOW && later.end > earlier.end;
    }

    @Override
    protected Gathering gathering() {
        return new Events();
    }
}

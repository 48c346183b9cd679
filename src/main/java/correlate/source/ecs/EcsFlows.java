package correlate.source.ecs;

import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.json.JsonFields;
import correlate.source.json.JsonFlow;
import correlate.source.json.JsonFlows;
import correlate.source.json.JsonPaths;
import java.util.List;

/**
 * ECS documents with addresses at both ends: Packetbeat's flows and transactions, Filebeat's copies of Zeek's logs, and
 * exports out of Elasticsearch. Reports that repeat while a flow lasts are one connection, which the newest one tells of.
 */
public final class EcsFlows extends JsonFlows {
    private static final List<String> NAMES = List.of("@timestamp", "event.start", "event.end", "event.duration",
            "network.transport", "network.iana_number", "network.community_id", "source.ip", "source.port", "destination.ip",
            "destination.port", "flow.id", "icmp.request.type", "icmp.request.code", "event.dataset", "event.kind", "ecs.version",
            "agent.type", "firstPacket", "event_type", "hostIdentifier", "osquery", "_path", "zeek.connection.state",
            "event.module", "zeek.connection.icmp.type", "zeek.connection.icmp.code");
    private static final int TIMESTAMP = NAMES.indexOf("@timestamp");
    private static final int START = NAMES.indexOf("event.start");
    private static final int END = NAMES.indexOf("event.end");
    private static final int DURATION = NAMES.indexOf("event.duration");
    private static final int TRANSPORT = NAMES.indexOf("network.transport");
    private static final int IANA_NUMBER = NAMES.indexOf("network.iana_number");
    private static final int ID = NAMES.indexOf("network.community_id");
    private static final int SOURCE_IP = NAMES.indexOf("source.ip");
    private static final int SOURCE_PORT = NAMES.indexOf("source.port");
    private static final int DESTINATION_IP = NAMES.indexOf("destination.ip");
    private static final int DESTINATION_PORT = NAMES.indexOf("destination.port");
    private static final int FLOW_ID = NAMES.indexOf("flow.id");
    private static final int ICMP_TYPE = NAMES.indexOf("icmp.request.type");
    private static final int ICMP_CODE = NAMES.indexOf("icmp.request.code");
    private static final int ZEEK_ICMP_TYPE = NAMES.indexOf("zeek.connection.icmp.type");
    private static final int ZEEK_ICMP_CODE = NAMES.indexOf("zeek.connection.icmp.code");
    private static final int ZEEK_STATE = NAMES.indexOf("zeek.connection.state");
    private static final int OSQUERY = NAMES.indexOf("osquery");
    private static final int MODULE = NAMES.indexOf("event.module");
    private static final List<Integer> MARKS = List.of(ID, TRANSPORT, IANA_NUMBER, SOURCE_IP, DESTINATION_IP, FLOW_ID,
            NAMES.indexOf("event.dataset"), NAMES.indexOf("event.kind"), NAMES.indexOf("ecs.version"), NAMES.indexOf("agent.type"));
    private static final List<Integer> MARKS_OF_OTHERS = List.of(NAMES.indexOf("firstPacket"), NAMES.indexOf("event_type"),
            NAMES.indexOf("hostIdentifier"), NAMES.indexOf("_path"));
    private static final List<String> NOBODY_ACCEPTED = List.of("S0", "REJ", "RSTOS0", "RSTRH", "SH");
    private static final int SALT = 4;

    /** Reads documents, one a line. */
    public EcsFlows() {
        super("ECS documents", "ecs", new JsonPaths(NAMES));
    }

    @Override
    protected String refuses(JsonFields row) {
        if (isOsquery(row) || MARKS_OF_OTHERS.stream().anyMatch(row::has)) {
            return "its first document is another program's JSON";
        }
        return row.has(row.firstOf(TIMESTAMP, START)) && MARKS.stream().anyMatch(row::has) ? null
                : "its first document has no @timestamp, or nothing that ECS knows beside it";
    }

    @Override
    protected boolean read(JsonFields row, JsonFlow flow) {
        if (isOsquery(row) || !row.has(ID) && !(row.has(SOURCE_IP) && row.has(DESTINATION_IP))) {
            return false;
        }
        times(row, flow);
        flow.ends(row.firstOf(IANA_NUMBER, TRANSPORT), SOURCE_IP, SOURCE_PORT, DESTINATION_IP, DESTINATION_PORT);
        if (flow.isIcmp()) {
            // Packetbeat's names, Elastic's integration of Zeek, and Filebeat, which leaves type and code in the ports
            int type = row.firstOf(ICMP_TYPE, ZEEK_ICMP_TYPE);
            boolean named = row.has(type);
            flow.icmp(row.port(named ? type : SOURCE_PORT),
                    row.port(named ? row.firstOf(ICMP_CODE, ZEEK_ICMP_CODE) : DESTINATION_PORT));
        }
        flow.id(ID);
        if (row.has(FLOW_ID)) {
            // The id is the tuple's in Filebeat's netflow, and for UDP in Packetbeat: only reports of one start are of one flow.
            flow.fold(row.has(START) ? row.mix(row.mix(SALT, FLOW_ID), START) : row.mix(SALT, FLOW_ID));
        }
        flow.rank(row.has(ZEEK_STATE) ? 1 : 0);             // only such a report tells who answered
        if (row.has(ZEEK_STATE) && NOBODY_ACCEPTED.contains(row.text(ZEEK_STATE))) {
            flow.noHandshake();
        }
        return true;
    }

    /** Osquery Manager's rows of sockets have addresses at both ends, too, where a query maps its columns to ECS. */
    private static boolean isOsquery(JsonFields row) {
        return row.has(OSQUERY) || row.has(MODULE) && "osquery_manager".equals(row.text(MODULE));
    }

    private static void times(JsonFields row, JsonFlow flow) {
        int first = row.firstOf(START, TIMESTAMP);
        long start = row.instant(first);
        long nanos = row.whole(DURATION);
        long end = row.has(END) ? row.instant(END)
                : start == Times.NONE || nanos < 0 ? start : start + (nanos + 500) / 1000;
        flow.times(first, start, end);
    }

    @Override
    protected boolean tellsMore(FlowKey later, FlowKey earlier) {
        return later.end > earlier.end;
    }

    @Override
    protected Gathering gathering() {
        return new Gathering() {
            @Override
            public void add(Told row) {
                // the newest report says all that those before it did
            }

            @Override
            public Facts facts(Told main) {
                String uid = main.text("zeek.session_id") == null ? main.text("flow.id") : main.text("zeek.session_id");
                return new Facts(uid == null ? main.text("event.id") : uid, main.text("network.protocol"),
                        main.text("zeek.connection.state"), main.number("source.bytes"), main.number("destination.bytes"));
            }
        };
    }
}

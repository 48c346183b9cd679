package correlate.source.arkime;

import correlate.model.NumberText;
import correlate.source.FlowKey;
import correlate.source.json.JsonFields;
import correlate.source.json.JsonFlow;
import correlate.source.json.JsonFlows;
import correlate.source.json.JsonPaths;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Arkime's sessions, from its viewer or from Elasticsearch, with the ECS names of today or those before version 3. A long
 * session that was saved in parts is one connection. {@code @timestamp} is when a session was saved and counts for nothing.
 */
public final class ArkimeSessions extends JsonFlows {
    private static final List<String> NAMES = List.of("firstPacket", "lastPacket", "ipProtocol", "source.ip", "source.port",
            "destination.ip", "destination.port", "network.community_id", "rootId", "_id", "id", "icmp.type", "icmp.code", "srcIp",
            "srcPort", "dstIp", "dstPort", "communityId", "node", "event_type", "hostIdentifier");
    private static final int FIRST = NAMES.indexOf("firstPacket");
    private static final int LAST = NAMES.indexOf("lastPacket");
    private static final int PROTOCOL = NAMES.indexOf("ipProtocol");
    private static final int SOURCE_IP = NAMES.indexOf("source.ip");
    private static final int SOURCE_PORT = NAMES.indexOf("source.port");
    private static final int DESTINATION_IP = NAMES.indexOf("destination.ip");
    private static final int DESTINATION_PORT = NAMES.indexOf("destination.port");
    private static final int ID = NAMES.indexOf("network.community_id");
    private static final int ROOT_ID = NAMES.indexOf("rootId");
    private static final int DOCUMENT_ID = NAMES.indexOf("_id");
    private static final int OWN_ID = NAMES.indexOf("id");
    private static final int ICMP_TYPE = NAMES.indexOf("icmp.type");
    private static final int ICMP_CODE = NAMES.indexOf("icmp.code");
    private static final int OLD_SOURCE_IP = NAMES.indexOf("srcIp");
    private static final int OLD_SOURCE_PORT = NAMES.indexOf("srcPort");
    private static final int OLD_DESTINATION_IP = NAMES.indexOf("dstIp");
    private static final int OLD_DESTINATION_PORT = NAMES.indexOf("dstPort");
    private static final int OLD_ID = NAMES.indexOf("communityId");
    private static final int NODE = NAMES.indexOf("node");
    private static final int EVENT_TYPE = NAMES.indexOf("event_type");
    private static final int HOST_IDENTIFIER = NAMES.indexOf("hostIdentifier");
    /** What sessions of ARP, LLDP and the like have in the place of a protocol. */
    private static final String NOT_IP = "0";
    private static final int SALT = 2;
    /** A session has the types of both directions: what asks, by what answers it. */
    private static final Map<String, Integer> ASKING = Map.of("0,8", 8, "9,10", 10, "13,14", 13, "15,16", 15, "17,18", 17,
            "128,129", 128, "130,131", 130, "133,134", 133, "135,136", 135, "139,140", 139);

    /** Reads sessions, one a line. */
    public ArkimeSessions() {
        super("Arkime sessions", "arkime", new JsonPaths(NAMES));
    }

    @Override
    protected String refuses(JsonFields row) {
        if (row.has(EVENT_TYPE) || row.has(HOST_IDENTIFIER)) {
            return "its first record is another program's JSON";
        }
        return row.has(FIRST) || row.has(PROTOCOL) && row.has(NODE) ? null : "its first record has no firstPacket";
    }

    @Override
    protected boolean read(JsonFields row, JsonFlow flow) {
        int source = row.firstOf(SOURCE_IP, OLD_SOURCE_IP);
        int destination = row.firstOf(DESTINATION_IP, OLD_DESTINATION_IP);
        int id = row.firstOf(ID, OLD_ID);
        boolean bare = !row.has(source) && !row.has(destination) && !row.has(id);
        if (bare && (!row.has(FIRST) || NOT_IP.equals(row.text(PROTOCOL)))) {
            return false;
        }
        flow.times(FIRST, row.millis(FIRST), row.millis(LAST));
        flow.ends(PROTOCOL, source, row.firstOf(SOURCE_PORT, OLD_SOURCE_PORT), destination,
                row.firstOf(DESTINATION_PORT, OLD_DESTINATION_PORT));
        if (flow.isIcmp()) {
            flow.icmp(icmpType(row), row.port(ICMP_CODE));
        }
        flow.id(id);
        int root = row.firstOf(ROOT_ID, DOCUMENT_ID, OWN_ID);
        if (row.has(root)) {
            flow.fold(row.mix(SALT, root));
        }
        return true;
    }

    /** Sessions of several messages list all their types; which of them was first is known only of a request and its answer. */
    private static int icmpType(JsonFields row) {
        int only = row.port(ICMP_TYPE);
        String all = only >= 0 ? null : row.text(ICMP_TYPE);
        if (all == null) {
            return only;
        }
        String types = all.replaceAll("[\\[\\]\\s]", "");
        int comma = types.indexOf(',');
        String turned = types.substring(comma + 1) + "," + types.substring(0, Math.max(0, comma));     // Arkime's order is that of a hash table
        return ASKING.getOrDefault(types, ASKING.getOrDefault(turned, -1));
    }

    @Override
    protected boolean tellsMore(FlowKey later, FlowKey earlier) {
        return later.start < earlier.start;
    }

    @Override
    protected Gathering gathering() {
        return new Parts();
    }

    /** The parts of a long session: the first one tells of it, and their bytes add up. */
    private static final class Parts implements Gathering {
        private BigInteger origBytes;
        private BigInteger respBytes;

        @Override
        public void add(Told row) {
            origBytes = sum(origBytes, row, "client.bytes", "srcDataBytes");
            respBytes = sum(respBytes, row, "server.bytes", "dstDataBytes");
        }

        private static BigInteger sum(BigInteger before, Told row, String path, String oldPath) {
            String text = row.text(path) == null ? row.text(oldPath) : row.text(path);
            if (text == null || !text.matches("[0-9]{1,20}")) {
                return before;
            }
            return before == null ? new BigInteger(text) : before.add(new BigInteger(text));
        }

        @Override
        public Facts facts(Told main) {
            JsonFields row = main.fields();
            return new Facts(row.text(row.firstOf(ROOT_ID, DOCUMENT_ID, OWN_ID)), service(main.value("protocol")), null,
                    number(origBytes), number(respBytes));
        }

        /** Arkime lists all protocols that it saw, that of the transport too. */
        private static String service(Object protocols) {
            List<?> all = protocols instanceof List<?> list ? list : protocols == null ? List.of() : List.of(protocols);
            List<String> services = all.stream().map(String::valueOf)
                    .filter(name -> !List.of("tcp", "udp", "icmp", "sctp").contains(name)).toList();
            return services.isEmpty() ? null : String.join(",", services);
        }

        private static NumberText number(BigInteger sum) {
            return sum == null ? null : new NumberText(sum.toString());
        }
    }
}

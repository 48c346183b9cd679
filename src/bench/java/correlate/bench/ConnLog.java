package correlate.bench;

import correlate.model.Address;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes flows as Zeek's conn.log with 22 columns, the Community ID last, in the order in which they end (Zeek writes a row when
 * the connection is removed). Bytes, packets, state and history are made up to fit protocol and duration.
 */
final class ConnLog implements Closeable {
    private static final String[] NAMES = {"ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service",
        "duration", "orig_bytes", "resp_bytes", "conn_state", "local_orig", "local_resp", "missed_bytes", "history", "orig_pkts",
        "orig_ip_bytes", "resp_pkts", "resp_ip_bytes", "tunnel_parents", "community_id"};
    private static final String[] TYPES = {"time", "string", "addr", "port", "addr", "port", "enum", "string", "interval", "count",
        "count", "string", "bool", "bool", "count", "string", "count", "count", "count", "count", "set[string]", "string"};
    private static final Set<String> TEXT =
            Set.of("uid", "id.orig_h", "id.resp_h", "proto", "service", "conn_state", "history", "community_id");
    private static final String[] TCP_STATES = {"SF", "SF", "SF", "SF", "RSTO", "RSTR", "S1", "OTH"};
    private static final String[] TCP_HISTORIES =
        {"ShADadFf", "ShADadfF", "ShAdDaFf", "ShADTadtfF", "ShADadR", "ShADadFfr", "ShADad", "^hADad"};

    private final Writer out;
    private final boolean json;
    private final SplittableRandom random;
    private final PriorityQueue<Flow> open =
            new PriorityQueue<>(Comparator.comparingLong(Flow::end).thenComparing(Flow::uid));
    private final StringBuilder line = new StringBuilder(400);
    private final String[] values = new String[NAMES.length];

    ConnLog(String path, boolean json, boolean gzip, long seed) throws IOException {
        out = Text.create(path, gzip);
        this.json = json;
        random = new SplittableRandom(seed);
        if (!json) {
            out.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
                    + "#open\t2024-03-04-08-00-00\n#fields\t" + String.join("\t", NAMES)
                    + "\n#types\t" + String.join("\t", TYPES) + "\n");
        }
    }

    /** Takes a flow; flows come in order of start. */
    void add(Flow flow) throws IOException {
        while (!open.isEmpty() && open.peek().end() < flow.start()) {
            write(open.poll());
        }
        open.add(flow);
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            write(open.poll());
        }
        if (!json) {
            out.write("#close\t2024-03-05-08-00-00\n");
        }
        out.close();
    }

    private void write(Flow flow) throws IOException {
        fill(flow);
        line.setLength(0);
        for (int i = 0; i < NAMES.length; i++) {
            if (!json) {
                line.append(i == 0 ? "" : "\t").append(values[i]);
            } else if (!values[i].equals("-")) {
                line.append(line.isEmpty() ? "{\"" : ",\"").append(NAMES[i]).append("\":");
                jsonValue(NAMES[i], values[i]);
            }
        }
        out.write(line.append(json ? "}\n" : "\n").toString());
    }

    private void jsonValue(String name, String value) {
        if (TEXT.contains(name)) {
            Text.quote(line, value);
        } else {
            line.append(value.equals("T") ? "true" : value.equals("F") ? "false" : value);
        }
    }

    private void fill(Flow flow) {
        Tuple tuple = flow.tuple();
        boolean answered = flow.duration() >= 0;
        long origBytes = answered ? random.nextInt(2000) : 0;
        long respBytes = answered ? random.nextInt(40_000) : 0;
        long origPackets = 1 + origBytes / 400;
        long respPackets = respBytes == 0 ? 0 : 1 + respBytes / 1400;
        values[0] = Text.seconds(new StringBuilder(), flow.start()).toString();
        values[1] = flow.uid();
        values[2] = tuple.orig().toString();
        values[3] = Integer.toString(tuple.origPort());
        values[4] = tuple.resp().toString();
        values[5] = Integer.toString(tuple.respPort());
        values[6] = tuple.protocolName();
        values[7] = flow.service();
        values[8] = answered ? Text.seconds(new StringBuilder(), flow.duration()).toString() : "-";
        values[9] = answered ? Long.toString(origBytes) : "-";
        values[10] = answered ? Long.toString(respBytes) : "-";
        stateAndHistory(tuple.protocol(), answered);
        values[12] = local(tuple.orig());
        values[13] = local(tuple.resp());
        values[14] = random.nextInt(50) == 0 ? "1460" : "0";
        values[16] = Long.toString(origPackets);
        values[17] = Long.toString(origBytes + 40 * origPackets);
        values[18] = Long.toString(respPackets);
        values[19] = Long.toString(respBytes + 40 * respPackets);
        values[20] = "-";
        values[21] = tuple.communityId();
    }

    private void stateAndHistory(int protocol, boolean answered) {
        int pick = random.nextInt(TCP_STATES.length);
        boolean tcp = protocol == Tuple.TCP;
        boolean udp = protocol == Tuple.UDP;
        values[11] = !tcp && !udp ? "OTH" : !answered ? tcp && pick < 3 ? "REJ" : "S0" : tcp ? TCP_STATES[pick] : "SF";
        values[15] = !tcp && !udp ? "-" : !answered ? tcp ? pick < 3 ? "Sr" : "S" : "D" : tcp ? TCP_HISTORIES[pick] : "Dd";
    }

    private static String local(Address address) {
        return Prefix.PRIVATE.stream().anyMatch(p -> p.contains(address)) ? "T" : "F";
    }
}

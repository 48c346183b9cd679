package correlate.report;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.Finding;
import correlate.model.NumberText;
import correlate.model.Place;
import correlate.model.ProcessFacts;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Sighting;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hand-made findings for the tests of the reports. */
final class Findings {
    static final CommunityId ID = CommunityId.parse("1:l7a9beh8+bQe2MRtUW92OFmMMsM=");
    static final Endpoint HOST = new Endpoint(Address.parse("172.17.0.2"), 42716);
    static final Endpoint PEER = new Endpoint(Address.parse("13.227.76.23"), 443);
    static final Place CONN_LOG = new Place("conn.log", 5);
    static final Place OSQUERY_LOG = new Place("osqueryd.results.log", 12);

    private Findings() {
    }

    /** The finding of product.md, with everything known that a finding can hold. */
    static Finding full() {
        return new Finding(Verdict.CONFIRMED, Reason.ALIVE_DURING, "seen alive during the connection", ID, Side.ORIG, 1, 0,
                connection(), sighting());
    }

    static Connection connection() {
        return new Connection("zeek", "CZX3af2jpkfeJzNItb", Times.parse("2020-02-25T22:28:29.844549Z"),
                Times.parse("2020-02-25T22:28:59.862263Z"), new NumberText("30.017714"), 6, "tcp", "ssl", "SHR", HOST, PEER,
                new NumberText("0"), new NumberText("288"), ID,
                columns("ts", new NumberText("1582669709.844549"), "uid", "CZX3af2jpkfeJzNItb", "id.orig_h", "172.17.0.2",
                        "id.orig_p", new NumberText("42716"), "local_orig", true, "tunnel_parents", List.of("Ca", "Cb")),
                List.of(columns("signature", "ET POLICY", "severity", new NumberText("1"))), CONN_LOG);
    }

    static Sighting sighting() {
        return sighting("web-1", process("nc", "nc osquery.io 443"));
    }

    static Sighting sighting(String host, ProcessFacts process) {
        return new Sighting(host, "pack_sockets", "added", 2, Times.parse("1582669710"), Times.parse("1582669730"), "removed",
                Times.parse("1582669708"), Times.parse("1582669720"), Times.parse("1582669698"), Times.parse("1582669730"), 0,
                true, process, HOST, PEER, columns("pid", "23689", "cwd", "/root"), columns("team", "blue"), OSQUERY_LOG);
    }

    static ProcessFacts process(String name, String cmdline) {
        return new ProcessFacts(new NumberText("23689"), name, "/bin/nc", cmdline, Times.parse("1582669700"),
                new NumberText("1"), new NumberText("0"), "root", "0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }

    /** The full finding, but of a process with this name and command line, on this host. */
    static Finding of(String host, String name, String cmdline) {
        return new Finding(Verdict.CONFIRMED, Reason.ALIVE_DURING, "seen alive during the connection", ID, Side.ORIG, 1, 0,
                connection(), sighting(host, process(name, cmdline)));
    }

    /** The full finding with other columns in its network log's row. */
    static Finding withLog(Map<String, Object> log) {
        Connection c = connection();
        return new Finding(Verdict.CONFIRMED, Reason.ALIVE_DURING, "seen alive during the connection", ID, Side.ORIG, 1, 0,
                new Connection(c.source(), c.uid(), c.start(), c.end(), c.duration(), c.protocol(), c.proto(), c.service(),
                        c.state(), c.orig(), c.resp(), c.origBytes(), c.respBytes(), c.loggedId(), log, c.alerts(), c.at()),
                sighting());
    }

    /** A connection that nobody explains, with nothing known but its tuple. */
    static Finding unmatched() {
        Connection connection = new Connection("zeek", null, Times.parse("2020-02-25T22:28:30Z"),
                Times.parse("2020-02-25T22:28:30Z"), null, 17, "udp", null, null,
                new Endpoint(Address.parse("2001:db8::1"), 5353), new Endpoint(Address.parse("2001:db8::2"), 53), null, null,
                null, Map.of(), List.of(), new Place("conn.log", 6));
        return new Finding(Verdict.UNMATCHED, Reason.NO_OBSERVED_HOST, Reason.NO_OBSERVED_HOST.text(), null, null, 0,
                Times.NONE, connection, null);
    }

    /** A socket that no connection explains, with nothing known of its process but a pid that is none. */
    static Finding unseen() {
        ProcessFacts unknown = new ProcessFacts(new NumberText("-1"), null, null, null, Times.NONE, null, null, null, null,
                null, null);
        Sighting sighting = new Sighting("web-2", "sockets", "snapshot", 1, Times.parse("1582669800"),
                Times.parse("1582669800"), null, Times.parse("1582669798"), Times.parse("1582669800"), Times.NONE, Times.NONE,
                -1_500_000, false, unknown, HOST, null, Map.of(), Map.of(), new Place("snapshots.log", 1));
        return new Finding(Verdict.UNSEEN, Reason.NO_CONNECTION, Reason.NO_CONNECTION.text(), null, null, 0, Times.NONE, null,
                sighting);
    }

    /** Names and values in turn, in order. */
    static Map<String, Object> columns(Object... namesAndValues) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return columns;
    }
}

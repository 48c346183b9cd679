package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import correlate.model.Finding;
import correlate.model.NumberText;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReportTest {

    @Test
    void printsEveryKeyInItsOrder() {
        assertEquals("""
                {"time":"2020-02-25T22:28:29.844549Z","verdict":"confirmed",\
                "reason":{"code":"alive_during","text":"seen alive during the connection"},\
                "community_id":"1:l7a9beh8+bQe2MRtUW92OFmMMsM=","side":"orig","candidates":1,"gap_seconds":0.0,\
                "local":{"ip":"172.17.0.2","port":42716},"remote":{"ip":"13.227.76.23","port":443},\
                "connection":{"source":"zeek","uid":"CZX3af2jpkfeJzNItb",\
                "start":"2020-02-25T22:28:29.844549Z","end":"2020-02-25T22:28:59.862263Z","duration_seconds":30.017714,\
                "proto":"tcp","service":"ssl","state":"SHR",\
                "orig":{"ip":"172.17.0.2","port":42716,"bytes":0},"resp":{"ip":"13.227.76.23","port":443,"bytes":288},\
                "alerts":[{"signature":"ET POLICY","severity":1}],\
                "log":{"ts":1582669709.844549,"uid":"CZX3af2jpkfeJzNItb","id.orig_h":"172.17.0.2","id.orig_p":42716,\
                "local_orig":true,"tunnel_parents":["Ca","Cb"]},"at":{"file":"conn.log","line":5}},\
                "sighting":{"host":"web-1","query":"pack_sockets","kind":"added","sightings":2,\
                "first_seen":"2020-02-25T22:28:30.000000Z","last_seen":"2020-02-25T22:28:50.000000Z","closed_by":"removed",\
                "known_from":"2020-02-25T22:28:28.000000Z","known_to":"2020-02-25T22:28:40.000000Z",\
                "may_from":"2020-02-25T22:28:18.000000Z","may_to":"2020-02-25T22:28:50.000000Z",\
                "clock_offset_seconds":0,"proto_assumed":true,\
                "process":{"pid":23689,"name":"nc","path":"/bin/nc","cmdline":"nc osquery.io 443",\
                "start":"2020-02-25T22:28:20.000000Z","parent_pid":1,"user":{"id":0,"name":"root"},\
                "hash":{"md5":"0123456789abcdef0123456789abcdef","sha1":"0123456789abcdef0123456789abcdef01234567",\
                "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}},\
                "columns":{"pid":"23689","cwd":"/root"},"decorations":{"team":"blue"},\
                "at":{"file":"osqueryd.results.log","line":12}}}
                """, Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.full()));
    }

    @Test
    void printsTheSentenceOfEveryReason() throws IOException {
        Finding full = Findings.full();
        for (Reason reason : Reason.values()) {
            for (Verdict verdict : Verdict.values()) {
                for (long gap : new long[] {0, 250_000, 93_784_000_001L, Times.NONE, Times.AFTER_ALL}) {
                    Finding finding = new Finding(verdict, reason, null, full.id(), full.side(), 1, gap, full.connection(), full.sighting());
                    String json = Reports.print(OutputFormat.NDJSON, Reports.PLAIN, finding);
                    assertEquals(finding.reasonText(), new ObjectMapper().readTree(json).at("/reason/text").textValue());
                }
            }
        }
    }

    @Test
    void whatIsToldOftenIsToldAlike() {
        Finding once = Findings.full();
        Finding other = Findings.of("web-9", "sshd", "sshd: root");          // on the same line, but another
        Finding turned = new Finding(once.verdict(), once.reason(), null, once.id(), Side.RESP, 1, 0, once.connection(), once.sighting());
        Finding sideless = new Finding(once.verdict(), once.reason(), null, once.id(), null, 1, 0, once.connection(), once.sighting());
        List<Finding> all = List.of(once, once, other, once, Findings.of("web-9", "sshd", "sshd: root"), turned, once, other, other,
                sideless, once, Findings.unseen(), turned, Findings.unmatched(), other);
        StringBuilder alone = new StringBuilder();
        for (Finding finding : all) {
            alone.append(Reports.print(OutputFormat.NDJSON, Reports.PLAIN, finding));
        }
        assertEquals(alone.toString(), Reports.print(OutputFormat.NDJSON, Reports.PLAIN, all.toArray(Finding[]::new)));
    }

    @Test
    void leavesOutWhatIsUnknown() {
        assertEquals("""
                {"time":"2020-02-25T22:28:30.000000Z","verdict":"unmatched",\
                "reason":{"code":"no_observed_host","text":"neither end is an address of a host in the osquery logs"},\
                "candidates":0,"connection":{"source":"zeek","start":"2020-02-25T22:28:30.000000Z",\
                "end":"2020-02-25T22:28:30.000000Z","proto":"udp","orig":{"ip":"2001:db8::1","port":5353},\
                "resp":{"ip":"2001:db8::2","port":53},"at":{"file":"conn.log","line":6}}}
                {"time":"2020-02-25T22:30:00.000000Z","verdict":"unseen",\
                "reason":{"code":"no_connection","text":"no connection in the network logs has this tuple"},\
                "candidates":0,"local":{"ip":"172.17.0.2","port":42716},"sighting":{"host":"web-2","query":"sockets",\
                "kind":"snapshot","sightings":1,"first_seen":"2020-02-25T22:30:00.000000Z",\
                "last_seen":"2020-02-25T22:30:00.000000Z","known_from":"2020-02-25T22:29:58.000000Z",\
                "known_to":"2020-02-25T22:30:00.000000Z","clock_offset_seconds":-1.5,"process":{"pid":-1},\
                "at":{"file":"snapshots.log","line":1}}}
                """, Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.unmatched(), Findings.unseen()));
    }

    @Test
    void anArrayIsValidWhateverItsSize() throws IOException {
        assertEquals("[]\n", Reports.print(OutputFormat.JSON, Reports.PLAIN));
        for (int size = 1; size < 3; size++) {
            String json = Reports.print(OutputFormat.JSON, Reports.PLAIN,
                    Collections.nCopies(size, Findings.full()).toArray(correlate.model.Finding[]::new));
            assertEquals(size, new ObjectMapper().readTree(json).size());
            assertEquals(size + 2, json.lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1582669709.844549, 1582669709.844549", "-1, -1", "0, 0", "1.50, 1.50", "1e5, 1e5", "-0.0E-7, -0.0E-7",
        "9007199254740992, 9007199254740992", "-9007199254740992, -9007199254740992"})
    void writesANumberAsItWasLogged(String logged, String printed) {
        assertEquals("{\"n\":" + printed + "}", FindingJson.text(Map.of("n", new NumberText(logged))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "-9007199254740993", "18446744073709551615", "007", "-01", "nan", "inf", "-",
        "", "0x1f", "1.", ".5", "1e", "1e+", "+1", "1 ", "1,2", "1]", "\u0661"})
    void writesAsTextWhatReadersWouldGetWrong(String logged) {
        assertEquals("{\"n\":\"" + logged + "\"}", FindingJson.text(Map.of("n", new NumberText(logged))));
    }

    @Test
    void keepsEmptyListsAndThePlacesOfUnsetElements() {
        assertEquals("{\"set\":[],\"vector\":[\"a\",null,\"c\"],\"deep\":{\"b\":true}}",
                FindingJson.text(Findings.columns("set", List.of(), "vector", Arrays.asList("a", null, "c"),
                        "unset", null, "deep", Map.of("b", true))));
    }

    @Test
    void escapesWhatActsOrHides() throws IOException {
        String hostile = "\033]0;x\007 \"\\ \n\t\u007f\u0085\u009b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069 \ud800 \udc00é東";
        String json = FindingJson.text(List.of(hostile));

        assertEquals("""
                ["\\u001b]0;x\\u0007 \\"\\\\ \\n\\t\\u007f\\u0085\\u009b\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a\\u202e\\u2066\\u2069 \
                \\ud800 \\udc00é東"]""", json);
        assertEquals(hostile, new ObjectMapper().readTree(json).get(0).textValue());
    }

    @Test
    void escapesHostileColumnNamesToo() throws IOException {
        String json = Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.withLog(Map.of("\u202e\"\n", "v")));

        assertTrue(json.contains("\"log\":{\"\\u202e\\\"\\n\":\"v\"}"), json);
        assertEquals("v", new ObjectMapper().readTree(json).at("/connection/log").get("\u202e\"\n").textValue());
    }

    @Test
    void charactersBeyondTheBasicPlaneReadBackTheSame() throws IOException {
        String json = FindingJson.text(List.of("😀 \udb40\udc41"));

        assertFalse(json.chars().anyMatch(c -> c > 0x7e));
        assertEquals("😀 \udb40\udc41", new ObjectMapper().readTree(json).get(0).textValue());
    }

    @Test
    void writesACommandLineOfAMegabyte() throws IOException {
        String huge = "x\u202e".repeat(1 << 19);
        String json = Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.of("web-1", "nc", huge));

        assertEquals(huge, new ObjectMapper().readTree(json).at("/sighting/process/cmdline").textValue());
    }

    @Test
    void writesARowAsDeepAsReadersAllow() throws IOException {
        Object deep = "bottom";
        for (int i = 0; i < 1_000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        String json = Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.withLog(Map.of("deep", deep)));

        assertTrue(json.contains("[\"bottom\"]"));
    }

    @Test
    void handsOnWhatWaitsWhenFlushed() throws IOException {
        StringWriter out = new StringWriter();
        try (Report report = Report.open(OutputFormat.NDJSON, out, Reports.PLAIN)) {
            report.add(Findings.unseen());
            report.flush();
            assertTrue(out.toString().endsWith("}\n"));
        }
    }

    @Test
    void handsOnRareRowsUnasked() throws IOException {
        long[] now = {0};
        StringWriter out = new StringWriter();
        try (Report report = new JsonReport(new BufferedWriter(out), JsonReport.Frame.LINES, new Waiting(() -> now[0]))) {
            report.add(Findings.unseen());
            assertEquals("", out.toString());
            now[0] += 1_000_000_000;
            report.add(Findings.unseen());
            assertEquals(2, out.toString().lines().count());
        }
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs of every kind through the whole program: how rows become connections, and what a finding shows of them. */
final class SourcesRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FLOWS = 20;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private String err;
    private int exit;

    @BeforeEach
    void writeSockets() throws IOException {
        Files.createDirectories(files.getPath("/logs"));
        StringBuilder sockets = new StringBuilder();
        for (int i = 0; i < FLOWS; i++) {
            sockets.append("""
                    {"name":"s","hostIdentifier":"web1","unixTime":1763632810,"columns":{"pid":"%d","protocol":"6",\
                    "local_address":"10.0.0.1","local_port":"%d","remote_address":"10.0.0.2","remote_port":"443"},"action":"added"}
                    """.formatted(100 + i, 40_000 + i));
        }
        write("results.log", sockets.toString());
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(files.getPath("/logs", name), text);
    }

    private void writeGzip(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(files.getPath("/logs", name), bytes.toByteArray());
    }

    private List<JsonNode> run(String... args) throws IOException {
        List<JsonNode> findings = new ArrayList<>();
        for (String line : output(Stream.concat(Stream.of(args), Stream.of("--format", "ndjson"))).split("\n")) {
            if (!line.isEmpty()) {
                findings.add(JSON.readTree(line));
            }
        }
        return findings;
    }

    private String output(Stream<String> args) {
        String[] all = Stream.concat(args, Stream.of("--osquery", "/logs/results.log")).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter said = new StringWriter();
        exit = Main.run(files, new ByteArrayInputStream(new byte[0]), out, new PrintWriter(said), Terminal.NONE, all);
        err = said.toString();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String event(int flow, String type, int second, boolean back, String more) {
        String orig = "\"%s_ip\":\"10.0.0.1\",\"%s_port\":%d".formatted(back ? "dest" : "src", back ? "dest" : "src", 40_000 + flow);
        String resp = "\"%s_ip\":\"10.0.0.2\",\"%s_port\":443".formatted(back ? "src" : "dest", back ? "src" : "dest");
        return ("{\"timestamp\":\"2025-11-20T11:%02d:%02d.000000+0100\",\"flow_id\":%d,\"event_type\":\"%s\",%s,%s,\"proto\":\"TCP\""
                + "%s}\n").formatted(second / 60, second % 60, 9_000 + flow, type, orig, resp, more);
    }

    private static String alert(int flow, int second, boolean back) {
        return event(flow, "alert", second, back, ",\"alert\":{\"signature\":\"s%d\",\"signature_id\":%d,\"severity\":1,"
                .formatted(second % 2, second % 2) + "\"category\":\"c\",\"action\":\"allowed\"}");
    }

    private static String record(int flow) {
        return event(flow, "flow", 3_000, false, ",\"flow\":{\"start\":\"2025-11-20T10:59:59+0100\",\"end\":"
                + "\"2025-11-20T11:02:00+0100\",\"state\":\"closed\",\"bytes_toserver\":1,\"bytes_toclient\":2}");
    }

    private static String alerts(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(alert(i % FLOWS, i / FLOWS, i % 3 == 0));
        }
        return text.toString();
    }

    private void expectTwentyFindings(List<JsonNode> findings, int alertsOfEach) {
        assertEquals(0, exit, err);
        assertEquals(FLOWS, findings.size());
        assertEquals(IntStream.range(0, FLOWS).mapToObj(i -> "" + (9_000 + i)).toList(),
                findings.stream().map(f -> f.at("/connection/uid").asText()).sorted().toList());
        for (JsonNode finding : findings) {
            JsonNode connection = finding.get("connection");
            assertEquals("confirmed", finding.get("verdict").asText());
            assertEquals("orig", finding.get("side").asText());
            assertEquals("10.0.0.1", connection.at("/orig/ip").asText());
            assertEquals("2025-11-20T09:59:59.000000Z", connection.get("start").asText());
            assertEquals("flow", connection.at("/log/event_type").asText());
            assertEquals("closed", connection.get("state").asText());
            assertEquals(2, connection.get("alerts").size());
            assertEquals(alertsOfEach, connection.at("/alerts/0/count").asInt() + connection.at("/alerts/1/count").asInt());
        }
        assertTrue(err.contains("connections: 20: 20 with a finding, 0 unmatched\n"), err);
        assertTrue(err.contains("attribution: 20 of 20 "), err);
    }

    @Test
    void aThousandAlertsOnTwentyFlowsAreTwentyFindings() throws IOException {
        StringBuilder records = new StringBuilder();
        IntStream.range(0, FLOWS).forEach(flow -> records.append(record(flow)));
        write("eve.json", alerts(0, 500) + records + alerts(500, 1_000));
        expectTwentyFindings(run("--suricata", "/logs/eve.json"), 50);
        assertTrue(err.contains("folded: 1000 rows "), err);
        expectTwentyFindings(run("--suricata", "/logs/eve.json", "--show", "all"), 50);
    }

    @Test
    void eventsOfOneFlowFoldAcrossFiles() throws IOException {
        StringBuilder records = new StringBuilder();
        IntStream.range(0, FLOWS).forEach(flow -> records.append(record(flow)));
        write("eve.json.1", alerts(0, 100));
        writeGzip("eve.json.2.gz", records.toString());
        writeGzip("eve.json.3.gz", alerts(100, 200));
        List<JsonNode> findings = run("--suricata", "/logs/eve.json.1", "/logs/eve.json.2.gz", "/logs/eve.json.3.gz");
        expectTwentyFindings(findings, 10);
        assertEquals("/logs/eve.json.2.gz", findings.get(0).at("/connection/at/file").asText());
        expectTwentyFindings(run("--network", "/logs/eve.json.1", "/logs/eve.json.2.gz", "/logs/eve.json.3.gz", "--show",
                "matched,unmatched"), 10);
    }

    private static String conn(String ts, String duration) {
        return "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\n" + ts + "\tC1\t10.0.0.1\t40000\t"
                + "10.0.0.2\t443\ttcp\t" + duration + "\n" + ts + "\tC2\t10.0.0.1\t40001\t10.0.0.2\t443\ttcp\t" + duration + "\n";
    }

    @Test
    void severalSourcesAreNamedAndShareTheId() throws IOException {
        write("conn.log", conn("1763632799.5", "60.0"));
        write("eve.json", record(0) + alert(0, 5, true));
        List<JsonNode> findings = run("--zeek", "/logs/conn.log", "--suricata", "/logs/eve.json");
        assertEquals(List.of("zeek C1", "zeek C2", "suricata 9000"), findings.stream()
                .map(f -> f.at("/connection/source").asText() + " " + f.at("/connection/uid").asText()).toList());
        assertEquals(findings.get(0).get("community_id"), findings.get(2).get("community_id"));
        assertEquals(findings, run("--network", "/logs/conn.log", "/logs/eve.json"));
    }

    @Test
    void openConnectionsBesideTheConnLogCountOnce() throws IOException {
        write("conn.log", conn("1763632799.500000", "60.000000"));
        write("open_conn.log", conn("1763632799.500000", "30.000000"));
        write("conn_long.log", conn("1763632799.500000", "20.000000"));
        write("json_streaming_conn.log", "{\"_path\":\"conn\",\"ts\":1763632799.5,\"uid\":\"C1\",\"id.orig_h\":\"10.0.0.1\","
                + "\"id.orig_p\":40000,\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":443,\"proto\":\"tcp\",\"duration\":70.0}\n");
        List<JsonNode> findings = run("--zeek", "/logs");
        assertEquals(List.of("C1 70", "C2 60"), findings.stream().map(f -> f.at("/connection/uid").asText() + " "
                + f.at("/connection/duration_seconds").asInt()).toList());
        assertTrue(err.contains("are counted once\n"), err);
        assertTrue(err.contains("folded: 5 rows "), err);
        assertTrue(err.contains("connections: 2: 2 with a finding, 0 unmatched\n"), err);
    }

    @Test
    void documentsOfSeveralLinesAreRead() throws IOException {
        write("sessions.json", """
                {
                  "sessions3": [
                    {"header": {}, "body": {"firstPacket": 1763632799500, "lastPacket": 1763632860000, "ipProtocol": 6,
                      "source": {"ip": "10.0.0.1", "port": 40000}, "destination": {"ip": "10.0.0.2", "port": 443}}},
                    {"header": {}, "body": {"firstPacket": 1763632799500, "lastPacket": 1763632860000, "ipProtocol": 6,
                      "source": {"ip": "10.0.0.1", "port": 40001}, "destination": {"ip": "10.0.0.2", "port": 443}}}
                  ]
                }
                """);
        List<JsonNode> findings = run("--arkime", "/logs/sessions.json");
        assertEquals(List.of(1L, 2L), findings.stream().map(f -> f.at("/connection/at/line").asLong()).toList());
        assertEquals("arkime", findings.get(0).at("/connection/source").asText());
    }

    @Test
    void reportsOfOneFlowAreOneFinding() throws IOException {
        StringBuilder reports = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            reports.append("{\"@timestamp\":\"2025-11-20T10:05:00Z\",\"event\":{\"start\":\"2025-11-20T09:59:59Z\",\"end\":"
                    + "\"2025-11-20T10:00:%d0Z\"},\"source\":{\"ip\":\"10.0.0.1\",\"port\":40000,\"bytes\":%d},\"destination.ip\":"
                    .formatted(i, i) + "\"10.0.0.2\",\"destination.port\":443,\"network.transport\":\"tcp\",\"flow\":{\"id\":\"F\"}}\n");
        }
        write("flows.ndjson", reports.toString());
        List<JsonNode> findings = run("--ecs", "/logs/flows.ndjson");
        assertEquals(1, findings.size(), err);
        assertEquals("ecs F 5 2025-11-20T10:00:50.000000Z", findings.get(0).at("/connection/source").asText() + " "
                + findings.get(0).at("/connection/uid").asText() + " " + findings.get(0).at("/connection/orig/bytes").asText() + " "
                + findings.get(0).at("/connection/end").asText());
        assertEquals(findings, run("--network", "/logs/flows.ndjson"));
    }

    @Test
    void namesThatAFlowAskedForAreColumns() throws IOException {
        write("eve.json", event(0, "tls", 1, false, ",\"tls\":{\"sni\":\"example.org\"}") + alert(0, 2, true) + record(0));
        assertEquals("example.org", run("--suricata", "/logs/eve.json").get(0).at("/connection/log/tls.sni").asText());
        assertEquals("connection.log.tls.sni\nexample.org\n", output(Stream.of("--suricata", "/logs/eve.json", "--format", "tsv",
                "--columns", "connection.log.tls.sni")));
    }

    @Test
    void anOptionInsistsOnItsKind() throws IOException {
        write("eve.json", record(0));
        assertEquals(List.of(), run("--arkime", "/logs/eve.json"));
        assertEquals(3, exit);
        assertTrue(err.contains("but Suricata eve.json; correlate reads that with --suricata"), err);
    }

    /** The same log as TSV and as JSON in three styles of time. */
    @Test
    void jsonTellsWhatTsvTells() throws IOException {
        write("conn.log", conn("1763632799.500000", "60.000000"));
        List<JsonNode> expected = bare(run("--zeek", "/logs/conn.log"));
        assertEquals(2, expected.size());
        for (String ts : List.of("1763632799.5", "1763632799500", "\"2025-11-20T09:59:59.500000Z\"")) {
            StringBuilder json = new StringBuilder();
            for (int i = 0; i < 2; i++) {
                json.append(("{\"ts\":%s,\"uid\":\"C%d\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":%d,\"id.resp_h\":\"10.0.0.2\","
                        + "\"id.resp_p\":443,\"proto\":\"tcp\",\"duration\":60.000000}\n").formatted(ts, i + 1, 40_000 + i));
            }
            write("conn.json", json.toString());
            assertEquals(expected, bare(run("--zeek", "/logs/conn.json")), ts);
        }
    }

    private static List<JsonNode> bare(List<JsonNode> findings) {
        findings.forEach(finding -> ((ObjectNode) finding.get("connection")).remove(List.of("at", "log")));
        return findings;
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import correlate.read.Input;
import correlate.source.Format;
import correlate.source.NetworkLog;
import correlate.source.arkime.ArkimeSessions;
import correlate.source.ecs.EcsFlows;
import correlate.source.suricata.SuricataEve;
import correlate.source.zeek.ZeekJson;
import correlate.source.zeek.ZeekTsv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Network logs that nobody here wrote. Skipped unless {@code -Dcorrelate.corpus} names their folder. */
final class SourcesCorpusTest {
    private static final List<Format<NetworkLog>> FORMATS = List.of(new ZeekTsv(), new ZeekJson(), new SuricataEve(),
            new ArkimeSessions(), new EcsFlows());
    /** Rows of nothing but a time called t; and rows without names, which {@code --zeek-fields} must give. */
    private static final Set<String> NAMELESS = Set.of("zeek/ascii-writer/ascii-json-iso-timestamps--ssh.log",
            "zeek/btest/scripts.policy.protocols.conn.community-id-logging--conn.cut.log");
    private static final Pattern COUNTS = Pattern.compile(
            "(\\d+) rows?: (\\d+) used, (\\d+) in part, (\\d+) passed over, (\\d+) rejected$", Pattern.MULTILINE);

    @TempDir
    private Path folder;
    private Path corpus;
    private Path sockets;

    @BeforeEach
    void findCorpus() throws IOException {
        String name = System.getProperty("correlate.corpus", "");
        Assumptions.assumeFalse(name.isEmpty(), "no corpus: -Dcorrelate.corpus=FOLDER names none");
        corpus = Path.of(name);
        sockets = Files.writeString(folder.resolve("results.log"), """
                {"name":"s","hostIdentifier":"h","unixTime":1,"columns":{"pid":"1","protocol":"6","local_address":"1.2.3.4",\
                "local_port":"5","remote_address":"5.6.7.8","remote_port":"9"},"action":"added"}
                """);
    }

    private record Said(int exit, String out, String err) {
    }

    private static Said run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int exit = Main.run(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]), out, new PrintWriter(err),
                Terminal.NONE, args);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    @TestFactory
    Stream<DynamicTest> everyNetworkLogIsRecognisedAsExactlyOneKind() throws IOException {
        Set<Path> logs = new TreeSet<>();
        for (String kind : List.of("zeek", "suricata", "arkime")) {
            try (Stream<Path> all = Files.walk(corpus.resolve(kind))) {
                all.filter(Files::isRegularFile).forEach(logs::add);
            }
        }
        assertFalse(logs.isEmpty());
        return logs.stream().map(log -> DynamicTest.dynamicTest(corpus.relativize(log).toString(), () -> check(log)));
    }

    private void check(Path log) throws IOException {
        String name = corpus.relativize(log).toString();
        String kind = name.substring(0, name.indexOf('/'));
        try (Input found = Input.of(log.toString(), log); Input input = Sources.lines(found)) {
            byte[] head = input.head(Input.HEAD);
            List<String> accepting = FORMATS.stream().filter(format -> format.refuses(head, head.length) == null)
                    .map(format -> format.open(name).source()).toList();
            assertEquals(NAMELESS.contains(name) ? List.of() : List.of(kind), accepting);
        }
        Said said = run("--network", log.toString(), "--osquery", sockets.toString(), "--show", "all", "--format", "ndjson");
        assertFalse(said.err.contains("\tat "), said.err);
        if (NAMELESS.contains(name)) {
            assertEquals(3, said.exit);
            return;
        }
        assertEquals(0, said.exit, said.err);
        String line = said.err.lines().filter(l -> l.startsWith(kind + ": " + log + ": ")).findFirst().orElseThrow();
        Matcher counts = COUNTS.matcher(line);
        assertTrue(counts.find(), line);
        assertEquals(rows(log, kind), Long.parseLong(counts.group(1)));
        assertEquals(rows(log, kind), Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3))
                + Long.parseLong(counts.group(4)) + Long.parseLong(counts.group(5)));
    }

    private static long rows(Path log, String kind) throws IOException {
        if (kind.equals("arkime")) {
            return new ObjectMapper().readTree(log.toFile()).get("sessions3").size();
        }
        List<String> lines = text(log).lines().toList();
        List<String> rows = lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        boolean named = lines.stream().anyMatch(line -> line.startsWith("#fields"));
        return named || rows.isEmpty() || rows.get(0).startsWith("{") ? rows.size() : rows.size() - 1;
    }

    private static String text(Path log) throws IOException {
        try (InputStream file = Files.newInputStream(log);
                InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Arkime sorts the ends of one-way ICMPv6 errors, as data/README.md notes; all else agrees. */
    @ParameterizedTest
    @CsvSource({"arkime/dns-wiresharkrepo.sessions.json, 8, 8", "arkime/gre-sample.sessions.json, 5, 5",
        "arkime/gtp-iphone.sessions.json, 14, 15", "arkime/sctp-www.sessions.json, 3, 3", "arkime/stun.sessions.json, 6, 6",
        "arkime/v6-http.sessions.json, 6, 6", "arkime/v6.sessions.json, 40, 41", "pairs/ssh-http-2018/eve.json.gz, 1183, 1183",
        "pairs/ssh-http-2018/conn.log.gz, 23, 23", "zeek/docs-ftp-community-id.conn.json, 2, 2",
        "zeek/zeek-8.0.10-community-id.conn.json, 1, 1", "zeek/m57-community-id.conn.log, 13, 13"})
    void idsComputedEqualIdsLogged(String log, int agreeing, int compared) {
        Said said = run("verify", "--network", corpus.resolve(log).toString());
        assertTrue(said.out.contains(log + ": " + agreeing + " of " + compared + " ids agree with their tuples under seed 0"), said.out);
        assertEquals(agreeing == compared ? 0 : 1, said.exit);
        assertEquals(agreeing == compared ? 1 : 2, said.out.lines().count());
        assertEquals(agreeing < compared, said.out.contains(": 1 disagree: ") && said.out.contains("(icmp_two_way)"), said.out);
    }

    @Test
    void anIdThatWasLeftWhenTheAddressWasMadeAnonymousIsReported() {
        Said said = run("verify", "--suricata", corpus.resolve("suricata/eve-2017-alert.json").toString());
        assertTrue(said.out.contains(": 0 of 1 ids agree"), said.out);
        assertEquals(1, said.exit);
    }

    @Test
    void zeekAndSuricataOfOneCaptureNameTheSameConnections() throws IOException {
        Path pair = corpus.resolve("pairs/ssh-http-2018");
        Said said = run("--network", pair.resolve("conn.log.gz").toString(), pair.resolve("eve.json.gz").toString(), "--osquery",
                sockets.toString(), "--show", "all", "--format", "ndjson");
        assertEquals(0, said.exit, said.err);
        Set<String> zeek = new TreeSet<>();
        Set<String> suricata = new TreeSet<>();
        int events = 0;
        for (String line : said.out.split("\n")) {
            JsonNode finding = new ObjectMapper().readTree(line);
            if (finding.has("connection")) {
                boolean eve = finding.at("/connection/source").asText().equals("suricata");
                (eve ? suricata : zeek).add(finding.get("community_id").asText());
                events += eve ? 1 : 0;
            }
        }
        assertEquals(zeek, suricata);
        assertEquals(21, zeek.size());
        assertEquals(21, events);
    }
}

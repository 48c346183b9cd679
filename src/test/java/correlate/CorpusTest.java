package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** Logs that nobody here wrote, through the whole program. Skipped unless {@code -Dcorrelate.corpus} names their folder. */
final class CorpusTest {
    private static final Pattern COUNTS = Pattern.compile(
            "(\\d+) rows?: (\\d+) used, (\\d+) in part, (\\d+) passed over, (\\d+) rejected$");
    private static final Pattern DURATION = Pattern.compile("([+-])(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)(?:\\.\\d+)?s)?");
    private static final String CONN = "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\n";

    @TempDir
    private Path folder;
    private Path corpus;

    @BeforeEach
    void findCorpus() {
        corpus = corpus();
    }

    private static Path corpus() {
        String name = System.getProperty("correlate.corpus", "");
        Assumptions.assumeFalse(name.isEmpty(), "no corpus: -Dcorrelate.corpus=FOLDER names none");
        return Path.of(name);
    }

    @TestFactory
    Stream<DynamicTest> everyZeekLogIsReadOrRefusedInASentence() throws IOException {
        Path sockets = Files.writeString(folder.resolve("results.log"), """
                {"name":"s","hostIdentifier":"h","unixTime":1,"columns":{"pid":"1","protocol":"6","local_address":"1.2.3.4",\
                "local_port":"5","remote_address":"5.6.7.8","remote_port":"9"},"action":"added"}
                """);
        return logs("zeek", log -> check(log, "zeek", "--zeek", log.toString(), "--osquery", sockets.toString()));
    }

    @TestFactory
    Stream<DynamicTest> everyOsqueryLogIsRead() throws IOException {
        Path conn = Files.writeString(folder.resolve("conn.log"), CONN);
        return logs("osquery", log -> {
            Run run = check(log, "osquery", "--zeek", conn.toString(), "--osquery", log.toString());
            assertEquals(0, run.exit(), run.err());
        });
    }

    private interface Check {
        void run(Path log) throws IOException;
    }

    private Stream<DynamicTest> logs(String kind, Check check) throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.walk(corpus.resolve(kind))) {
            logs = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertFalse(logs.isEmpty());
        return logs.stream().map(log -> DynamicTest.dynamicTest(corpus.relativize(log).toString(), () -> check.run(log)));
    }

    private static Run check(Path log, String kind, String... paths) throws IOException {
        String[] args = Stream.concat(Stream.of(paths), Stream.of("--show", "all", "--format", "ndjson")).toArray(String[]::new);
        Run run = Run.of(FileSystems.getDefault(), args);
        assertFalse(run.err().contains("\tat "), run.err());
        if (run.exit() == 3) {
            run.said(log + ": it is not what this option reads");
            return run;
        }
        assertEquals(0, run.exit(), run.err());
        Matcher counts = COUNTS.matcher(run.said(kind + ": " + log + ": "));
        assertTrue(counts.find(), run.err());
        assertEquals(rows(log), Long.parseLong(counts.group(1)));
        assertEquals(rows(log), Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3))
                + Long.parseLong(counts.group(4)) + Long.parseLong(counts.group(5)));
        return run;
    }

    /** Lines that are neither blank nor a comment; a first line of TSV without a header is one of names. */
    private static long rows(Path log) throws IOException {
        List<String> lines = text(log).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        boolean named = text(log).lines().anyMatch(line -> line.startsWith("#fields"));
        return named || lines.isEmpty() || lines.get(0).startsWith("{") ? lines.size() : lines.size() - 1;
    }

    private static String text(Path log) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(log));
                InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void idsComputedEqualIdsLogged() {
        Path log = corpus.resolve("pairs/ssh-http-2018/conn.log.gz");
        Run run = Run.of(FileSystems.getDefault(), "verify", "--zeek", log.toString());
        assertEquals(log + ": 23 of 23 ids agree with their tuples under seed 0\n", run.out());
        assertEquals(0, run.exit());
    }

    /** The medians of data/README.md. */
    @ParameterizedTest
    @CsvSource({"windows-mkt01, MKT01.pandalab.com, 43517.3", "windows-acct01, ACCT01.pandalab.com, -176.5"})
    void namesTheClockOffsetAndFindsThePairsWithIt(String pair, String host, double median) throws IOException {
        Path logs = corpus.resolve("pairs").resolve(pair);
        String[] args = {"--zeek", logs.resolve("conn.log.gz").toString(), "--osquery",
            logs.resolve("osquery-shaped.results.log.gz").toString(), "--clock-offset", "auto", "--format", "tsv", "--columns",
            "connection.uid,sighting.process.pid,verdict"};
        Run run = Run.of(FileSystems.getDefault(), args);
        assertEquals(median, seconds(run.said("clock: " + host + " is off by ")), 60);

        Set<String> found = new HashSet<>(run.lines());
        List<String> truth = Files.readAllLines(logs.resolve("truth.tsv"));
        long right = truth.stream().skip(1).map(line -> line.split("\t")).filter(cells ->
                found.contains(cells[0] + "\t" + cells[2] + "\tconfirmed")
                || found.contains(cells[0] + "\t" + cells[2] + "\tpossible")).count();
        assertTrue(right >= 0.98 * (truth.size() - 1), right + " of " + (truth.size() - 1));
    }

    private static double seconds(String text) {
        Matcher duration = DURATION.matcher(text);
        assertTrue(duration.find(), text);
        double seconds = 3600 * number(duration.group(2)) + 60 * number(duration.group(3)) + number(duration.group(4));
        return duration.group(1).equals("-") ? -seconds : seconds;
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    /** The ids of data/README.md, of connections as a sensor would have logged them. */
    @ParameterizedTest
    @CsvSource({
        "chrome-laptop-2015, 1449014401, 10.33.14.161, 57576, 216.58.217.142, 443, 881, 1:eZOElReOc7fXUPa1Zrst5x9t/c0=",
        "fleet-guide-nc, 1582669729, 172.17.0.2, 42716, 13.227.76.23, 443, 23689, 1:l7a9beh8+bQe2MRtUW92OFmMMsM=",
        "kafka-fleet-2019, 1571245086, 10.0.1.42, 41560, 10.0.1.43, 9092, 1755, 1:c0Uo1snJlZz3tGUna1tndUUsQl4=",
        "kafka-fleet-2019, 1571245108, 10.0.1.32, 52544, 10.0.1.41, 9092, 29804, 1:5m7tIvfX9LazM2vgLMWVWLnEuOc=",
        "reverse-shell-2022, 1651471514, 192.168.3.103, 40466, 192.168.3.104, 8080, 29283, 1:eeTDSAHfdf3lxBQlX6/iaBJvjZ8=",
    })
    void explainsTheConnectionOfAKnownRow(String log, long time, String local, int localPort, String remote, int remotePort,
            String pid, String id) throws IOException {
        Path conn = Files.writeString(folder.resolve("conn.log"), CONN + String.join("\t", (time - 8) + ".000000", "C1", local,
                "" + localPort, remote, "" + remotePort, "tcp", "20.000000") + "\n");
        Path addresses = Files.writeString(folder.resolve("addresses.log"), """
                {"name":"addresses","hostIdentifier":"h3","unixTime":1651471514,"columns":{"interface":"eth0",\
                "address":"192.168.3.103","mask":"255.255.255.0"},"action":"added"}
                """);               // the reverse shell's row has no local end, so its host must show the address otherwise
        Run run = Run.of(FileSystems.getDefault(), "--zeek", conn.toString(), "--osquery",
                corpus.resolve("osquery/" + log + ".results.log").toString(), addresses.toString(), "--format", "tsv", "--columns",
                "connection.uid,sighting.process.pid,community_id");
        assertEquals(List.of("connection.uid\tsighting.process.pid\tcommunity_id", "C1\t" + pid + "\t" + id), run.lines(), run.err());
    }
}

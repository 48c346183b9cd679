package correlate.source.zeek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import correlate.source.Format;
import correlate.source.NetworkLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Logs that nobody here wrote; skipped where the property {@code correlate.corpus} names no folder of them. */
class ZeekCorpusTest {
    /** Logs with rows that are not used as a whole, or of another kind: used, used in part, passed over, rejected. */
    private static final Map<String, List<Integer>> SPECIAL = Map.ofEntries(
            Map.entry("fleet-guide-shifted-columns.conn.log", List.of(0, 5, 0, 0)),
            Map.entry("truncated-last-line.conn.log", List.of(58, 0, 0, 1)),
            Map.entry("cut-tests/multiple-times.log", List.of(0, 0, 4, 0)),
            Map.entry("cut-tests/zerotime.log", List.of(0, 0, 6, 0)),
            Map.entry("ascii-writer/ascii-tsv--ssh-filtered.log", List.of(0, 0, 5, 0)),
            Map.entry("ascii-writer/ascii-line-like-comment--test.log", List.of(0, 0, 3, 0)),
            Map.entry("ascii-writer/ascii-escape-notset-str--test.log", List.of(0, 0, 1, 0)),
            Map.entry("ascii-writer/ascii-escape-set-separator--test.log", List.of(0, 0, 1, 0)),
            Map.entry("ascii-writer/ascii-utf8-enabled-control-characters--test.log", List.of(0, 0, 1, 0)),
            Map.entry("ascii-writer/ascii-json-optional--testing_nullfields.log", List.of(0, 0, 1, 0)),
            Map.entry("corelight-many-types.json", List.of(3, 0, 31, 0)));
    /** Logs without anything that says what they are. */
    private static final List<String> REFUSED = List.of("ascii-writer/ascii-json-iso-timestamps--ssh.log",
            "btest/scripts.policy.protocols.conn.community-id-logging--conn.cut.log");

    private static Path corpus() {
        String corpus = System.getProperty("correlate.corpus", "");
        Assumptions.assumeFalse(corpus.isBlank(), "the property correlate.corpus names no folder of logs");
        return Path.of(corpus);
    }

    static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream inflated = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return inflated.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Format<NetworkLog> format(byte[] log) {
        return Stream.of(new ZeekTsv(), new ZeekJson()).filter(f -> f.refuses(log, log.length) == null).findFirst().orElse(null);
    }

    @TestFactory
    Stream<DynamicTest> everyRowIsUsedPassedOverOrRejected() throws IOException {
        Path zeek = corpus().resolve("zeek");
        return Files.walk(zeek).filter(Files::isRegularFile)
                .map(file -> dynamicTest(zeek.relativize(file).toString(), () -> counts(zeek.relativize(file).toString(), read(file))));
    }

    private static void counts(String name, byte[] log) {
        Format<NetworkLog> format = format(log);
        assertEquals(REFUSED.contains(name), format == null);
        if (format == null) {
            return;
        }
        Scan scan = Scan.of(format, log, 4096);
        int rows = (int) new String(log, StandardCharsets.ISO_8859_1).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).count();
        if (new String(log, 0, 40, StandardCharsets.UTF_8).startsWith("ts\t") || name.contains("ascii-tsv")) {
            rows--;                                                    // the bare line of names
        }
        int inPart = (int) scan.events.stream().filter(e -> e.contains(" in part ")).map(e -> e.split(" ")[0]).distinct().count();
        boolean noTimes = new String(log, StandardCharsets.ISO_8859_1).contains("\nXXXXXXXXXX.") || name.contains("field-extension");
        List<Integer> expected = SPECIAL.getOrDefault(name, noTimes ? List.of(0, rows, 0, 0) : List.of(rows, 0, 0, 0));
        assertEquals(expected, List.of(scan.used.size() - inPart, inPart, scan.passedOver, scan.rejected), () -> scan.reasons + "");
        assertEquals(rows, expected.stream().mapToInt(i -> i).sum());
        ZeekTwinsTest.assertFullRowsAgree(scan);
        assertTrue(scan.problems.stream().allMatch(p -> p.field().equals("_write_ts")), () -> scan.problems + "");
    }

    @TestFactory
    Stream<DynamicTest> everyPairIsReadWhole() {
        Path pairs = corpus().resolve("pairs");
        return Map.of("ssh-http-2018", 23, "windows-acct01", 119, "windows-mkt01", 895).entrySet().stream()
                .map(pair -> dynamicTest(pair.getKey(), () -> {
                    Scan scan = Scan.of(new ZeekTsv(), read(pairs.resolve(pair.getKey()).resolve("conn.log.gz")), 1 << 18);
                    assertEquals(pair.getValue(), scan.used.size());
                    assertEquals(List.of(), scan.reasons);
                    assertTrue(scan.used.stream().allMatch(Scan.Used::hasTuple));
                }));
    }

    @Test
    void theArticlesThirdRowKeepsItsTupleAndTimes() {
        Scan scan = Scan.of(new ZeekTsv(), read(corpus().resolve("zeek/fleet-guide-shifted-columns.conn.log")), 1 << 18);
        Scan.Used third = scan.used.get(2);
        assertEquals("172.17.0.2 42716", third.orig());
        assertEquals("13.227.76.23 443", third.resp());
        assertEquals(1582669739862263L, third.end());
        assertEquals("CZX3af2jpkfeJzNItb", scan.connection(2).uid());
    }
}

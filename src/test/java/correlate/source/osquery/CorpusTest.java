package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.source.SocketKey.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that nobody here wrote, in the folder that the system property {@code correlate.corpus} names. */
class CorpusTest {
    private Path corpus;

    @BeforeEach
    void findCorpus() {
        String folder = System.getProperty("correlate.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "correlate.corpus names no folder");
        corpus = Path.of(folder);
    }

    @Test
    void accountsForEveryLineOfEveryFile() throws IOException {
        List<Path> files;
        try (Stream<Path> logs = Files.list(corpus.resolve("osquery"));
                Stream<Path> pairs = Files.find(corpus.resolve("pairs"), 2,
                        (path, attributes) -> path.getFileName().toString().startsWith("osquery-shaped"))) {
            files = Stream.concat(logs, pairs).sorted().toList();
        }
        assertTrue(files.size() >= 11, files::toString);
        for (Path file : files) {
            byte[] text = read(file);
            Heard heard = Heard.scan(text, true);
            String[] lines = new String(text, StandardCharsets.UTF_8).split("\n");
            assertEquals(Stream.of(lines).filter(line -> !line.isBlank()).count(), heard.rows(), file::toString);
            assertEquals(lines.length, heard.lines, file::toString);
            assertNull(new OsqueryResults().refuses(text, Math.min(text.length, 1 << 16)), file::toString);
            assertNull(new OsqueryResults().refuses(text, Math.min(text.length, 300)), file::toString);
            assertEquals(PlainOsquery.scan(text).calls, heard.withoutWords(), file::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            osquery/bpf-socket-events-2023.results.log            | 1   | 0    | CONNECT_EVENT
            osquery/chrome-laptop-2015.results.log                | 1   | 0    | SOCKET
            osquery/fleet-guide-nc.results.log                    | 1   | 0    | SOCKET
            osquery/hpc-fim-2018.results.log.gz                   | 0   | 2910 |
            osquery/kafka-fleet-2019.results.log                  | 2   | 0    | SOCKET
            osquery/logging-docs.results.log                      | 1   | 4    |
            osquery/other-queries-2020.results.log                | 1   | 5    | LISTENER
            osquery/process-auditing-docs.results.log             | 1   | 0    | CONNECT_EVENT
            osquery/reverse-shell-2022.results.log                | 1   | 0    | REMOTE_ONLY
            pairs/windows-acct01/osquery-shaped.results.log.gz    | 135 | 0    | SOCKET
            pairs/windows-mkt01/osquery-shaped.results.log.gz     | 889 | 0    | SOCKET
            """)
    void seesWhatEachFileShows(String file, int used, int passedOver, Kind kind) throws IOException {
        Heard heard = Heard.scan(read(corpus.resolve(file)), true);
        assertEquals(used, heard.used, () -> heard.calls.toString());
        assertEquals(passedOver, heard.passedOver);
        assertEquals(kind == null ? List.of() : List.of(kind), heard.kinds.stream().distinct().toList());
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream inflated = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return inflated.readAllBytes();
        }
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a log comes in, its findings are the same but for the places that they name. */
final class SameLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GeneratedLogs logs = new GeneratedLogs(3_000, 7);
    private FileSystem files;
    private Path folder;
    private List<JsonNode> expected;

    @BeforeEach
    void write() throws IOException {
        files = Jimfs.newFileSystem(Configuration.unix());
        folder = Files.createDirectories(files.getPath("/logs"));
        Files.writeString(folder.resolve("conn.log"), logs.conn);
        Files.writeString(folder.resolve("results.log"), logs.results);
        expected = findings("", "/logs/conn.log", "/logs/results.log");
        assertFalse(expected.isEmpty());
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private List<JsonNode> findings(String stdin, String conn, String results) {
        Run run = Run.of(files, stdin.getBytes(StandardCharsets.UTF_8), Terminal.NONE, "--zeek", conn, "--osquery", results,
                "--show", "all", "--format", "ndjson");
        assertEquals(0, run.exit(), run.err());
        return run.lines().stream().map(SameLogTest::withoutPlaces).toList();
    }

    private static JsonNode withoutPlaces(String line) {
        try {
            JsonNode finding = JSON.readTree(line);
            finding.properties().forEach(part -> {
                if (part.getValue() instanceof ObjectNode object) {
                    object.remove("at");
                }
            });
            return finding;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void compressed() throws IOException {
        Files.write(folder.resolve("conn.log.gz"), gzip(logs.conn));
        Files.write(folder.resolve("results.log.gz"), gzip(logs.results));
        assertEquals(expected, findings("", "/logs/conn.log.gz", "/logs/results.log.gz"));
    }

    @Test
    void onStandardInput() {
        assertEquals(expected, findings(logs.conn, "-", "/logs/results.log"));
        assertEquals(expected, findings(logs.results, "/logs/conn.log", "-"));
    }

    @Test
    void withWindowsLineEnds() throws IOException {
        Files.writeString(folder.resolve("crlf.log"), logs.conn.replace("\n", "\r\n"));
        assertEquals(expected, findings("", "/logs/crlf.log", "/logs/results.log"));
    }

    /** Rotated files, each under the header that held where it begins. */
    @Test
    void splitIntoFiles() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("rotated"));
        String header = "";
        List<String> lines = logs.conn.lines().toList();
        for (int part = 0; part * 500 < lines.size(); part++) {
            StringBuilder text = new StringBuilder(header);
            for (String line : lines.subList(part * 500, Math.min(lines.size(), part * 500 + 500))) {
                text.append(line).append('\n');
                header = line.startsWith("#separator") ? "" : header;
                header += line.startsWith("#") && !line.startsWith("#a ") ? line + "\n" : "";
            }
            Files.writeString(parts.resolve("conn.%02d.log".formatted(part)), text);
        }
        assertEquals(expected, findings("", "/logs/rotated", "/logs/results.log"));
    }
}

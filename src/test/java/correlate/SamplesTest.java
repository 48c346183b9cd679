package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples: each gives the guide's answer, and osquery.conf asks for what the osquery logs have. */
class SamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"results", "batch", "snapshots"})
    void everyFormGivesTheGuidesAnswer(String form) throws IOException {
        for (String conn : List.of("conn.log", "conn-as-printed.log")) {
            JsonNode findings = correlate("--zeek", "samples/" + conn, "--osquery", "samples/osqueryd." + form + ".log",
                    "--format", "json", "--uid", "CZX3af2jpkfeJzNItb");
            assertEquals(1, findings.size(), conn);
            JsonNode process = findings.get(0).at("/sighting/process");
            assertEquals("23689 nc osquery.io 443", process.get("pid").asText() + " " + process.get("cmdline").asText());
            assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", findings.get(0).get("community_id").asText());
        }
    }

    @Test
    void shiftedColumnsAreReportedRowByRow() throws IOException {
        correlate("--zeek", "samples/conn-as-printed.log", "--osquery", "samples/osqueryd.results.log", "--format", "json");
        assertTrue(err.toString().contains("conn-as-printed.log:3: 21 values under 22 names"), err.toString());
        assertTrue(err.toString().contains("5 rows: 0 used, 5 in part, 0 passed over, 0 rejected"), err.toString());
    }

    /** A folder of osquery logs may hold its configuration too. */
    @Test
    void configurationIsNoLog() throws IOException {
        correlate("--zeek", "samples/conn.log", "--osquery", "samples", "--format", "json");
        assertTrue(!err.toString().contains("osquery.conf"), err.toString());
    }

    @Test
    void configurationNamesEveryColumnOnceAsTheLogsHaveThem() throws IOException {
        Map<String, Set<String>> asked = new TreeMap<>();
        configuration().get("schedule").properties().forEach(query -> {
            List<String> columns = columns(query.getValue().get("query").asText());
            assertEquals(columns.size(), new HashSet<>(columns).size(), query.getKey() + " names a column twice");
            asked.put(query.getKey(), new HashSet<>(columns));
        });
        for (String log : List.of("results", "batch", "snapshots")) {
            for (String line : Files.readAllLines(Path.of("samples/osqueryd." + log + ".log"))) {
                JsonNode result = JSON.readTree(line);
                String query = result.get("name").asText();
                rows(result).forEach(row -> assertEquals(asked.get(query), fields(row), query));
            }
        }
    }

    /** As osquery reads it: lines that begin with // are comments. */
    private static JsonNode configuration() throws IOException {
        return JSON.readTree(Files.readAllLines(Path.of("samples/osquery.conf")).stream()
                .filter(line -> !line.strip().startsWith("//")).collect(Collectors.joining("\n")));
    }

    private static List<String> columns(String query) {
        String list = query.substring("SELECT ".length(), query.indexOf(" FROM "));
        return Stream.of(list.split(", ")).map(column -> column.substring(column.indexOf('.') + 1)).toList();
    }

    private static Stream<JsonNode> rows(JsonNode result) {
        return Stream.of("/columns", "/snapshot", "/diffResults/added", "/diffResults/removed").map(result::at)
                .flatMap(found -> found.isArray() ? found.valueStream() : found.isObject() ? Stream.of(found) : Stream.of());
    }

    private static Set<String> fields(JsonNode row) {
        return row.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private JsonNode correlate(String... args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Main.run(FileSystems.getDefault(), InputStream.nullInputStream(), out, new PrintWriter(err), Terminal.NONE, args);
        assertEquals(0, status, err.toString());
        return JSON.readTree(out.toString(StandardCharsets.UTF_8));
    }
}

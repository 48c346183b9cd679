package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import correlate.model.Finding;
import correlate.model.NumberText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnsTest {

    /** Keeps numbers as they are written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Walks the JSON of findings that have everything and nothing: columns know each of its paths, and say the same. */
    @Test
    void knowEveryPathOfTheJsonAndSayTheSame() throws IOException {
        for (Finding finding : List.of(Findings.full(), Findings.unmatched(), Findings.unseen())) {
            JsonNode json = MAPPER.readTree(Reports.print(OutputFormat.NDJSON, Reports.PLAIN, finding));
            for (String path : Columns.paths()) {
                JsonNode node = json.at("/" + path.replace('.', '/'));
                String expected = node.isMissingNode() ? "" : node.isValueNode() ? node.asText() : node.toString();
                if (!node.has("port") && !node.has("file")) {
                    assertEquals(expected, Columns.of(path).apply(finding), path);
                }
            }
        }
    }

    @Test
    void haveAPathForEveryLeaf() throws IOException {
        JsonNode json = MAPPER.readTree(Reports.print(OutputFormat.NDJSON, Reports.PLAIN, Findings.full()));
        TreeSet<String> leaves = new TreeSet<>();
        collectLeaves("", json, leaves);
        for (String leaf : leaves) {
            assertEquals(json.at("/" + leaf.replace('.', '/')).asText(), Columns.of(leaf).apply(Findings.full()), leaf);
        }
        assertEquals(54, leaves.size());
    }

    private static void collectLeaves(String path, JsonNode node, TreeSet<String> leaves) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = path + field.getKey();
            if (List.of("connection.log", "connection.alerts", "sighting.columns", "sighting.decorations").contains(name)) {
                continue;
            }
            if (field.getValue().isObject()) {
                collectLeaves(name + ".", field.getValue(), leaves);
            } else {
                leaves.add(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "local | 172.17.0.2:42716",
        "connection.resp | 13.227.76.23:443",
        "connection.at | conn.log:5",
        "reason | {\"code\":\"alive_during\",\"text\":\"seen alive during the connection\"}",
        "sighting.process.user | {\"id\":0,\"name\":\"root\"}",
        "connection.log.id.orig_h | 172.17.0.2",
        "connection.log.ts | 1582669709.844549",
        "connection.log.local_orig | true",
        "connection.log.tunnel_parents | [\"Ca\",\"Cb\"]",
        "connection.alerts.signature | [\"ET POLICY\"]",
        "sighting.columns.cwd | /root",
        "sighting.decorations | {\"team\":\"blue\"}"})
    void takePathsThatNameMoreThanAValue(String path, String value) {
        assertEquals(value, Columns.of(path).apply(Findings.full()));
    }

    @Test
    void findNamesWithDotsAndNamesWithinNames() {
        Finding finding = Findings.withLog(Findings.columns("a.b", Map.of("c", "1"), "d", Map.of("e.f", new NumberText("02")),
                "g", List.of(Map.of("h", "3"), Map.of("h", "4"))));

        assertEquals("1", Columns.of("connection.log.a.b.c").apply(finding));
        assertEquals("02", Columns.of("connection.log.d.e.f").apply(finding));
        assertEquals("[\"3\",\"4\"]", Columns.of("connection.log.g.h").apply(finding));
        assertEquals("", Columns.of("connection.log.a").apply(finding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection.log.nothing", "connection.log.uid.deeper", "sighting.columns."})
    void giveNothingForNamesThatTheRowHasNot(String path) {
        assertEquals("", Columns.of(path).apply(Findings.full()));
        assertEquals("", Columns.of(path).apply(Findings.unmatched()));
        assertEquals("", Columns.of(path).apply(Findings.unseen()));
    }

    @Test
    void refuseAPathThatNoFindingCanHave() {
        assertRefused("sighting.proces.name", "under sighting there are host, query, kind, sightings, first_seen, last_seen, closed_by, "
                + "known_from, known_to, may_from, may_to, clock_offset_seconds, proto_assumed, process, columns, decorations, at");
        assertRefused("sighting.process.hash.sha512", "under sighting.process.hash there are md5, sha1, sha256");
        assertRefused("connection.orig.", "under connection.orig there are ip, port, bytes");
        assertRefused("time.zone", "begin it with one of time, verdict, reason, community_id, side, candidates, gap_seconds, local, "
                + "remote, connection, sighting");
    }

    private static void assertRefused(String path, String advice) {
        var error = assertThrows(IllegalArgumentException.class, () -> Columns.of(path));
        assertEquals("--columns: \"" + path + "\" is no column; " + advice, error.getMessage());
    }

    @Test
    void refuseAPathWhoseFirstWordNoFindingHas() {
        var error = assertThrows(IllegalArgumentException.class, () -> Reports.columns("time", "conection.uid\033[m"));
        assertEquals("--columns: \"conection.uid\\x1b[m\" is no column; begin it with one of time, verdict, reason, "
                + "community_id, side, candidates, gap_seconds, local, remote, connection, sighting", error.getMessage());
    }

    @Test
    void refuseAnEmptyChoice() {
        var error = assertThrows(IllegalArgumentException.class, Reports::columns);
        assertEquals("--columns names no column; name at least one, for example time", error.getMessage());
    }
}

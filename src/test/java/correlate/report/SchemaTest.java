package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import correlate.model.Finding;
import correlate.model.NumberText;
import correlate.model.Reason;
import correlate.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode schema = MAPPER.readTree(Files.readString(Path.of("docs", "finding.schema.json")));
    private final SchemaValidator validator = new SchemaValidator(schema);

    SchemaTest() throws IOException {
    }

    private static ObjectNode json(Finding finding) throws IOException {
        return (ObjectNode) MAPPER.readTree(Reports.print(OutputFormat.NDJSON, Reports.PLAIN, finding));
    }

    @Test
    void realOutputIsValid() throws IOException {
        Finding oddLog = Findings.withLog(Findings.columns("n", new NumberText("18446744073709551615"), "e", List.of(),
                "o", Findings.columns("p", false), "s", "text"));
        for (Finding finding : List.of(Findings.full(), Findings.unmatched(), Findings.unseen(), oddLog)) {
            assertEquals(List.of(), validator.faults(json(finding)));
        }
    }

    @Test
    void listsEveryVerdictAndReason() {
        assertEquals(words(Verdict.values()), listed("/properties/verdict/enum"));
        assertEquals(words(Reason.values()), listed("/properties/reason/properties/code/enum"));
    }

    /** The full finding has every key, so that none of the schema goes untested. */
    @Test
    void knowsNoKeyThatIsNeverPrinted() throws IOException {
        assertHasAll("", schema, json(Findings.full()));
    }

    private void assertHasAll(String path, JsonNode part, JsonNode value) {
        JsonNode resolved = part.has("$ref") ? schema.at(part.get("$ref").textValue().substring(1)) : part;
        resolved.path("properties").properties().forEach(property -> {
            String name = path + "/" + property.getKey();
            assertTrue(value.has(property.getKey()), name);
            assertHasAll(name, property.getValue(), value.get(property.getKey()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/reason", "/local", "/connection", "/connection/orig", "/connection/at", "/sighting",
        "/sighting/process", "/sighting/process/user", "/sighting/process/hash", "/sighting/at"})
    void rejectsAnUnknownKey(String object) throws IOException {
        ObjectNode finding = json(Findings.full());
        ((ObjectNode) finding.at(object)).put("surprise", 1);

        assertEquals(List.of(object + "/surprise is no known key"), validator.faults(finding));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connection/log", "/sighting/columns", "/sighting/decorations"})
    void takesAnyColumnOfALog(String object) throws IOException {
        ObjectNode finding = json(Findings.full());
        ((ObjectNode) finding.at(object)).put("surprise", 1);

        assertEquals(List.of(), validator.faults(finding));
    }

    @Test
    void rejectsWrongValues() throws IOException {
        ObjectNode finding = json(Findings.full());
        finding.put("verdict", "CONFIRMED");
        finding.put("gap_seconds", -1);
        finding.putNull("side");
        finding.remove("candidates");
        ((ObjectNode) finding.get("local")).put("port", "42716");
        ((ObjectNode) finding.get("remote")).put("port", 65536);
        ((ObjectNode) finding.get("sighting")).put("proto_assumed", false);

        assertEquals(List.of(
                "/verdict is none of the listed: \"CONFIRMED\"",
                "/side is not of type \"string\"",
                "/side is none of the listed: null",
                "/gap_seconds is too small",
                "/local/port is not of type \"integer\"",
                "/remote/port is too large",
                "/sighting/proto_assumed is not true",
                " lacks candidates"), validator.faults(finding));
    }

    /** The page explains each key that the schema knows. */
    @Test
    void everyKeyIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs", "output.md"));
        for (String path : Columns.paths()) {
            assertTrue(page.contains("`" + path + "`"), path);
        }
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    }

    private List<String> listed(String pointer) {
        return StreamSupport.stream(schema.at(pointer).spliterator(), false).map(JsonNode::textValue).toList();
    }
}

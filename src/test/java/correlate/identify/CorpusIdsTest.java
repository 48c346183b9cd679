package correlate.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every id of the corpus: those that the reference tool confirms must come out, and each other one must be explained. */
class CorpusIdsTest {
    private static final int BYTE_TAKEN_FOR_PROTOCOL = 64;
    private Path folder;

    @BeforeEach
    void findCorpus() {
        String corpus = System.getProperty("correlate.corpus", "");
        assumeTrue(!corpus.isEmpty(), "no corpus: set -Dcorrelate.corpus");
        folder = Path.of(corpus, "community-id");
    }

    @Test
    void everyConfirmedIdComesOut() throws IOException {
        List<Line> lines = lines();
        long confirmed = lines.stream().filter(Line::confirmed).peek(line -> assertEquals(line.id(),
                new CommunityIds(line.seed()).of(line.tuple()), line::toString)).count();
        assertTrue(confirmed > 10_000, () -> "only " + confirmed);
    }

    @Test
    void everyOtherIdIsExplained() throws IOException {
        int explained = 0;
        for (Line line : lines()) {
            if (!line.confirmed()) {
                explain(line);
                explained++;
            }
        }
        assertEquals(26, explained);
    }

    @Test
    void theBaselineComesOut() throws IOException {
        for (String name : List.of("baseline_deflt.json", "baseline_seed1.json", "baseline_nob64.json")) {
            CommunityIds ids = new CommunityIds(name.equals("baseline_seed1.json") ? 1 : 0);
            JsonNode rows = new ObjectMapper().readTree(folder.resolve(name).toFile());
            assertEquals(23, rows.size());
            for (JsonNode row : rows) {
                CommunityId id = ids.of(PublishedIds.tuple(row.get("proto").asText(),
                        row.get("saddr").asText(), row.path("sport").asText("0").replace("null", "-"),
                        row.get("daddr").asText(), row.path("dport").asText("0").replace("null", "-")));
                assertEquals(row.get("communityid").asText(),
                        name.equals("baseline_nob64.json") ? id.toHex() : id.toString(), row::toString);
            }
        }
    }

    private static void explain(Line line) {
        if (line.source.startsWith("arkime")) {
            explained(line, line.proto.equals("58") ? Deviation.ICMP_TWO_WAY : Deviation.PORTLESS_WITH_PORTS);
        } else if (line.source.contains("icmp6-mldv2")) {
            // tshark took another byte of the malformed packet for the protocol, and saw no ports
            assertEquals(line.id(), new CommunityIds(0).of(new Tuple(BYTE_TAKEN_FOR_PROTOCOL, line.tuple().srcHigh(),
                    line.tuple().srcLow(), 0, line.tuple().dstHigh(), line.tuple().dstLow(), 0)), line::toString);
        } else if (line.source.startsWith("zeek/zeek:")) {
            explained(line, Deviation.PORTS_LEFT_OUT);
        } else if (line.id() == null) {
            // the tool refused: no address, no seed of 16 bits, or no protocol of 8
            assertTrue(Address.parse(line.daddr) == null || line.seed() > SeedSearch.LARGEST_SEED
                    || Protocols.number(line.proto) == Protocols.UNKNOWN, line::toString);
        } else {
            // families differ: the reference tool compares 4 bytes with 16; we order them as osquery does
            assertEquals(line.id(), new CommunityIds(line.seed()).of(line.tuple()), line::toString);
        }
    }

    private static void explained(Line line, Deviation deviation) {
        assertNotEquals(line.id(), new CommunityIds(line.seed()).of(line.tuple()), line::toString);
        assertEquals(line.id(), new DeviatingIds(line.seed()).of(deviation, line.tuple()), line::toString);
    }

    private record Line(String source, String proto, String saddr, String sport, String daddr, String dport, String seedText,
            String encoding, String idText, String agrees) {
        boolean confirmed() {
            return agrees.equals("yes");
        }

        int seed() {
            return Integer.parseInt(seedText);
        }

        Tuple tuple() {
            return PublishedIds.tuple(proto, saddr, sport, daddr, dport);
        }

        CommunityId id() {
            CommunityId id = CommunityId.parse(idText);
            if (confirmed()) {
                assertEquals(idText, encoding.equals("hex") ? id.toHex() : id.toString());
            }
            return id;
        }
    }

    private List<Line> lines() throws IOException {
        List<Path> files;
        try (var found = Files.newDirectoryStream(folder, "*.tsv")) {
            files = new ArrayList<>();
            found.forEach(files::add);
        }
        assertEquals(6, files.size());
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            List<String> text = Files.readAllLines(file);
            for (String line : text.subList(1, text.size())) {
                String[] w = line.split("\t", -1);
                lines.add(new Line(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9]));
            }
        }
        return lines;
    }
}

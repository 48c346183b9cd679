package correlate.source.zeek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import correlate.model.RowColumns;
import correlate.source.Told;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The hot code and its plain twins say the same of generated logs, whole and damaged, however they are cut into chunks. */
class ZeekTwinsTest {
    @Test
    void tsvAgreesWithItsPlainTwin() {
        int flows = 0;
        for (int seed = 0; seed < 120; seed++) {
            String text = new RandomConnLog(seed).tsv();
            flows += agrees(seed, text);
        }
        assertTrue(flows > 1000, "only " + flows + " rows were used");
    }

    @Test
    void tsvAgreesWithItsPlainTwinOnDamagedLogs() {
        int flows = 0;
        for (int seed = 1000; seed < 1300; seed++) {
            RandomConnLog random = new RandomConnLog(seed);
            flows += agrees(seed, random.damaged(random.tsv(), "\t\t\n\n-.:;|1aZ#\0\1\b"));
        }
        assertTrue(flows > 1000, "only " + flows + " rows were used");
    }

    @Test
    void jsonAgreesWithItsPlainTwin() {
        int flows = 0;
        for (int seed = 0; seed < 120; seed++) {
            flows += jsonAgrees(seed, new RandomConnLog(seed).json());
        }
        assertTrue(flows > 1000, "only " + flows + " rows were used");
    }

    @Test
    void mostJsonRowsAreCutOnly() {
        Scan scan = Scan.of(new ZeekJson(), new RandomConnLog(7).json().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
        assertTrue(2 * assertFullRowsAgree(scan) > scan.used.size());
    }

    @Test
    void jsonAgreesWithItsPlainTwinOnDamagedLogs() {
        int flows = 0;
        for (int seed = 1000; seed < 1300; seed++) {
            RandomConnLog random = new RandomConnLog(seed);
            flows += jsonAgrees(seed, random.damaged(random.json(), "\n\"\"{}[]:,.17aeu#n"));
        }
        assertTrue(flows > 1000, "only " + flows + " rows were used");
    }

    private static int jsonAgrees(int seed, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Scan whole = Scan.of(new ZeekJson(), bytes, Integer.MAX_VALUE);
        assertSame(PlainZeekJson.events(text), whole.events, "seed " + seed, text);
        assertEquals(whole.events, Scan.of(new ZeekJson(), bytes, 1 + seed % 300).events);
        assertFullRowsAgree(whole);
        return whole.used.size();
    }

    private static int agrees(int seed, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Scan whole = Scan.of(new ZeekTsv(), bytes, Integer.MAX_VALUE);
        assertSame(PlainZeekConnLog.events(text), whole.events, "seed " + seed, text);
        assertEquals(whole.events, Scan.of(new ZeekTsv(), bytes, 1 + seed % 300).events);
        assertFullRowsAgree(whole);
        return whole.used.size();
    }

    private static void assertSame(List<String> plain, List<String> hot, String seed, String text) {
        for (int i = 0; i < Math.max(plain.size(), hot.size()); i++) {
            String expected = i < plain.size() ? plain.get(i) : "nothing";
            String actual = i < hot.size() ? hot.get(i) : "nothing";
            assertEquals(expected, actual, () -> seed + ": " + text.lines().skip(Long.parseLong(actual.split(" ")[0]) - 1).findFirst());
        }
    }

    /** Reading a row in full gives what the scan said of it. */
    static int assertFullRowsAgree(Scan scan) {
        int told = 0;
        for (int i = 0; i < scan.used.size(); i++) {
            Scan.Used used = scan.used.get(i);
            Connection c = scan.connection(i);
            String row = new String(used.row().bytes(), StandardCharsets.UTF_8);
            assertEquals(used.start(), c.start(), row);
            assertEquals(used.end(), c.end(), row);
            if (used.hasTuple()) {
                assertEquals(used.orig(), c.orig().ip() + " " + c.orig().port(), row);
                assertEquals(used.resp(), c.resp().ip() + " " + c.resp().port(), row);
                assertEquals(used.protocol(), c.protocol(), row);
            }
            if (c.loggedId() != null && !used.id().isEmpty()) {
                assertEquals(correlate.model.CommunityId.parse(used.id()), c.loggedId(), row);
            }
            if (c.log() instanceof RowColumns columns) {
                Map<String, Object> values = new LinkedHashMap<>(columns);
                assertEquals(List.copyOf(values.entrySet()), List.copyOf(Told.by(columns, false).entrySet()), row);
                assertEquals(List.copyOf(values.entrySet()), List.copyOf(Told.by(columns, true).entrySet()), row);
                assertEquals(values.size(), columns.size(), row);
                assertEquals(used.row().layout() instanceof ZeekHeader ? ZeekTsvLog.plain(used.row(), values, problem -> { })
                        : ZeekJsonLog.plain(used.row(), problem -> { }), c, row);
                told++;
            }
        }
        return told;
    }
}

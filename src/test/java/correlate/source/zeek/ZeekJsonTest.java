package correlate.source.zeek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import correlate.model.NumberText;
import correlate.model.Times;
import correlate.source.RowSink;
import correlate.source.zeek.Scan.Used;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZeekJsonTest {
    private static final String ID = "\"id.orig_h\":\"172.17.0.2\",\"id.orig_p\":42716,\"id.resp_h\":\"13.227.76.23\",\"id.resp_p\":443";
    private static final String REST = "\"proto\":\"tcp\",\"duration\":30.017714023590088,\"conn_state\":\"SF\",\"community_id\":\"1:l7a9beh8+bQe2MRtUW92OFmMMsM=\"";

    private static String row(String ts) {
        return "{\"ts\":" + ts + ",\"uid\":\"CZX3\"," + ID + "," + REST + "}";
    }

    @Test
    void readsTheRowIntoTheKey() {
        Used used = Scan.json(row("1582669709.844549")).only();
        assertEquals(1582669709844549L, used.start());
        assertEquals(1582669739862263L, used.end());
        assertEquals("172.17.0.2 42716", used.orig());
        assertEquals("13.227.76.23 443", used.resp());
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", used.id());
        assertEquals(0, used.fold());
    }

    @Test
    void readsTheRowInFullWithNumbersAsTheyWereWritten() {
        Scan scan = Scan.json("{\"ts\":1.50,\"service\":\"a\\u0007\\\\x07\",\"tunnel_parents\":[\"x\",null],\"local_orig\":true,\"gone\":null,"
                + ID + "," + REST + "}");
        Connection c = scan.connection(0);
        assertEquals(new NumberText("1.50"), c.log().get("ts"));
        assertEquals(new NumberText("30.017714023590088"), c.duration());
        assertEquals("a\u0007\\x07", c.service());              // Zeek's own escapes cannot be told from text
        assertEquals(Arrays.asList("x", null), c.log().get("tunnel_parents"));
        assertEquals(true, c.log().get("local_orig"));
        assertFalse(c.log().containsKey("gone"));
        assertEquals(List.of(), scan.problems);
    }

    @Test
    void findsNestedUnderscoredAndMappedIds() {
        String nested = "{\"ts\":1,\"id\":{\"orig_h\":\"172.17.0.2\",\"ctx\":{\"vlan\":3},\"orig_p\":42716,\"resp_h\":\"13.227.76.23\",\"resp_p\":443}," + REST + "}";
        String under = row("1").replace("id.", "id_");
        String mapped = row("1").replace("id.orig_h", "src_ip").replace("id.orig_p", "src_port").replace("id.resp_h", "dest_ip")
                .replace("id.resp_p", "dest_port");
        String shorter = mapped.replace("src_ip", "src").replace("dest_ip", "dst");
        Scan scan = Scan.json(nested, under, mapped, shorter);
        for (int i = 0; i < 4; i++) {
            assertEquals("172.17.0.2 42716", scan.used.get(i).orig());
            assertEquals("13.227.76.23:443", scan.connection(i).resp().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"1582669709.844549,1582669709844549", "1582669709844,1582669709844000", "22.335172,22335172", "0,0", "-0.5,-500000",
        "'\"2020-02-25T22:28:29.844549Z\"',1582669709844549", "'\"2020-02-25T23:28:29.844549+0100\"',1582669709844549",
        "'\"2020-02-25T22:28:29.844549\"',1582669709844549", "1582669709844.0,1582669709844000", "1582669709844.5499,1582669709844549", "1.582669709844549e12,1582669709844549",
        "'\"1969-12-31T23:59:59.600000Z\"',-400000", "1.582669709844549e9,1582669709844549", "'\"1582669709.844549\"',1582669709844549"})
    void readsEveryFormOfTime(String written, long micros) {
        Scan scan = Scan.json(row(written));
        assertEquals(micros, scan.only().start());
        assertEquals(micros, scan.connection(0).start());
    }

    @ParameterizedTest
    @CsvSource({"0.0000004999,0", "0.0000005,1", "9.5367431640625e-07,1", "1196.975041,1196975041", "0.09628199999999865,96282",
        "5E-1,500000", "1e-999999999,0"})
    void roundsDurationsToMicroseconds(String written, long micros) {
        Scan scan = Scan.json(row("1").replace("30.017714023590088", written));
        assertEquals(1000000 + micros, scan.only().end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"soon\"", "true", "1e999999999", "99999999999999999999"})
    void usesARowWithoutAReadableTimeInPart(String written) {
        Scan scan = Scan.json(row(written));
        assertEquals(Times.NONE, scan.only().start());
        assertTrue(scan.reasons.get(0).startsWith("ts: "));
        assertEquals(Times.NONE, scan.connection(0).start());
    }

    @Test
    void usesARowWithoutTimeInPart() {
        assertEquals(List.of("ts: no time"), Scan.json("{" + ID + "," + REST + "}").reasons);
    }

    @Test
    void passesOverOtherTypesInOneStream() {
        String tuple = "\"ts\":1," + ID + ",\"proto\":\"udp\"";
        Scan scan = Scan.json("{\"_path\":\"dns\"," + tuple + "}", "{\"@stream\":\"http\"," + tuple + "}",
                "{\"_path\":\"corelight_metrics_cpu\",\"ts\":1}", "{" + tuple + ",\"trans_id\":7,\"query\":\"x.org\"}",
                "{\"_path\":\"_0_0_2\"," + tuple + ",\"note\":\"Scan::Port_Scan\"}", "{\"t\":1}");
        assertEquals(6, scan.passedOver);
        assertEquals(0, scan.used.size());
    }

    @Test
    void takesAnUnknownTypeWithATupleForAConnection() {
        String tuple = "\"ts\":1," + ID + ",\"proto\":\"udp\"";
        Scan scan = Scan.json("{\"_path\":\"mine\"," + tuple + "}", "{" + tuple + "}", "{\"__name\":\"sensor\"," + tuple + "}");
        assertEquals(3, scan.used.size());
    }

    @Test
    void foldsRowsOfAStreamByUidAndTimeAsTsvDoes() {
        String typed = row("1582669709.844549").replace("{", "{\"_path\":\"conn\",");
        Scan scan = Scan.json(typed, typed.replace("\"conn\"", "\"conn_long\"").replace("1582669709.844549", "1582669709844"),
                typed.replace("CZX3", "CZX4"));
        assertNotEquals(0, scan.used.get(0).fold());
        assertEquals(scan.used.get(0).fold(), scan.used.get(1).fold());
        assertNotEquals(scan.used.get(0).fold(), scan.used.get(2).fold());
        String tsv = ZeekTsvTest.FIELDS + "\n" + ZeekTsvTest.ROW + "\n";
        assertEquals(Scan.of(new ZeekTsv(List.of(), true), tsv).only().fold(), scan.used.get(0).fold());
        assertNotEquals(0, Scan.of(new ZeekJson(true), row("1") + "\n").only().fold());
    }

    @Test
    void takesTheLastOfTwoMembersOfOneName() {
        Scan scan = Scan.json(row("1").replace("{", "{\"ts\":5,"), row("5").replace("}", ",\"ts\":null}"));
        assertEquals(1000000, scan.used.get(0).start());
        assertEquals(1000000, scan.connection(0).start());
        assertEquals(Times.NONE, scan.used.get(1).start());
        assertEquals(Times.NONE, scan.connection(1).start());
    }

    /** Rows after the first are guessed, by the names in its order. */
    @Test
    void takesTheBestOfSeveralSpellingsInEveryRow() {
        String both = row("1").replace("\"id.orig_h\"", "\"src_ip\":\"10.0.0.9\",\"id.orig_h\"");
        String worse = both.replace("\"src_ip\":\"10.0.0.9\"", "\"src_ip\":null");
        String alone = row("1").replace("\"id.orig_h\":\"172.17.0.2\"", "\"src_ip\":\"10.0.0.9\"");
        Scan scan = Scan.json(both, both, worse, alone, row("1"), both);
        String best = "172.17.0.2 42716";
        assertEquals(List.of(best, best, best, "10.0.0.9 42716", best, best),
                scan.used.stream().map(Used::orig).toList());
    }

    @Test
    void readsValuesWithJsonEscapes() {
        Scan scan = Scan.json(row("1").replace("172.17.0.2", "172.17\\u002e0.2").replace("+bQ", "\\u002bbQ"));
        assertEquals("172.17.0.2 42716", scan.only().orig());
        assertEquals("", scan.only().id());
        assertEquals("1:l7a9beh8+bQe2MRtUW92OFmMMsM=", scan.connection(0).loggedId().toString());
    }

    @Test
    void rejectsALineThatIsNoJsonAndReadsOn() {
        Scan scan = Scan.json("{\"ts\":1,", "[1]", "nonsense", row("1") + "x", row("1"));
        assertEquals(4, scan.rejected);
        assertEquals(": the line is no JSON object", scan.reasons.get(1));
        assertTrue(scan.reasons.get(0).startsWith(": no JSON at byte 9: "), scan.reasons.get(0));
        assertEquals(1, scan.used.size());
    }

    @Test
    void rejectsALastRowThatTheEndOfTheFileCutsOff() {
        Scan scan = Scan.of(new ZeekJson(), row("1") + "\n" + row("1").substring(0, 60));
        assertEquals(List.of(": " + RowSink.CUT_OFF), scan.reasons);
        assertEquals(1, Scan.of(new ZeekJson(), row("1")).used.size());
    }

    @Test
    void rejectsAValueOverOneMebibyteAndALineBeyondTheLimit() {
        assertEquals(1, Scan.json(row("1").replace("CZX3", "C".repeat(RowSink.LONGEST_VALUE + 1))).rejected);
        assertEquals(List.of(": the line is longer than the limit"), Scan.overlong(new ZeekJson(), row("1") + "\n", "{\"ts").reasons);
    }

    @Test
    void readsOverBlankLinesAndComments() {
        assertEquals(List.of("4 flow 1.000000 31.017714 172.17.0.2 42716 13.227.76.23 443 6 1:l7a9beh8+bQe2MRtUW92OFmMMsM="),
                Scan.json("### BTest baseline", "", " \r", row("1") + "\r").events);
    }

    @Test
    void refusesWhatIsNotZeeks() {
        assertNull(refuses(row("1")));
        assertNull(refuses("\n# x\n{\"ts\": null,\"msg\":\"x"));
        assertNull(refuses("{\"id\":{\"orig_h\":\"1.1.1.1\"}}"));
        assertTrue(refuses("{\"timestamp\":\"x\",\"event_type\":\"flow\",\"ts\":1}").contains("event_type"));
        assertTrue(refuses("{\"t\":1}").contains("none of the names"));
        assertTrue(refuses("{\"id\":\"3@x\",\"node\":\"n\"}").contains("none of the names"));
        assertTrue(refuses("{\"id\":\"3@x\",\"firstPacket\":1}").contains("firstPacket"));
        assertNull(refuses("[1]\nrubbish\n{\"k\":1}\n" + row("1")));
        assertEquals("its first line is no JSON object", refuses("[]"));
        assertEquals("its first line is no JSON", refuses("#\nts\tuid\n"));
        assertEquals("it has no line of JSON", refuses("\n"));
    }

    private static String refuses(String head) {
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        return new ZeekJson().refuses(bytes, bytes.length);
    }
}

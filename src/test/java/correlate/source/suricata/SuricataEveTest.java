package correlate.source.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import correlate.model.NumberText;
import correlate.source.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SuricataEveTest {
    private static final String ENDS = "\"src_ip\":\"10.0.0.1\",\"src_port\":1122,\"dest_ip\":\"10.0.0.2\",\"dest_port\":443,"
            + "\"proto\":\"TCP\"";
    private static final String BACK = "\"src_ip\":\"10.0.0.2\",\"src_port\":443,\"dest_ip\":\"10.0.0.1\",\"dest_port\":1122,"
            + "\"proto\":\"TCP\"";
    private static final String FORTH = "10.0.0.1 1122 10.0.0.2 443 6";
    private static final String TIME = "\"timestamp\":\"2026-11-20T10:00:05.000000+0100\"";

    private static Scanned scan(String... lines) {
        return Scanned.of(new SuricataEve(), lines);
    }

    private static String event(String type, String ends, String more) {
        return "{" + TIME + ",\"flow_id\":7,\"event_type\":\"" + type + "\"," + ends + more + "}";
    }

    @Test
    void flowRecordHasTheTimesOfItsFlowNotThatOfItsLogging() {
        Scanned scanned = scan(event("flow", ENDS, ",\"flow\":{\"start\":\"2026-11-20T09:59:00.000001+0100\",\"end\":"
                + "\"2026-11-20T09:59:30.5+0100\"}"));
        assertEquals(List.of("1 2026-11-20T08:59:00.000001Z 2026-11-20T08:59:30.500000Z " + FORTH), scanned.events);
    }

    @Test
    void eventIsAnInstantOrBeginsWithItsFlow() {
        assertEquals(List.of("1 2026-11-20T09:00:05.000000Z 2026-11-20T09:00:05.000000Z " + FORTH,
                "2 2026-11-20T08:59:00.000000Z 2026-11-20T09:00:05.000000Z " + FORTH),
                scan(event("tls", ENDS, ""), event("alert", ENDS, ",\"flow\":{\"start\":\"2026-11-20T09:59:00+0100\"}")).events);
    }

    @Test
    void alertToTheClientIsTurnedRound() {
        Scanned scanned = scan(event("alert", BACK, ",\"direction\":\"to_client\""),
                event("alert", BACK, ",\"flow\":{\"src_ip\":\"10.0.0.1\",\"src_port\":1122,\"dest_ip\":\"10.0.0.2\","
                        + "\"dest_port\":443}"),
                event("alert", ENDS, ",\"direction\":\"to_server\""));
        assertTrue(scanned.events.stream().allMatch(event -> event.endsWith(FORTH)), scanned.events::toString);
    }

    @Test
    void protocolIsANameOrANumber() {
        String v6 = "\"src_ip\":\"2001:0db8:0000:0000:0000:0000:0000:0001\",\"dest_ip\":\"2001:0db8:0000:0000:0000:0000:0000:0002\"";
        Scanned scanned = scan(event("flow", ENDS.replace("\"TCP\"", "\"Nonsense\""), ""),
                event("flow", ENDS.replace("\"TCP\"", "\"017\""), ""),
                event("flow", "\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\",\"proto\":\"ESP\"", ""),
                event("flow", v6 + ",\"proto\":\"IPv6-ICMP\",\"icmp_type\":128,\"icmp_code\":0", ""),
                event("flow", v6 + ",\"proto\":\"ICMP\",\"icmp_type\":1,\"icmp_code\":4", ""));
        String at = " 2026-11-20T09:00:05.000000Z 2026-11-20T09:00:05.000000Z ";
        assertEquals(List.of("1 rejected: proto: \"Nonsense\" is not a protocol", "2" + at + "10.0.0.1 1122 10.0.0.2 443 17",
                "3" + at + "10.0.0.1 0 10.0.0.2 0 50", "4" + at + "2001:db8::1 128 2001:db8::2 0 58",
                "5" + at + "2001:db8::1 1 2001:db8::2 4 58"), scanned.events);
    }

    @Test
    void alertOfAnIcmpAnswerKeepsTypeAndSenderTogether() {
        String answer = "\"src_ip\":\"10.0.0.2\",\"dest_ip\":\"10.0.0.1\",\"proto\":\"ICMP\",\"icmp_type\":0,\"icmp_code\":0";
        assertTrue(scan(event("alert", answer, ",\"direction\":\"to_client\"")).events.get(0)
                .endsWith("10.0.0.2 0 10.0.0.1 0 1"));
    }

    @Test
    void eventsWithoutEndsArePassedOver() {
        assertEquals(List.of("1 passed over", "2 passed over"), scan("{" + TIME + ",\"event_type\":\"stats\",\"stats\":{}}",
                "{" + TIME + ",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\"}").events);
    }

    @Test
    void badRowsAreNamed() {
        assertEquals(List.of("1 rejected: src_ip: \"10.0.0.256\" is not an address",
                "2 rejected: dest_port: \"70000\" is not a port", "3 rejected: src_port: no port",
                "4 in part: timestamp: \"yesterday\" is not a time", "4 never never " + FORTH,
                "5 rejected: : no JSON at byte 2: a name in quotes should stand here"),
                scan(event("dns", ENDS.replace("10.0.0.1", "10.0.0.256"), ""), event("dns", ENDS.replace("443", "70000"), ""),
                        event("dns", ENDS.replace("\"src_port\":1122,", ""), ""),
                        event("dns", ENDS, "").replace("2026-11-20T10:00:05.000000+0100", "yesterday"), "{x").events);
    }

    @Test
    void lastLineCutOffIsNoDamage() {
        Scanned scanned = Scanned.of(new SuricataEve(), event("dns", ENDS, "").substring(0, 60).getBytes(StandardCharsets.UTF_8), 99);
        assertEquals(List.of("1 rejected: : cut off: the file ends inside this row"), scanned.events);
    }

    @Test
    void idWithEscapedSlashIsTheId() {
        assertTrue(scan(event("flow", ENDS, ",\"community_id\":\"1:wCb3OG7yAFWelaUydu0D+125C\\/M=\"")).events.get(0)
                .endsWith("1:wCb3OG7yAFWelaUydu0D+125C/M="));
    }

    @Test
    void eventsOfOneFlowFoldWhateverTheirDirection() {
        Scanned scanned = scan(event("flow", ENDS, ""), event("alert", BACK, ""), event("dns", ENDS, "").replace(":7,", ":8,"),
                event("dns", ENDS, "").replace("10.0.0.2", "10.0.0.3"), event("dns", ENDS, "").replace("\"flow_id\":7,", ""));
        assertEquals(scanned.folds.get(0), scanned.folds.get(1));
        assertNotEquals(scanned.folds.get(0), scanned.folds.get(2));
        assertNotEquals(scanned.folds.get(0), scanned.folds.get(3));
        assertEquals(0, scanned.folds.get(4));
        assertEquals(List.of(3, 1), scanned.ranks.subList(0, 2));
    }

    @Test
    void foldedConnectionHasTheFlowsRecordItsAlertsAndItsNames() {
        String alert = ",\"alert\":{\"action\":\"allowed\",\"signature_id\":9,\"signature\":\"bad\",\"category\":\"\",\"severity\":1}";
        Scanned scanned = scan(event("alert", BACK, alert),
                event("alert", ENDS, alert).replace("10:00:05", "10:00:03"),
                event("tls", ENDS, ",\"tls\":{\"sni\":\"example.org\"}"),
                event("dns", ENDS, ",\"dns\":{\"queries\":[{\"rrname\":\"a.example\"},{\"rrname\":\"b.example\"}]}"),
                event("flow", ENDS, ",\"app_proto\":\"tls\",\"flow\":{\"start\":\"2026-11-20T09:59:00+0100\",\"end\":"
                        + "\"2026-11-20T10:00:04+0100\",\"state\":\"closed\",\"bytes_toserver\":10,\"bytes_toclient\":20}"));
        Connection connection = scanned.folded();
        assertEquals("7", connection.uid());
        assertEquals("tls", connection.service());
        assertEquals("closed", connection.state());
        assertEquals("10.0.0.1:1122", connection.orig().toString());
        assertEquals(new NumberText("10"), connection.origBytes());
        assertEquals(new NumberText("20"), connection.respBytes());
        assertEquals(new NumberText("65.000000"), connection.duration());
        assertEquals(5, connection.at().line());
        assertEquals("flow", connection.log().get("event_type"));
        assertEquals("example.org", connection.log().get("tls.sni"));
        assertEquals(List.of("a.example", "b.example"), connection.log().get("dns.query"));
        assertEquals(List.of(Map.of("signature", "bad", "signature_id", new NumberText("9"), "severity", new NumberText("1"),
                "action", "allowed", "count", new NumberText("2"), "first", "2026-11-20T09:00:03.000000Z",
                "last", "2026-11-20T09:00:05.000000Z")), connection.alerts());
    }

    @Test
    void unknownProtocolOfTheApplicationIsNone() {
        assertNull(scan(event("flow", ENDS, ",\"app_proto\":\"failed\"")).connection(0).service());
    }

    @Test
    void idThatIsNoneIsAProblemOfTheRow() {
        Scanned scanned = scan(event("flow", ENDS, ",\"community_id\":\"1:rubbish\""));
        assertNull(scanned.connection(0).loggedId());
        assertEquals(List.of("community_id: \"1:rubbish\" is not a Community ID"), scanned.problems);
    }

    @Test
    void chunksChangeNothing() {
        String text = String.join("\n", event("flow", ENDS, ""), "", "{x", event("alert", BACK, ""), event("stats", "\"x\":1", "")) + "\n";
        assertEquals(Scanned.of(new SuricataEve(), text).events.subList(0, 4),
                Scanned.of(new SuricataEve(), text.getBytes(StandardCharsets.UTF_8), 10).events);
    }
}

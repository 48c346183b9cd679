package correlate.source.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import correlate.model.NumberText;
import correlate.source.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EcsFlowsTest {
    private static final String ENDS = "\"source\":{\"ip\":\"10.0.0.1\",\"port\":1122,\"bytes\":%d},\"destination\":"
            + "{\"ip\":\"10.0.0.2\",\"port\":443,\"bytes\":20}";
    private static final String FORTH = "10.0.0.1 1122 10.0.0.2 443 6";

    private static Scanned scan(String... lines) {
        return Scanned.of(new EcsFlows(), lines);
    }

    /** Made like packetbeat/_meta/sample_outputs/flow.json. */
    private static String packetbeat(String id, int second, int bytes, boolean last) {
        return ("{\"@timestamp\":\"2026-11-20T10:10:%02d.000Z\",\"agent\":{\"type\":\"packetbeat\"},\"event\":{\"start\":"
                + "\"2026-11-20T10:00:01.000Z\",\"end\":\"2026-11-20T10:00:%02d.500Z\",\"duration\":1500000000,\"dataset\":\"flow\"},"
                + ENDS + ",\"network\":{\"transport\":\"tcp\",\"community_id\":\"1:x\"},\"flow\":{\"id\":\"%s\",\"final\":%s}}")
                .formatted(second, second, bytes, id, last);
    }

    @Test
    void eventStartAndEndCountBeforeTheTimeOfTheDocument() {
        assertEquals(List.of("1 2026-11-20T10:00:01.000000Z 2026-11-20T10:00:09.500000Z " + FORTH + " 1:x"),
                scan(packetbeat("EAT", 9, 10, true)).events);
    }

    @Test
    void durationIsInNanosecondsAfterTheTimestamp() {
        String line = "{\"@timestamp\":\"2026-11-20T10:00:00.25Z\",\"event\":{\"duration\":1500001499}," + ENDS.formatted(1)
                + ",\"network\":{\"iana_number\":\"6\",\"transport\":\"udp\"}}";
        assertEquals(List.of("1 2026-11-20T10:00:00.250000Z 2026-11-20T10:00:01.750001Z " + FORTH,
                "2 2026-11-20T10:00:00.250000Z 2026-11-20T10:00:01.750001Z " + FORTH),
                scan(line, line.replace("\"2026-11-20T10:00:00.25Z\"", "1795168800250")
                        .replace("1500001499", "1500000500")).events);
    }

    @Test
    void namesAreDottedOrWrappedOrListed() {
        String dotted = "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"source.ip\":\"10.0.0.1\",\"source.port\":1122,"
                + "\"destination.ip\":\"10.0.0.2\",\"destination.port\":\"443\",\"network.transport\":\"tcp\"}";
        String listed = dotted.replaceAll("(?<=:)(\"[^\"]*\"|\\d+)(?=[,}])", "[$1]");
        assertNotEquals(dotted, listed);
        String told = " 2026-11-20T10:00:00.000000Z 2026-11-20T10:00:00.000000Z " + FORTH;
        assertEquals(List.of("1" + told, "2" + told, "3" + told),
                scan(dotted, "{\"_index\":\"x\",\"_source\":" + dotted + "}", listed).events);
    }

    @Test
    void reportsOfOneFlowAreOneConnectionAsTheNewestTellsIt() {
        Scanned scanned = scan(packetbeat("EAT", 11, 10, false), packetbeat("EAT", 31, 30, true), packetbeat("EAT", 21, 20, false),
                packetbeat("EAU", 9, 5, true));
        assertEquals(scanned.folds.get(0), scanned.folds.get(1));
        assertNotEquals(scanned.folds.get(0), scanned.folds.get(3));
        Connection connection = scanned.folded();
        assertEquals(2, connection.at().line());
        assertEquals(new NumberText("30"), connection.origBytes());
        assertEquals(new NumberText("30.500000"), connection.duration());
        assertEquals("EAT", connection.uid());
    }

    @Test
    void filebeatKeepsZeeksIcmpInThePorts() {
        String zeek = "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"source\":{\"ip\":\"10.0.0.1\",\"port\":8},\"destination\":"
                + "{\"ip\":\"10.0.0.2\",\"port\":0},\"network\":{\"transport\":\"icmp\"},\"zeek\":{\"session_id\":\"C1\","
                + "\"connection\":{\"state\":\"OTH\"}},\"event\":{\"id\":\"C1\"}}";
        Scanned scanned = scan(zeek);
        assertTrue(scanned.events.get(0).endsWith(" 10.0.0.1 8 10.0.0.2 0 1"), scanned.events::toString);
        assertEquals("C1", scanned.connection(0).uid());
        assertEquals("OTH", scanned.connection(0).state());
        String packetbeat = zeek.replace("\"zeek\":", "\"icmp\":{\"request\":{\"type\":13,\"code\":0}},\"zeek\":");
        assertTrue(scan(packetbeat).events.get(0).endsWith(" 10.0.0.1 13 10.0.0.2 0 1"));
        String integration = zeek.replace(",\"port\":8", "").replace(",\"port\":0", "")
                .replace("\"OTH\"", "\"OTH\",\"icmp\":{\"type\":3,\"code\":1}");
        assertTrue(scan(integration).events.get(0).endsWith(" 10.0.0.1 3 10.0.0.2 1 1"));
    }

    @Test
    void documentsWithoutTwoEndsArePassedOver() {
        assertEquals(List.of("1 passed over", "2 rejected: network.transport: no protocol"),
                scan("{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"source\":{\"ip\":\"10.0.0.1\"}}",
                        "{\"@timestamp\":\"2026-11-20T10:00:00Z\"," + ENDS.formatted(1) + "}").events);
    }

    @Test
    void otherProgramsDocumentsAreRefused() {
        for (String line : List.of("{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"osquery\":{\"result\":{}},\"event.kind\":\"event\"}",
                "{\"firstPacket\":1,\"source.ip\":\"10.0.0.1\",\"@timestamp\":1}", "{\"event_type\":\"flow\"}", "{}", "plain text")) {
            byte[] head = line.getBytes(StandardCharsets.UTF_8);
            assertTrue(new EcsFlows().refuses(head, head.length).startsWith("its first"), line);
        }
    }

    /** A query may map its columns to ECS, so that a row of a socket has addresses at both ends. */
    @Test
    void rowsOfOsqueryManagerAreNoConnections() {
        String row = "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"ecs\":{\"version\":\"8.0.0\"}," + ENDS.formatted(1)
                + ",\"event\":{\"module\":\"osquery_manager\"},\"osquery\":{\"pid\":1}}";
        String flat = row.replace("\"event\":{\"module\":\"osquery_manager\"},\"osquery\":{\"pid\":1}",
                "\"event.module\":[\"osquery_manager\"],\"osquery.pid\":[1]");
        for (String line : List.of(row, flat)) {
            byte[] head = line.getBytes(StandardCharsets.UTF_8);
            assertEquals("its first document is another program's JSON", new EcsFlows().refuses(head, head.length));
        }
        assertEquals(List.of("2 passed over", "3 passed over"), scan(packetbeat("EAT", 9, 10, true), row, flat).events.subList(1, 3));
    }
}

package correlate.source.arkime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Connection;
import correlate.model.NumberText;
import correlate.source.Scanned;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArkimeSessionsTest {
    /** arkime/arkime tests/pcap/http-301-get.test, its values shortened to those that count. */
    private static final String SESSION = "{\"@timestamp\":\"SET\",\"firstPacket\":1385394928482,\"lastPacket\":1385394928608,"
            + "\"ipProtocol\":6,\"length\":126,\"source\":{\"ip\":\"10.180.156.141\",\"port\":62341},\"destination\":{\"ip\":"
            + "\"192.30.252.130\",\"port\":80},\"network\":{\"community_id\":\"1:/wxImZfyysTBc/FfJh8ZIhrdJbI=\"},"
            + "\"client\":{\"bytes\":80},\"server\":{\"bytes\":150},\"protocol\":[\"tcp\",\"http\"]}";
    private static final String TOLD = " 2013-11-25T15:55:28.482000Z 2013-11-25T15:55:28.608000Z 10.180.156.141 62341"
            + " 192.30.252.130 80 6 1:/wxImZfyysTBc/FfJh8ZIhrdJbI=";

    private static Scanned scan(String... lines) {
        return Scanned.of(new ArkimeSessions(), lines);
    }

    @Test
    void namesAreNestedOrDottedOrWrapped() {
        String dotted = "{\"firstPacket\":1385394928482,\"lastPacket\":1385394928608,\"ipProtocol\":6,\"source.ip\":"
                + "\"10.180.156.141\",\"source.port\":62341,\"destination.ip\":\"192.30.252.130\",\"destination.port\":80,"
                + "\"network.community_id\":\"1:/wxImZfyysTBc/FfJh8ZIhrdJbI=\"}";
        assertEquals(List.of("1" + TOLD, "2" + TOLD, "3" + TOLD, "4" + TOLD, "5" + TOLD), scan(SESSION, dotted,
                "{\"header\":{\"index\":{}},\"body\":" + SESSION + "}", "{\"_id\":\"3@x\",\"_source\":" + dotted + "}",
                dotted.replace("source.ip", "srcIp").replace("source.port", "srcPort").replace("destination.ip", "dstIp")
                        .replace("destination.port", "dstPort").replace("network.community_id", "communityId")).events);
    }

    /** As in arkime/arkime tests/pcap/cloudshark-arp.test: what has no addresses of IP is no connection, and no damage. */
    @Test
    void sessionsOfOtherThanIpArePassedOver() {
        String arp = "{\"firstPacket\":1352595620652,\"ethertype\":2054,\"ipProtocol\":0,\"source\":{\"mac\":[\"00:1a:6b:6c:0c:cc\"]},"
                + "\"protocol\":[\"arp\"]}";
        assertEquals(List.of("1 passed over", "2 rejected: srcIp: no address"), scan(arp, arp.replace(":0,", ":6,")).events);
    }

    @Test
    void partsOfALongSessionAreOneConnection() {
        String first = SESSION.replace("{\"@", "{\"rootId\":\"3@131125-abc\",\"@");
        String second = first.replace("1385394928482", "1385395408482").replace("1385394928608", "1385395888608");
        Scanned scanned = scan(second, first);
        assertEquals(scanned.folds.get(0), scanned.folds.get(1));
        Connection connection = scanned.folded();
        assertEquals("3@131125-abc", connection.uid());
        assertEquals(2, connection.at().line());
        assertEquals(new NumberText("160"), connection.origBytes());
        assertEquals(new NumberText("300"), connection.respBytes());
        assertEquals(new NumberText("960.126000"), connection.duration());
        assertEquals("http", connection.service());
    }

    @Test
    void rootSessionWithItsOwnIdJoinsItsParts() {
        Scanned scanned = scan("{\"_id\":\"3@a\",\"_source\":" + SESSION + "}",
                "{\"_id\":\"3@b\",\"_source\":" + SESSION.replace("{\"@", "{\"rootId\":\"3@a\",\"@") + "}",
                "{\"_id\":\"3@c\",\"_source\":" + SESSION + "}", SESSION);
        assertEquals(scanned.folds.get(0), scanned.folds.get(1));
        assertNotEquals(scanned.folds.get(0), scanned.folds.get(2));
        assertEquals(0, scanned.folds.get(3));
    }

    @Test
    void icmpTypesStandWhereTheyAreKnown() {
        String icmp = SESSION.replace("\"ipProtocol\":6", "\"ipProtocol\":1").replace("62341", "0").replace(":80}", ":0}");
        String types = "{\"icmp\":{\"type\":%s,\"code\":%s},\"@";
        Scanned scanned = scan(icmp.replace("{\"@", types.formatted("[11]", "[1]")),
                icmp.replace("{\"@", types.formatted("[0, 8]", "[0]")), icmp.replace("{\"@", types.formatted("[0,3,8]", "[0,3]")),
                icmp.replace("{\"@", types.formatted("[8,0]", "[0]")));
        assertTrue(scanned.events.get(0).contains(" 10.180.156.141 11 192.30.252.130 1 1 "), scanned.events::toString);
        assertTrue(scanned.events.get(1).contains(" 10.180.156.141 8 192.30.252.130 0 1 "), scanned.events::toString);
        assertTrue(scanned.events.get(2).contains(" no tuple 1:"), scanned.events::toString);
        assertTrue(scanned.events.get(3).contains(" 10.180.156.141 8 192.30.252.130 0 1 "), scanned.events::toString);
    }

    @Test
    void badRowsAreNamed() {
        assertEquals(List.of("1 in part: firstPacket: \"SET\" is not a time", "1 never never " + TOLD.substring(57),
                "2 in part: source.ip: \"SET\" is not an address",
                "2 2013-11-25T15:55:28.482000Z 2013-11-25T15:55:28.608000Z no tuple 1:/wxImZfyysTBc/FfJh8ZIhrdJbI=",
                "3 passed over", "4 rejected: : the line is no JSON object"),
                scan(SESSION.replace("1385394928482", "\"SET\""), SESSION.replace("10.180.156.141", "SET"), "{}", "[]").events);
    }
}

package correlate.match;

import static correlate.match.HostLogs.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Address;
import correlate.source.FlowKey;
import correlate.source.SocketKey.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The address of a host that logs remote ends alone is the one that explains most of its rows. */
class AddressVotesTest {
    private static final String WEB = "203.0.113.5 443";

    private static AddressVotes votes(HostLogs logs, List<FlowKey> flows) {
        AddressVotes votes = new AddressVotes(logs.index, Settings.DEFAULT);
        flows.forEach(flow -> votes.count(votes.of(flow, logs.orig(flow), logs.resp(flow))));
        return votes;
    }

    private static List<String> homes(HostLogs logs, List<FlowKey> flows) {
        return votes(logs, flows).homes().all().stream().map(home -> logs.index.hosts().name(home.host()) + " " + home.address() + " " + home.rows()).toList();
    }

    @Test
    void theAddressThatExplainsMostEventsIsTaken() {
        HostLogs logs = new HostLogs().host("h").connects(1000, 42, WEB).connects(2000, 42, WEB).connects(3000, 42, WEB).end();
        List<FlowKey> flows = List.of(tcp("10.0.0.1 50000", WEB, 1000, 1001), tcp("10.0.0.1 50001", WEB, 2000, 2001),
                tcp("10.0.0.2 50002", WEB, 3000, 3001), tcp("10.0.0.2 50003", WEB, 4000, 4001));
        assertEquals(List.of("h 10.0.0.1 2"), homes(logs, flows));
    }

    @Test
    void manyConnectionsThatFitOneEventCountOnce() {
        HostLogs logs = new HostLogs().host("h").connects(1000, 42, WEB).connects(2000, 42, WEB).end();
        List<FlowKey> flows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            flows.add(tcp("10.0.0.2 " + (50000 + i), WEB, 1000, 1001));
        }
        flows.add(tcp("10.0.0.1 50000", WEB, 1000, 1001));
        flows.add(tcp("10.0.0.1 50000", WEB, 2000, 2001));
        assertEquals(List.of("h 10.0.0.1 2"), homes(logs, flows));
    }

    @Test
    void onlyTheEventsOwnTimeCounts() {
        HostLogs logs = new HostLogs().host("h").connects(1000, 42, WEB).end();
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 993, 2000))));
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 992.9, 2000))));
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 1003, 2000))));
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 1003.1, 2000))));
    }

    @Test
    void anAcceptVotesForTheResponder() {
        HostLogs logs = new HostLogs().host("h").accepts(1000, 42, "198.51.100.7 33333").end();
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("198.51.100.7 33333", "10.0.0.1 443", 999, 1001))));
    }

    @Test
    void anAcceptWithoutAPortVotesToo() {
        HostLogs logs = new HostLogs().host("h").accepts(1000, 42, "198.51.100.7 0").end();
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("198.51.100.7 33333", "10.0.0.1 443", 999, 1001))));
    }

    /** Polled at 1000, at most 2 s before and 1 s after; the clocks may differ by 2 s. */
    @Test
    void aSocketWithoutItsLocalEndVotesForConnectionsAliveThen() {
        HostLogs logs = new HostLogs().host("h").remoteOnly(Form.ADDED, 1000, 42, WEB).end();
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 10, 996))));
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 10, 995.9))));
        assertEquals(List.of("h 10.0.0.1 1"), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 1003, 2000))));
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 1003.1, 2000))));
    }

    @Test
    void aRemovedRowVotesForNothing() {
        HostLogs logs = new HostLogs().host("h").remoteOnly(Form.REMOVED, 1000, 42, WEB).end();
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 10, 2000))));
    }

    @Test
    void aHostThatShowsAnAddressNeedsNone() {
        HostLogs logs = new HostLogs().host("h").owns(900, "10.0.0.9").connects(1000, 42, WEB).end();
        assertFalse(new AddressVotes(logs.index, Settings.DEFAULT).needed());
        assertEquals(List.of(), homes(logs, List.of(tcp("10.0.0.1 5", WEB, 1000, 1001))));
        assertTrue(new AddressVotes(new HostLogs().connects(1000, 42, WEB).end().index, Settings.DEFAULT).needed());
    }

    @Test
    void noAddressIsTakenTwiceNorFromItsOwner() {
        HostLogs logs = new HostLogs().host("a").connects(1000, 42, WEB).connects(1100, 42, WEB).host("b").connects(1000, 42, WEB)
                .host("c").owns(900, "10.0.0.9").end();
        List<FlowKey> flows = List.of(tcp("10.0.0.1 5", WEB, 1000, 1001), tcp("10.0.0.1 6", WEB, 1100, 1101),
                tcp("10.0.0.9 7", WEB, 1000, 1001), tcp("10.0.0.9 8", WEB, 1100, 1101), tcp("10.0.0.2 9", WEB, 1000, 1001));
        assertEquals(List.of("a 10.0.0.1 2", "b 10.0.0.2 1"), homes(logs, flows));
    }

    @Test
    void whereSeveralExplainEquallyManyNoneIsTaken() {
        HostLogs logs = new HostLogs().host("h").connects(1000, 42, WEB).end();
        List<FlowKey> flows = List.of(tcp("10.0.0.1 5", WEB, 1000, 1001), tcp("10.0.0.2 5", WEB, 1000, 1001));
        assertEquals(List.of(), homes(logs, flows));
        assertEquals(List.of(new Homes.Doubt(0, List.of(Address.parse("10.0.0.1"), Address.parse("10.0.0.2")), 1)),
                votes(logs, flows).homes().doubts());
    }

    @Test
    void ofAnAddressAndItsTranslationThePrivateOneIsTaken() {
        HostLogs logs = new HostLogs().host("a").connects(1000, 42, WEB).host("b").connects(2000, 42, WEB).end();
        List<FlowKey> flows = List.of(tcp("192.168.0.1 5", WEB, 1000, 1001), tcp("198.51.100.1 5", WEB, 1000, 1001),
                tcp("192.168.0.2 5", WEB, 2000, 2001), tcp("198.51.100.1 6", WEB, 2000, 2001));
        assertEquals(List.of("a 192.168.0.1 1", "b 192.168.0.2 1"), homes(logs, flows));
    }

    /** Two hosts that nothing tells apart; a third one has an address to itself, which leaves only one to the fourth. */
    @Test
    void anAddressThatExplainsTwoHostsEquallyWellIsNeithers() {
        HostLogs logs = new HostLogs().host("a").connects(1000, 42, WEB).host("b").connects(1000, 42, WEB)
                .host("c").connects(2000, 42, WEB).host("d").connects(2000, 42, WEB).connects(3000, 42, WEB).end();
        List<FlowKey> flows = List.of(tcp("10.0.0.1 5", WEB, 1000, 1001), tcp("10.0.0.2 5", WEB, 2000, 2001),
                tcp("10.0.0.3 5", WEB, 3000, 3001), tcp("10.0.0.3 6", WEB, 2000, 2001));
        assertEquals(List.of("d 10.0.0.3 2", "c 10.0.0.2 1"), homes(logs, flows));
        assertEquals(List.of(0, 1), votes(logs, flows).homes().doubts().stream().map(Homes.Doubt::host).toList());
    }

    /** Of many rows only some are asked, of each address the same. */
    @Test
    void theAddressThatExplainsMostOfManyRowsIsTaken() {
        HostLogs logs = new HostLogs().host("h");
        List<FlowKey> flows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            logs.connects(1000 + 10 * i, 42, WEB);
            flows.add(tcp("10.0.0.2 5", WEB, 1000 + 10 * i, 1001 + 10 * i));
            if (i % 5 > 0) {
                flows.add(tcp("10.0.0.1 5", WEB, 1000 + 10 * i, 1001 + 10 * i));
            }
        }
        Homes.Home home = votes(logs.end(), flows).homes().all().get(0);
        assertEquals(Address.parse("10.0.0.2"), home.address());
        assertTrue(home.rows() > 4_000 && home.rows() < 6_000, () -> home.rows() + " rows asked");
    }

    @Test
    void aHostMayHaveOneAddressOfEachFamily() {
        String web6 = "2001:db8::5 443";
        HostLogs logs = new HostLogs().host("h").connects(1000, 42, WEB).connects(2000, 42, web6).end();
        assertEquals(List.of("h 10.0.0.1 1", "h 2001:db8::1 1"),
                homes(logs, List.of(tcp("2001:db8::1 5", web6, 2000, 2001), tcp("10.0.0.1 5", WEB, 1000, 1001))));
    }

    @Test
    void theOrderOfTheConnectionsDoesNotMatter() {
        HostLogs logs = new HostLogs();
        Random random = new Random(9);
        List<FlowKey> flows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int host = random.nextInt(4);
            logs.host("h" + host).connects(1000 + 10 * i, 42, WEB);
            int address = random.nextInt(3) > 0 ? host : random.nextInt(5);
            flows.add(tcp("10.0.0." + address + " " + (100 + i), WEB, 1000 + 10 * i, 3000));
        }
        logs.end();
        List<String> expected = homes(logs, flows);
        assertEquals(4, expected.size());
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(flows, random);
            assertEquals(expected, homes(logs, flows));
        }
    }
}

package correlate.match;

import static correlate.match.HostLogs.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.SocketIndex;
import correlate.model.CommunityId;
import correlate.model.Protocols;
import correlate.source.FlowKey;
import correlate.source.SocketKey.Form;
import correlate.source.SocketKey.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rows through the index to the judge; times in seconds. */
class IndexedTest {
    private static final String ME = "10.0.0.1 50000";
    private static final String WEB = "203.0.113.5 443";

    private static Outcome judge(HostLogs logs, FlowKey... flows) {
        int key = key(logs, flows[0]);
        List<Flow> numbers = new ArrayList<>();
        for (FlowKey flow : flows) {
            numbers.add(new Flow(flow.start, flow.end, SocketIndex.origIsFirst(flow), true, numbers.size()));
        }
        return new Judge(logs.index, Settings.DEFAULT).judge(key < 0 ? List.of() : logs.index.rows(key), numbers);
    }

    private static int key(HostLogs logs, FlowKey flow) {
        return logs.index.tuple(logs.orig(flow), logs.resp(flow), flow);
    }

    private static List<String> said(Outcome outcome, int flow) {
        return outcome.of(flow).judged().stream().map(j -> j.side() + " " + j.verdict() + " " + j.reason() + " "
                + j.life().best().pid()).toList();
    }

    @Test
    void aConnectionFindsItsRowsWhicheverEndIsFirst() {
        for (String peer : List.of("203.0.113.5 443", "1.1.1.1 443", "10.0.0.1 443", "10.0.0.1 60000")) {
            HostLogs logs = new HostLogs().socket(Form.ADDED, 1000, 7, 42, ME, peer).end();
            assertEquals(List.of("ORIG CONFIRMED ALIVE_DURING 42"), said(judge(logs, tcp(ME, peer, 990, 1010)), 0), peer);
            assertEquals(List.of("RESP CONFIRMED ALIVE_DURING 42"), said(judge(logs, tcp(peer, ME, 990, 1010)), 0), peer);
            assertEquals(List.of(), said(judge(logs, HostLogs.flow(Protocols.UDP, ME, peer, 990, 1010)), 0));
            assertEquals(List.of(), said(judge(logs, tcp("10.0.0.1 50001", peer, 990, 1010)), 0));
        }
    }

    @Test
    void aRowWithoutAProtocolIsTriedAsTcpAndUdp() {
        HostLogs logs = new HostLogs().row(Kind.SOCKET, Form.ADDED, 1000, 7, 42, k -> {
            HostLogs.local(k, ME);
            HostLogs.remote(k, WEB);
        }).end();
        for (int protocol : new int[] {Protocols.TCP, Protocols.UDP}) {
            Outcome outcome = judge(logs, HostLogs.flow(protocol, ME, WEB, 990, 1010));
            assertEquals(List.of("ORIG CONFIRMED ALIVE_DURING 42"), said(outcome, 0));
            assertTrue(outcome.of(0).judged().get(0).life().best().protoAssumed());
        }
    }

    @Test
    void aRowWithNothingButAnIdIsFoundByIt() {
        CommunityId id = CommunityId.parse("1:l7a9beh8+bQe2MRtUW92OFmMMsM=");
        HostLogs logs = new HostLogs().row(Kind.ID_ONLY, Form.ADDED, 1000, 7, 42, k -> k.loggedId = id.toString()).end();
        int key = logs.index.loggedId(id);
        List<Judgement> found = new Judge(logs.index, Settings.DEFAULT)
                .judge(logs.index.rows(key), List.of(new Flow(World.s(990), World.s(1010), true, false, 0))).of(0).judged();
        assertEquals(correlate.model.Reason.ID_ONLY, found.get(0).reason());
        assertEquals(-1, logs.index.loggedId(CommunityId.parse("1:wCb3OG7yAFWelaUydu0D+125CLM=")));
    }

    @Test
    void whatTheRowSaidComesBack() {
        HostLogs logs = new HostLogs().host("h").query("sockets").row(Kind.SOCKET, Form.ADDED, 1000, 7, 4_000_000_000L, k -> {
            k.protocol = Protocols.TCP;
            HostLogs.local(k, ME);
            HostLogs.remote(k, WEB);
            k.processStart = World.s(900);
            k.inode = 1L << 40;
            k.descriptor = 5;
            k.decorations = "{\"a\":\"b\"}";
        }).end();
        var row = logs.index.row(0);
        assertEquals(World.s(1000), row.time());
        assertEquals(7, row.counter());
        assertEquals(1, row.epoch());
        assertEquals(4_000_000_000L, row.pid());
        assertEquals(World.s(900), row.processStart());
        assertEquals(1L << 40, row.inode());
        assertEquals(5, row.descriptor());
        assertEquals("sockets", logs.index.queryName(row.query()));
        assertEquals("h", logs.index.hosts().name(row.host()));
        assertEquals(Protocols.TCP, logs.index.protocol(0));
        assertEquals(Kind.SOCKET, logs.index.kind(0));
        assertEquals(1, logs.index.place(0).line());
        assertEquals("{\"a\":\"b\"}", logs.index.place(0).decorations());
        assertEquals(-1, logs.index.place(0).ordinal());
    }

    /** A connection of half a second a minute from a new port each time, polled every 60 s and told so, caught three times in 240. */
    @Test
    void aBeaconIsConfirmedWhereAPollCaughtItAndNotKnownElsewhere() {
        HostLogs logs = new HostLogs(60).owns(900, "10.0.0.1");
        List<Integer> caught = List.of(17, 101, 222);
        long counter = 0;
        logs.ran(1000 - 60, counter++);
        for (int minute : caught) {
            String port = "10.0.0.1 " + (40_000 + minute);
            double poll = 1000 + 60 * minute;
            logs.socket(Form.ADDED, poll, counter++, 42, port, WEB).socket(Form.REMOVED, poll + 60, counter++, 42, port, WEB);
        }
        logs.end();
        int found = 0;
        for (int minute = 0; minute < 240; minute++) {
            double start = 1000 + 60 * minute - 0.3;
            FlowKey flow = tcp("10.0.0.1 " + (40_000 + minute), WEB, start, start + 0.5);
            assertEquals(caught.contains(minute) ? List.of("ORIG CONFIRMED ONLY_USE 42") : List.of(), said(judge(logs, flow), 0));
            found += key(logs, flow) >= 0 ? 1 : 0;
            assertTrue(logs.index.hosts().isObserved(0, flow.start, flow.end) == minute <= 222 + 2);
        }
        assertEquals(3, found);
    }

    @Test
    void anIntervalThatOneHostShowsIsTakenForTheOthers() {
        HostLogs logs = new HostLogs().host("a").query("q");
        for (int i = 0; i < 10; i++) {
            logs.ran(1000 + 60 * i, i);
        }
        logs.host("b").ran(1000, 3).socket(Form.ADDED, 1060, 4, 42, ME, WEB).socket(Form.REMOVED, 1120, 5, 42, ME, WEB).end();
        assertEquals(Map.of("q", World.s(60)), logs.schedules.shown());
        assertFalse(logs.index.schedule(1, 0, false).given());
        assertEquals(List.of("ORIG CONFIRMED ONLY_USE 42"), said(judge(logs, tcp(ME, WEB, 1010, 1010.5)), 0));
    }

    @Test
    void timesBeyondAnyCalendarAreLeftOut() {
        HostLogs logs = new HostLogs().socket(Form.ADDED, 5e9, 1, 42, ME, WEB).socket(Form.ADDED, -5, 1, 42, ME, WEB).end();
        assertEquals(0, logs.index.rowCount());
    }

    /** Two logs of one host, read in either order or mixed, give the same findings. */
    @Test
    void mergingTwoLogsInAnyOrderGivesTheSameFindings() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<Consumer<HostLogs>> lines = new ArrayList<>();
            boolean open = false;
            long counter = 1;
            for (int i = 0; i < 14; i++) {
                double time = 1000 + 60 * i;
                long count = counter;
                Form form = open ? Form.REMOVED : Form.ADDED;
                if (random.nextBoolean()) {
                    lines.add(logs -> logs.socket(form, time, count, 42, ME, WEB));
                    open = !open;
                } else {
                    lines.add(logs -> logs.ran(time, count));
                }
                counter += random.nextInt(5) == 0 ? 2 : 1;
            }
            double start = 950 + random.nextInt(800);
            FlowKey[] flows = {tcp(ME, WEB, start, start + 0.5), tcp(ME, WEB, start + 100, start + 160)};
            List<String> expected = told(lines, flows);
            List<Consumer<HostLogs>> swapped = new ArrayList<>(lines.subList(7, 14));
            swapped.addAll(lines.subList(0, 7));
            assertEquals(expected, told(swapped, flows));
            Collections.shuffle(lines, random);
            assertEquals(expected, told(lines, flows));
        }
    }

    private static List<String> told(List<Consumer<HostLogs>> lines, FlowKey... flows) {
        HostLogs logs = new HostLogs().owns(900, "10.0.0.1");
        lines.forEach(line -> line.accept(logs));
        Outcome outcome = judge(logs.end(), flows);
        List<String> told = new ArrayList<>();
        for (int f = 0; f < flows.length; f++) {
            outcome.of(f).judged().forEach(j -> told.add(j.verdict() + " " + j.reason() + " " + j.gap() + " " + j.sightings() + " "
                    + j.life().mayFrom() + " " + j.life().mayTo() + " " + j.life().knownFrom() + " " + j.life().knownTo()));
            told.add("excluded " + outcome.of(f).excluded());
        }
        return told;
    }

    @Test
    void theOutcomeNamesTheTuple() {
        HostLogs logs = new HostLogs().socket(Form.ADDED, 1000, 7, 42, ME, WEB).end();
        assertEquals(1, logs.index.keyCount());
        assertNotNull(logs.index.tuple(0));
        assertEquals(50000, logs.index.tuple(0).srcPort());
        assertEquals(443, logs.index.tuple(0).dstPort());
    }
}

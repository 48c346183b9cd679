package correlate.match;

import static correlate.match.HostLogs.flow;
import static correlate.match.HostLogs.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Protocols;
import correlate.model.Verdict;
import correlate.source.FlowKey;
import correlate.source.SocketKey.Form;
import correlate.source.SocketKey.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rows without a complete tuple say; times in seconds, lag 5, ε = 2. */
class WeakJudgeTest {
    private static final String ME = "10.0.0.1 50000";
    private static final String WEB = "203.0.113.5 443";
    private static final List<String> NOTHING = List.of();

    private static HostLogs host() {
        return new HostLogs().host("h").owns(900, "10.0.0.1");
    }

    // ---- connect ----

    @Test
    void aConnectStandsForConnectionsToItsRemoteEndThatBeganThen() {
        HostLogs logs = host().connects(1000, 42, WEB).end();
        List<String> found = List.of("ORIG 42 CONNECT_EVENT");
        assertEquals(found, logs.weak(tcp(ME, WEB, 1000, 1010)));
        assertEquals(found, logs.weak(tcp(ME, WEB, 993, 1010)), "stored five seconds later, and ε");
        assertEquals(NOTHING, logs.weak(tcp(ME, WEB, 992.9, 1010)));
        assertEquals(found, logs.weak(tcp(ME, WEB, 1003, 1010)), "within its second, and ε");
        assertEquals(NOTHING, logs.weak(tcp(ME, WEB, 1003.1, 1010)));
        assertEquals(found, logs.weak(flow(Protocols.UDP, ME, WEB, 1000, 1010)), "its protocol is not logged");
        assertEquals(NOTHING, logs.weak(tcp(ME, "203.0.113.5 80", 1000, 1010)));
        assertEquals(NOTHING, logs.weak(tcp(ME, "203.0.113.6 443", 1000, 1010)));
    }

    @Test
    void aConnectWithAProtocolFitsOnlyThat() {
        HostLogs logs = host().row(Kind.CONNECT_EVENT, Form.EVENT, 1020, 1, 42, k -> {
            HostLogs.remote(k, WEB);
            k.protocol = Protocols.TCP;
            k.eventTime = World.s(1000);
        }).end();
        assertEquals(List.of("ORIG 42 CONNECT_EVENT"), logs.weak(tcp(ME, WEB, 1000, 1010)));
        assertEquals(NOTHING, logs.weak(flow(Protocols.UDP, ME, WEB, 1000, 1010)));
        assertEquals(NOTHING, logs.weak(flow(Protocols.SCTP, ME, WEB, 1000, 1010)));
    }

    @Test
    void theHostMustOwnTheAddress() {
        HostLogs logs = host().connects(1000, 42, WEB).host("other").owns(900, "10.0.0.2").connects(1000, 43, WEB).end();
        assertEquals(List.of("ORIG 42 CONNECT_EVENT"), logs.weak(tcp(ME, WEB, 1000, 1010)));
        assertEquals(List.of("ORIG 43 CONNECT_EVENT"), logs.weak(tcp("10.0.0.2 50000", WEB, 1000, 1010)));
        assertEquals(NOTHING, logs.weak(tcp("10.0.0.3 50000", WEB, 1000, 1010)));
    }

    @Test
    void everyCandidateIsNamed() {
        HostLogs logs = host().connects(1000, 42, WEB).connects(1001, 43, WEB).connects(1002, 43, WEB).end();
        FlowKey flow = tcp(ME, WEB, 1001, 1010);
        List<Judgement> found = new WeakJudge(logs.index, Settings.DEFAULT).judge(flow, logs.orig(flow), logs.resp(flow));
        assertEquals(List.of(2, 2), found.stream().map(Judgement::candidates).toList());
        assertEquals(List.of(Verdict.WEAK, Verdict.WEAK), found.stream().map(Judgement::verdict).toList());
        assertEquals(3, found.stream().mapToInt(Judgement::sightings).sum());
    }

    @Test
    void aFlippedDirectionIsNoHindrance() {
        assertEquals(List.of("RESP 42 CONNECT_EVENT"), host().connects(1000, 42, WEB).end().weak(tcp(WEB, ME, 1000, 1010)));
    }

    @Test
    void aProcessThatBeganLaterIsNoMatch() {
        HostLogs logs = host().row(Kind.CONNECT_EVENT, Form.EVENT, 1020, 1, 42, k -> {
            HostLogs.remote(k, WEB);
            k.eventTime = World.s(1000);
            k.processStart = World.s(1005);
        }).end();
        assertEquals(NOTHING, logs.weak(tcp(ME, WEB, 1000, 1002)));
        assertEquals(List.of("ORIG 42 CONNECT_EVENT"), logs.weak(tcp(ME, WEB, 1000, 1003)));
    }

    /** A removed row alone: the tuple does not speak for it, so a process that it says began later is none to be printed. */
    @Test
    void aListenerWhoseOnlyRowSaysThatItBeganLaterIsNoMatch() {
        HostLogs logs = host().query("l").ran(1940, 6).row(Kind.LISTENER, Form.REMOVED, 2000, 7, 42, k -> {
            k.protocol = Protocols.TCP;
            k.processStart = World.s(1500);
            HostLogs.local(k, SERVER);
        }).end();
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, SERVER, 1400, 1410)));
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 1400, 1600)));
    }

    // ---- accept ----

    private static final String CLIENT = "198.51.100.7 33333";
    private static final String SERVER = "10.0.0.1 443";

    @Test
    void anAcceptStandsForConnectionsThatBeganUpToAMinuteBefore() {
        HostLogs logs = host().accepts(1000, 42, CLIENT).end();
        List<String> found = List.of("RESP 42 ACCEPT_EVENT");
        assertEquals(found, logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(found, logs.weak(tcp(CLIENT, SERVER, 938, 1010)), "60, and ε");
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, SERVER, 937.9, 1010)));
        assertEquals(found, logs.weak(tcp(CLIENT, SERVER, 950, 951)), "accepted when it was over");
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, SERVER, 1003.1, 1010)));
    }

    @Test
    void nobodyAcceptsWithoutAHandshake() {
        HostLogs logs = host().accepts(1000, 42, CLIENT).connects(1000, 43, WEB).end();
        FlowKey refused = tcp(CLIENT, SERVER, 999, 999);
        refused.noHandshake = true;
        assertEquals(NOTHING, logs.weak(refused));
        FlowKey tried = tcp(ME, WEB, 1000, 1000);
        tried.noHandshake = true;
        assertEquals(List.of("ORIG 43 CONNECT_EVENT"), logs.weak(tried), "a connect may fail");
    }

    @Test
    void nobodyAcceptsUdp() {
        assertEquals(NOTHING, host().accepts(1000, 42, CLIENT).end().weak(flow(Protocols.UDP, CLIENT, SERVER, 999, 1010)));
    }

    @Test
    void anAcceptWithoutAPortFitsAnyPort() {
        HostLogs logs = host().accepts(1000, 42, "198.51.100.7 0").end();
        assertEquals(List.of("RESP 42 ACCEPT_EVENT"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(NOTHING, logs.weak(tcp("198.51.100.8 33333", SERVER, 999, 1010)));
    }

    @Test
    void aConnectToPortZeroFitsNoOtherPort() {
        assertEquals(NOTHING, host().connects(1000, 42, "203.0.113.5 0").end().weak(tcp(ME, WEB, 1000, 1010)));
    }

    // ---- listeners ----

    @Test
    void aListenerStandsForConnectionsToItsPort() {
        HostLogs logs = host().listens(1000, 42, Protocols.TCP, SERVER).listens(1060, 42, Protocols.TCP, SERVER).end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 1030, 1031)));
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, "10.0.0.1 80", 1030, 1031)));
        assertEquals(NOTHING, logs.weak(flow(Protocols.UDP, CLIENT, SERVER, 1030, 1031)));
        FlowKey refused = tcp(CLIENT, SERVER, 1030, 1031);
        refused.noHandshake = true;
        assertEquals(NOTHING, logs.weak(refused));
    }

    @Test
    void aListenerStandsOnlyForItsTime() {
        HostLogs logs = host().query("l").ran(940, 6).row(Kind.LISTENER, Form.ADDED, 1000, 7, 42, k -> {
            k.protocol = Protocols.TCP;
            HostLogs.local(k, SERVER);
        }).end();
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, SERVER, 900, 930)));
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 1500, 1501)));
    }

    @Test
    void anAcceptIsBetterThanAListener() {
        HostLogs logs = host().listens(1000, 42, Protocols.TCP, SERVER).query("e").accepts(1000, 43, CLIENT).end();
        assertEquals(List.of("RESP 43 ACCEPT_EVENT"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp("198.51.100.8 33333", SERVER, 999, 1010)));
    }

    @Test
    void theExactAddressIsBetterThanTheWildcard() {
        HostLogs logs = host().listens(1000, 42, Protocols.TCP, SERVER).listens(1000, 43, Protocols.TCP, "0.0.0.0 443").end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
    }

    @Test
    void aWildcardIsItsHostsOwn() {
        HostLogs logs = host().listens(1000, 42, Protocols.TCP, "0.0.0.0 443")
                .host("other").owns(900, "10.0.0.2").listens(1000, 43, Protocols.TCP, "0.0.0.0 443").end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(List.of("RESP 43 LISTENER"), logs.weak(tcp(CLIENT, "10.0.0.2 443", 999, 1010)));
    }

    @Test
    void theIpv6WildcardTakesBothFamiliesAndTheIpv4WildcardItsOwn() {
        HostLogs logs = host().owns(900, "2001:db8::1").listens(1000, 42, Protocols.TCP, ":: 443")
                .listens(1000, 43, Protocols.TCP, "0.0.0.0 80").end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp("2001:db8::7 33333", "2001:db8::1 443", 999, 1010)));
        assertEquals(List.of("RESP 43 LISTENER"), logs.weak(tcp(CLIENT, "10.0.0.1 80", 999, 1010)));
        assertEquals(NOTHING, logs.weak(tcp("2001:db8::7 33333", "2001:db8::1 80", 999, 1010)));
    }

    // ---- unconnected UDP ----

    @Test
    void anUnconnectedUdpSocketStandsForUdpOnItsPort() {
        HostLogs logs = host().listens(1000, 42, Protocols.UDP, "0.0.0.0 53").end();
        assertEquals(List.of("RESP 42 UNCONNECTED_UDP"), logs.weak(flow(Protocols.UDP, CLIENT, "10.0.0.1 53", 999, 1010)));
        assertEquals(List.of("ORIG 42 UNCONNECTED_UDP"), logs.weak(flow(Protocols.UDP, "10.0.0.1 53", CLIENT, 999, 1010)));
        assertEquals(NOTHING, logs.weak(tcp(CLIENT, "10.0.0.1 53", 999, 1010)));
    }

    @Test
    void oneProcessMayHaveBothProtocolsOnOnePort() {
        HostLogs logs = host().listens(1000, 42, Protocols.TCP, "10.0.0.1 53").listens(1000, 42, Protocols.UDP, "10.0.0.1 53").end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, "10.0.0.1 53", 999, 1010)));
        assertEquals(List.of("RESP 42 UNCONNECTED_UDP"), logs.weak(flow(Protocols.UDP, CLIENT, "10.0.0.1 53", 999, 1010)));
    }

    // ---- polls that name the remote end only ----

    @Test
    void aPolledRemoteEndStandsForConnectionsOfItsTime() {
        HostLogs logs = host().query("r").ran(940, 6).row(Kind.REMOTE_ONLY, Form.ADDED, 1000, 7, 42, k -> {
            k.protocol = Protocols.TCP;
            HostLogs.remote(k, WEB);
        }).row(Kind.REMOTE_ONLY, Form.REMOVED, 1060, 8, 42, k -> {
            k.protocol = Protocols.TCP;
            HostLogs.remote(k, WEB);
        }).end();
        assertEquals(List.of("ORIG 42 REMOTE_END"), logs.weak(tcp(ME, WEB, 990, 1010)));
        assertEquals(NOTHING, logs.weak(tcp(ME, WEB, 930, 935)));
        assertEquals(NOTHING, logs.weak(tcp(ME, WEB, 1064, 1070)));
        assertEquals(NOTHING, logs.weak(flow(Protocols.UDP, ME, WEB, 990, 1010)));
    }

    // ---- ownership ----

    @Test
    void anOwnerUnknownNeverStandsBesideAKnownOne() {
        HostLogs logs = host().listens(1000, -1, Protocols.TCP, SERVER).listens(1000, 42, Protocols.TCP, SERVER).end();
        assertEquals(List.of("RESP 42 LISTENER"), logs.weak(tcp(CLIENT, SERVER, 999, 1010)));
        assertEquals(List.of("RESP -1 LISTENER"),
                host().listens(1000, -1, Protocols.TCP, SERVER).end().weak(tcp(CLIENT, SERVER, 999, 1010)));
    }

    @Test
    void bothEndsMonitoredGiveBothSides() {
        HostLogs logs = host().connects(1000, 42, "10.0.0.2 443").host("other").owns(900, "10.0.0.2").accepts(1000, 43, ME).end();
        assertEquals(List.of("ORIG 42 CONNECT_EVENT", "RESP 43 ACCEPT_EVENT"), logs.weak(tcp(ME, "10.0.0.2 443", 1000, 1010)));
    }
}

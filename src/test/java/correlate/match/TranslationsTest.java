package correlate.match;

import static correlate.match.HostLogs.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.source.FlowKey;
import correlate.source.SocketKey.Form;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sockets that may be seen from behind a NAT; times in seconds, 60 s allowed beside the longest interval. */
class TranslationsTest {
    private static final String WEB = "203.0.113.5 443";

    private static Translations of(HostLogs logs) {
        return new Translations(logs.index, Settings.DEFAULT, key -> false);
    }

    @Test
    void aSocketToTheSameFarEndAtTheTimeMayBeBehindAConnection() {
        Translations sockets = of(new HostLogs().socket(Form.ADDED, 1000, 5, 42, "172.17.0.2 40000", WEB)
                .socket(Form.REMOVED, 1100, 6, 42, "172.17.0.2 40000", WEB).end());
        assertEquals(42, sockets.of(tcp("192.0.2.1 61000", WEB, 1010, 1020)).best().pid());
        assertEquals(42, sockets.of(tcp(WEB, "192.0.2.1 61000", 1010, 1020)).best().pid(), "accepted");
        assertNull(sockets.of(tcp("192.0.2.1 61000", "203.0.113.5 80", 1010, 1020)));
        assertNull(sockets.of(tcp("192.0.2.1 61000", WEB, 5000, 5010)));
        assertNull(sockets.of(tcp("192.0.2.1 61000", WEB, 100, 110)));
    }

    @Test
    void aTupleThatAConnectionHasIsNoCandidate() {
        HostLogs logs = new HostLogs().socket(Form.ADDED, 1000, 5, 42, "172.17.0.2 40000", WEB).end();
        assertNull(new Translations(logs.index, Settings.DEFAULT, key -> true).of(tcp("192.0.2.1 61000", WEB, 1010, 1020)));
    }

    @Test
    void aSocketOfTheSameAddressIsAnotherConnections() {
        HostLogs logs = new HostLogs().socket(Form.ADDED, 1000, 5, 41, "192.0.2.1 40000", WEB).end();
        assertNull(of(logs).of(tcp("192.0.2.1 61000", WEB, 1010, 1020)));
        logs = new HostLogs().socket(Form.ADDED, 1000, 5, 41, "192.0.2.1 40000", WEB)
                .socket(Form.ADDED, 1000, 5, 42, "172.17.0.2 40000", WEB).end();
        assertEquals(42, of(logs).of(tcp("192.0.2.1 61000", WEB, 1010, 1020)).best().pid());
    }

    /** On a busy far end only what is near in time is looked at; the answer is that of looking at all. */
    @Test
    void findsWhatLookingAtEverySocketFinds() {
        Random random = new Random(5);
        int found = 0;
        for (int round = 0; round < 60; round++) {
            HostLogs logs = new HostLogs(random.nextBoolean() ? 60 : 0);
            for (int counter = 1; counter < 40; counter++) {
                String local = "172.17.0.2 " + (40_000 + random.nextInt(12));
                Form form = random.nextInt(3) == 0 ? Form.REMOVED : Form.ADDED;
                logs.socket(form, 1000 + 60 * counter, counter + random.nextInt(2), 42, local, WEB);
            }
            logs.end();
            Translations sockets = of(logs);
            for (int i = 0; i < 40; i++) {
                double start = 500 + random.nextInt(4000);
                FlowKey flow = tcp("192.0.2.1 61000", WEB, start, start + random.nextInt(100));
                Life first = lookingAtAll(logs, flow);
                Life life = sockets.of(flow);
                assertEquals(first == null ? -1 : first.best().ref(), life == null ? -1 : life.best().ref());
                found += first == null ? 0 : 1;
            }
        }
        assertTrue(found > 500 && found < 2000, "found " + found + " of 2400");
    }

    private static Life lookingAtAll(HostLogs logs, FlowKey flow) {
        for (int key = 0; key < logs.index.keyCount(); key++) {
            for (Life life : new Lives(logs.index, Settings.DEFAULT).of(logs.index.rows(key))) {
                long allowed = World.s(60) + logs.index.schedule(life.best().host(), life.best().query(), false).longest();
                if (life.gap(flow.start, flow.end) <= allowed) {
                    return life;
                }
            }
        }
        return null;
    }
}

package correlate.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.changelog.PortKey.Part;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times are seconds; every change reads {@code time key value}. */
class PortHistoryTest {
    private final PortHistory history = new PortHistory();

    /** The two messages of github.com/alexwoolford/osquery-process-port, README.md, and the keys and values it gives for them. */
    @Test
    void givesTheSourceDocumentsKeysAndValues() {
        PortBatch cp02 = new PortBatch("cp02.woolford.io", "pack_system-snapshot_processes_by_port", 1571245086 * Times.SECOND,
                0, 5629, false, false);
        PortBatch zk02 = new PortBatch("zk02.woolford.io", "pack_system-snapshot_processes_by_port", 1571245108 * Times.SECOND,
                0, 5550, false, false);
        history.add(PortRow.of(cp02, true,
                PortKey.PLAIN.of("cp02.woolford.io", null, "10.0.1.42", "41560", "10.0.1.43", "9092", "1755"),
                "1755", null, "java", "cp-ksql"));
        history.add(PortRow.of(zk02, false,
                PortKey.PLAIN.of("zk02.woolford.io", null, "10.0.1.32", "52544", "10.0.1.41", "9092", "29804"),
                "29804", null, "filebeat", "root"));
        assertChanges(
                "1571245086 10.0.1.42:41560:10.0.1.43:9092 null",
                "1571245108 10.0.1.32:52544:10.0.1.41:9092 {\"name\":\"filebeat\",\"pid\":\"29804\",\"username\":\"root\"}");
    }

    @Test
    void opensAndCloses() {
        added("h", 100, 5, "A", 42, "nc");
        removed("h", 160, 6, "A", 42, "nc");
        assertChanges("100 A nc/42", "160 A null");
    }

    @Test
    void changedColumnIsOneValueAndOnlyIfTheValueChanged() {
        added("h", 100, 5, "A", 42, "nc");
        removed("h", 160, 6, "A", 42, "nc");                // its state went from ESTABLISHED to CLOSE_WAIT
        added("h", 160, 6, "A", 42, "nc");
        removed("h", 220, 7, "A", 42, "nc");
        added("h", 220, 7, "A", 42, "nc2");                 // prctl gave it another name
        assertChanges("100 A nc/42", "220 A nc2/42");
    }

    @Test
    void addedBeforeRemovedInTheFileIsSettledByTimeThenCounterThenRemovedFirst() {
        added("h", 220, 8, "A", 43, "sshd");
        removed("h", 220, 7, "A", 43, "sshd");              // two executions in one second
        added("h", 220, 7, "B", 42, "nc");
        removed("h", 220, 7, "B", 42, "nc");
        added("h", 100, 6, "A", 43, "sshd");
        assertChanges("100 A sshd/43", "220 A null", "220 B nc/42", "220 A sshd/43");
    }

    @Test
    void portTakenOverBetweenTwoPollsIsOneChange() {
        added("h", 100, 5, "A", 42, "nc");
        removed("h", 160, 6, "A", 42, "nc");
        added("h", 160, 6, "A", 77, "curl");
        assertChanges("100 A nc/42", "160 A curl/77");
    }

    @Test
    void lastOfTwoProcessesOnASocketLeavesTheTombstone() {
        added("h", 100, 5, "A", 42, "nginx");
        added("h", 100, 5, "A", 43, "nginx");
        removed("h", 160, 6, "A", 42, "nginx");
        removed("h", 220, 7, "A", 43, "nginx");
        assertChanges("100 A nginx/42", "160 A nginx/43", "220 A null");
    }

    @Test
    void lastOfTwoHostsWithOneKeyLeavesTheTombstone() {
        added("one", 100, 5, "A", 42, "nc");
        added("two", 110, 9, "A", 7, "curl");
        removed("two", 160, 10, "A", 7, "curl");
        removed("one", 170, 6, "A", 42, "nc");
        assertChanges("100 A nc/42", "110 A curl/7", "160 A nc/42", "170 A null");
    }

    @Test
    void removedAloneIsATombstoneOnce() {
        removed("h", 160, 6, "A", 42, "nc");
        removed("h", 160, 6, "A", 42, "nc");
        removed("h", 220, 7, "A", 42, "nc");
        assertChanges("160 A null");
    }

    @Test
    void removedOnTwoHostsIsATombstoneOnceToo() {
        removed("a", 160, 6, "A", 42, "nc");
        removed("b", 220, 7, "A", 43, "nc");
        assertChanges("160 A null");
    }

    @Test
    void snapshotClosesWhatItLacks() {
        snapshot("h", 100, "A", "B");
        snapshot("h", 160, "B", "C");
        snapshot("h", 220);
        assertChanges("100 A nc/42", "100 B nc/42", "160 A null", "160 C nc/42", "220 B null", "220 C null");
    }

    @Test
    void snapshotOfOneQueryOrHostLeavesTheOthersAlone() {
        added("h", 100, 5, "A", 42, "nc");
        history.add(new PortBatch("h", "other", 110 * Times.SECOND, 0, 0, true, false));
        snapshot("i", 120);
        assertChanges("100 A nc/42");
    }

    @Test
    void counterZeroClosesWhatItLacks() {
        added("h", 100, 5, "A", 42, "nc");
        added("h", 100, 5, "B", 42, "nc");
        added("h", 160, 0, "B", 42, "nc");                  // a new epoch: no removed row is sent for A
        assertChanges("100 A nc/42", "100 B nc/42", "160 A null");
    }

    @Test
    void epochThatBeginsWithCounterOneHadAnEmptyFirstRun() {
        added("h", 100, 5, "A", 42, "nc");
        history.add(row(new PortBatch("h", "q", 220 * Times.SECOND, 1, 1, false, false), false, "B", 43, "curl"));
        assertChanges("100 A nc/42", "220 A null", "220 B curl/43");
    }

    @Test
    void unknownCounterClosesNothing() {
        added("h", 100, -1, "A", 42, "nc");
        added("h", 160, -1, "B", 42, "nc");
        assertChanges("100 A nc/42", "160 B nc/42");
    }

    @Test
    void tableIsWhatWasHeldAtATime() {
        added("h", 100, 5, "A", 42, "nc");
        removed("h", 160, 6, "A", 42, "nc");
        added("h", 160, 6, "B", 42, "nc");
        assertEquals("[]", history.table(99 * Times.SECOND).keySet().toString());
        assertEquals("[A]", history.table(159 * Times.SECOND).keySet().toString());
        assertEquals("[B]", history.table(160 * Times.SECOND).keySet().toString());
        assertEquals("[B]", history.table(Times.AFTER_ALL).keySet().toString());
    }

    @Test
    void keyNamesWhatIsAskedFor() {
        assertEquals("h:tcp:fe80::1:22:fe80::2:50000:42",
                new PortKey(Set.of(Part.PID, Part.HOST, Part.PROTOCOL)).of("h", "tcp", "fe80::1", "22", "fe80::2", "50000", "42"));
        assertEquals("h::a:1:b:2:",
                new PortKey(Set.of(Part.PID, Part.HOST, Part.PROTOCOL)).of("h", null, "a", "1", "b", "2", null));
        assertEquals("a:1:b:2", PortKey.PLAIN.of("h", "tcp", "a", "1", "b", "2", "42"));
    }

    @Test
    void valueIsJsonThatCannotActOnATerminal() {
        assertEquals("{\"name\":\"a\\\"\\\\\\u001b[2J\\u202e\",\"pid\":\"1\",\"username\":null}",
                PortValue.json("a\"\\\u001b[2J\u202e", "1", null));
    }

    private void added(String host, long time, long counter, String key, int pid, String name) {
        history.add(row(new PortBatch(host, "q", time * Times.SECOND, 0, counter, false, false), false, key, pid, name));
    }

    private void removed(String host, long time, long counter, String key, int pid, String name) {
        history.add(row(new PortBatch(host, "q", time * Times.SECOND, 0, counter, false, false), true, key, pid, name));
    }

    private void snapshot(String host, long time, String... keys) {
        PortBatch batch = new PortBatch(host, "q", time * Times.SECOND, 0, 0, true, false);
        history.add(batch);
        for (String key : keys) {
            history.add(row(batch, false, key, 42, "nc"));
        }
    }

    private static PortRow row(PortBatch batch, boolean removed, String key, int pid, String name) {
        return PortRow.of(batch, removed, key, Integer.toString(pid), null, name, null);
    }

    /** A value {@code {"name":"nc","pid":"42","username":null}} may be written {@code nc/42}. */
    private void assertChanges(String... expected) {
        List<String> changes = new ArrayList<>();
        history.replay(Times.AFTER_ALL, c -> changes.add(c.time() / Times.SECOND + " " + c.key() + " " + (c.value() == null
                ? "null" : c.value().replaceFirst("\\{\"name\":\"(.*)\",\"pid\":\"(.*)\",\"username\":null}", "$1/$2"))));
        assertEquals(String.join("\n", expected), String.join("\n", changes));
    }
}

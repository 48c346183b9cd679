package correlate.stream;

import static correlate.stream.Stream.row;
import static correlate.stream.Stream.text;
import static correlate.stream.Stream.zeek;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationTopologyTest {
    /** The two messages of github.com/alexwoolford/osquery-process-port, README.md. */
    static final List<String> DOCUMENT = List.of(
            """
            {"name":"pack_system-snapshot_processes_by_port","hostIdentifier":"cp02.woolford.io","calendarTime":"Wed Oct 16 16:58:06 2019 UTC","unixTime":1571245086,"epoch":0,"counter":5629,"logNumericsAsNumbers":false,"columns":{"local_address":"10.0.1.42","local_port":"41560","name":"java","pid":"1755","remote_address":"10.0.1.43","remote_port":"9092","username":"cp-ksql"},"action":"removed"}""",
            """
            {"name":"pack_system-snapshot_processes_by_port","hostIdentifier":"zk02.woolford.io","calendarTime":"Wed Oct 16 16:58:28 2019 UTC","unixTime":1571245108,"epoch":0,"counter":5550,"logNumericsAsNumbers":false,"columns":{"local_address":"10.0.1.32","local_port":"52544","name":"filebeat","pid":"29804","remote_address":"10.0.1.41","remote_port":"9092","username":"root"},"action":"added"}""");

    @TempDir
    Path state;
    private Stream stream;

    @BeforeEach
    void open() {
        stream = new Stream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    /** And the keys and values that it gives for them. */
    @Test
    void givesTheSourceDocumentsKeysAndValues() {
        DOCUMENT.forEach(stream::host);
        stream.pass(1);
        assertEquals(List.of(
                "10.0.1.42:41560:10.0.1.43:9092=null",
                "10.0.1.32:52544:10.0.1.41:9092={\"name\":\"filebeat\",\"pid\":\"29804\",\"username\":\"root\"}"),
                stream.ports().stream().sorted((a, b) -> b.compareTo(a)).toList());
    }

    /** A line does not tell that its execution has more: the removed row alone would be a tombstone. */
    @Test
    void changedColumnIsOneValueAndNoTombstoneBeforeIt() {
        stream.host(row("added", 0, 7, 50000, 42));
        stream.pass(1);
        stream.host(row("removed", 60, 8, 50000, 42));
        stream.tick();
        stream.host(row("added", 60, 8, 50000, 42).replace("p42", "renamed"));
        stream.pass(1);
        stream.host(row("removed", 120, 9, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("p42", "renamed", "null"), stream.ports().stream()
                .map(change -> change.replaceAll("10.0.0.1:50000:10.0.0.2:443=(.\"name\":\"([^\"]*).*)?", "$2")).toList());
    }

    @Test
    void findsTheProcessWhicheverComesFirst() {
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.host(row("added", 60, 7, 50000, 42));
        stream.host(row("added", 60, 7, 50001, 43));
        stream.connection(zeek("C2", 0, 100, 50001));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h", "C2 orig 1=confirmed alive_during p43@h"),
                stream.findings().stream().sorted().toList());
    }

    /** Its ntime counts from a start that a stream does not know, so it happened before its line and within the hour that events are kept. */
    @Test
    void anEventOfBpfMayHaveHappenedLongBeforeItsLine() {
        stream.pass(3000);
        stream.connection(zeek("C1", 0, 1, 50000));
        stream.connection(zeek("C2", 2900, 1, 50000));
        stream.host(row("added", 2800, 7, 50000, 42).replace("\"pid\"",
                "\"syscall\":\"connect\",\"ntime\":\"5000000000\",\"type\":\"1\",\"pid\""));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=possible event_tuple p42@h"), stream.findings());
    }

    @Test
    void saysNothingTwice() {
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.host(row("added", 60, 7, 50000, 42));
        stream.pass(1);
        stream.findings();
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.host(row("added", 60, 7, 50000, 42));
        stream.pass(1);
        assertEquals(List.of(), stream.findings());
    }

    @Test
    void unmatchedWaitsForTheHostsWatermark() {
        stream.pass(700);
        stream.connection(zeek("C1", 0, 1, 50000));
        stream.host(row("added", 600, 7, 50009, 42));
        stream.pass(1);
        assertEquals(List.of(), stream.findings());
        stream.host(row("added", 601, 8, 50010, 42));         // 600 s after the connection's end
        stream.pass(1);
        assertEquals(List.of("C1 none 1=unmatched"), stream.findings());
    }

    /** What is due all at once must not keep the application from reading lines for so long that the broker takes it for dead. */
    @Test
    void manyConnectionsThatAreDueAtOnceAreDecidedInParts() {
        int connections = 12_000;
        stream.pass(700);
        for (int i = 0; i < connections; i++) {
            stream.connection(zeek("C" + i, 0, 1, 50000 - i));
        }
        stream.pass(1);
        stream.host(row("added", 601, 7, 50009, 42));
        int decided = 0;
        int most = 0;
        for (int i = 0; i < 20; i++) {
            stream.tick();
            int now = stream.findings().size();
            decided += now;
            most = Math.max(most, now);
        }
        assertEquals(connections, decided);
        assertTrue(most <= 10_050, most + " in one tick");
    }

    @Test
    void laterEvidenceRevisesTheUnmatched() {
        stream.pass(900);
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.host(row("added", 900, 7, 50009, 42));
        stream.pass(1);
        assertEquals(List.of("C1 none 1=unmatched"), stream.findings());
        stream.host(row("added", 60, 1, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("C1 none 1=null", "C1 orig 1=confirmed alive_during p42@h"), stream.findings());
    }

    @Test
    void timeGoesOnByTheClockOnceTheHostsAreSilent() {
        stream.host(row("added", 0, 7, 50009, 42));
        stream.connection(zeek("C1", 0, 1, 50000));
        stream.pass(1);
        stream.pass(500);
        assertEquals(List.of(), stream.findings());
        stream.pass(200);
        assertEquals(List.of("C1 none 1=unmatched"), stream.findings());
    }

    @Test
    void whatIsOnlyPossibleWaitsForTheExecutionThatMayConfirmIt() {
        stream.host(row("added", 0, 7, 50000, 42));
        stream.connection(zeek("C1", 30, 60, 50000));
        stream.pass(1);
        assertEquals(List.of(), stream.findings());
        stream.host(row("added", 60, 8, 50009, 43));          // the socket is not among the removed
        stream.host(row("removed", 120, 9, 50009, 43));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
    }

    @Test
    void whatNoExecutionConfirmsIsSaidAsPossible() {
        stream.host(row("added", 0, 7, 50000, 42));
        stream.connection(zeek("C1", 10, 20, 50000));
        stream.pass(1);
        assertEquals(List.of(), stream.findings());
        stream.host(row("removed", 60, 8, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=possible may_be_alive p42@h"), stream.findings());
    }

    @Test
    void possibleOneIsSaidWhenItsHostHasFallenSilent() {
        stream.host(row("added", 0, 7, 50000, 42));
        stream.connection(zeek("C1", 10, 20, 50000));
        stream.pass(1);
        assertEquals(List.of(), stream.findings());
        stream.pass(700);
        assertEquals(List.of("C1 orig 1=possible may_be_alive p42@h"), stream.findings());
    }

    @Test
    void socketThatStaysOpenIsSaidAgainOnlyWhenItCloses() {
        stream.host(row("added", 0, 7, 50000, 42));
        stream.connection(zeek("C1", 0, 100, 50000));
        for (int i = 1; i < 5; i++) {
            stream.host(row("added", 60 * i, 7 + i, 50000 + i, 42));
            stream.pass(1);
        }
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
        stream.host(row("removed", 300, 12, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
    }

    /** Elastic logs a snapshot's rows one a line: until the socket's own has come, it looks closed. */
    @Test
    void socketThatIsOpenAfterAllIsSaidAgain() {
        stream.host(row("snapshot", 0, 0, 50000, 42));
        stream.host(row("snapshot", 60, 0, 50001, 43));
        stream.connection(zeek("C1", -5, 100, 50000));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
        stream.host(row("snapshot", 60, 0, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
    }

    @Test
    void badLinesAreDeadLettersAndGoodOnesFollow() {
        stream.host("{\"name\":\"sockets\",\"hostIdentifier\":");
        stream.host("{\"name\":\"sockets\",\"hostIdentifier\":\"h\",\"unixTime\":1,\"action\":\"added\"}");
        stream.connection("nonsense");
        stream.osquery.pipeInput((byte[]) null);
        stream.host(row("added", 60, 7, 50000, 42));
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
        List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
        assertEquals(List.of("osquery-results-0@0", "osquery-results-0@1", "connections-0@0", "osquery-results-0@2"),
                letters.stream().map(l -> header(l, "topic") + '-' + header(l, "partition") + '@' + header(l, "offset")).toList());
        assertEquals("nonsense", text(letters.get(2).value()));
        assertTrue(header(letters.get(2), "reason").startsWith("not recognised"), header(letters.get(2), "reason"));
    }

    @Test
    void hostWhoseClockIsAMonthAheadHarmsNobody() {
        stream.host(row("fast", "added", 30 * 86400, 7, 50000, 41));
        stream.host(row("added", 60, 7, 50000, 42));
        stream.connection(zeek("C1", 0, 100, 50000));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
        assertEquals(List.of("the clock that wrote it is 2592000 s ahead of the topic's"),
                stream.deadLetters().stream().map(l -> header(l, "reason")).toList());
    }

    @Test
    void archiveOfAnOldYearIsMatchedAmidLiveLogs() {
        long year = -3 * 365 * 86400L;
        stream.host(row("added", 0, 7, 50009, 43));
        stream.pass(1);
        stream.connection(zeek("C1", year, 100, 50000));
        stream.pass(60);
        assertEquals(List.of(), stream.findings());
        stream.host(row("old", "added", year + 60, 7, 50000, 42));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@old"), stream.findings());
    }

    @Test
    void snapshotsAreExecutionsToo() {
        stream.host(Stream.snapshot(0, "50000", "50001"));
        stream.host(Stream.snapshot(60, "50001"));
        stream.host(Stream.snapshot(120));
        stream.connection(zeek("C1", 5, 100, 50001));
        stream.pass(1);
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), stream.findings());
        assertEquals(List.of("10.0.0.1:50000:10.0.0.2:443=null", "10.0.0.1:50001:10.0.0.2:443=null"), stream.ports().stream()
                .filter(change -> change.endsWith("null")).toList());
    }

    /** What is left is of the one socket that is open and of the keys that closed last, however many have closed before. */
    @Test
    void nothingIsKeptOfWhatIsLongPast() {
        int counter = 1;
        List<List<Integer>> stored = new ArrayList<>();
        for (int time = 0, round = 0; round < 3; round++) {
            for (int port = 50000 + 100 * round, i = 0; i < 20; i++, port++) {
                stream.host(row("added", time + 10, counter++, port, 42));
                stream.connection(zeek("C" + port, time + 5, 20, port));
                stream.host(row("removed", time + 60, counter++, port, 42));
            }
            for (int i = 0; i < 10; i++) {
                time += 1200;
                stream.pass(1200);
                stream.host(row("added", time, counter++, 9, 1));
                stream.pass(5);
            }
            stored.add(List.of(GroupStage.GROUPS, GroupStage.LOOKUPS, GroupStage.INTERESTS, PortStage.TABLE).stream().map(stream::stored).toList());
        }
        assertEquals(3 * 20, stream.findings().stream().filter(finding -> finding.startsWith("C")).count());
        assertEquals(Collections.nCopies(3, List.of(1, 1, 0, 1 + 20)), stored);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }
}

package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.RowBlock;
import correlate.index.Schedules;
import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.match.Flow;
import correlate.match.Judge;
import correlate.match.Judgement;
import correlate.match.Life;
import correlate.match.Outcome;
import correlate.match.Settings;
import correlate.read.Chunk;
import correlate.source.FlowKey;
import correlate.source.osquery.OsqueryResults;
import correlate.source.zeek.ZeekTsv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few ports, used again and again: what the stream says in the end is what the index and judge of the command say of the whole log. */
class OrderTest {
    private static final int PORTS = 8;
    private static final int POLLS = 60;

    @TempDir
    Path state;

    private final List<String> hostLines = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void orderOfLinesDoesNotMatter(int seed) {
        Random random = new Random(seed);
        live(random);
        Map<String, String> expected = batch();
        assertTrue(expected.values().stream().anyMatch(f -> f.startsWith("confirmed only_use")), "the log is too simple");
        List<Runnable> lines = new ArrayList<>();
        try (Stream stream = new Stream(state, new Numbers())) {
            stream.pass(POLLS * 60);
            hostLines.forEach(line -> lines.add(() -> stream.host(line)));
            connections.forEach(line -> lines.add(() -> stream.connection(line)));
            if (seed > 1) {
                Collections.shuffle(lines, random);
            }
            for (Runnable line : lines) {
                line.run();
                if (random.nextInt(20) == 0) {
                    stream.tick();
                }
            }
            stream.pass(1);
            stream.pass(Stream.RETAIN.toSeconds() + 600);         // the numbers of a socket that stays open are settled last
            assertEquals("", differences(expected, stream.finalFindings()));
        }
    }

    /** The execution before the one that showed the socket's end comes when everything else is settled: it is the last that knew it alive. */
    @Test
    void executionThatComesLastMovesTheTimesOfAClosedSocket() {
        hostLines.add(Stream.row("added", 60, 7, 50000, 42));
        hostLines.add(Stream.row("added", 120, 8, 50001, 43));
        hostLines.add(Stream.row("removed", 180, 9, 50000, 42));
        connections.add(Stream.zeek("C0", 10, 165, 50000));
        try (Stream stream = new Stream(state, new Numbers())) {
            stream.host(hostLines.get(0));
            stream.host(hostLines.get(2));
            stream.connection(connections.get(0));
            stream.pass(60);
            assertTrue(stream.finalFindings().containsKey("C0 orig 1"));
            stream.host(hostLines.get(1));
            stream.pass(1);
            assertEquals(batch(), stream.finalFindings());
        }
    }

    /** Says all that a judgement comes to. */
    private static final class Numbers extends Stream.Words {
        @Override
        public byte[] finding(byte[] id, List<FlowLine> lines, Judgement j, Socket best) {
            return Stream.bytes(numbers(j));
        }
    }

    private static String numbers(Judgement j) {
        Life life = j.life();
        return (j.verdict() + " " + j.reason() + " p" + life.best().pid() + " " + life.end() + " of " + j.candidates() + " gap " + j.gap()
                + " rows " + j.sightings() + " seen " + life.firstSeen() + " " + life.lastSeen() + " known " + life.knownFrom() + " "
                + life.knownTo() + " may " + life.mayFrom() + " " + life.mayTo()).toLowerCase(Locale.ROOT);
    }

    private static String differences(Map<String, String> expected, Map<String, String> actual) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        StringBuilder differences = new StringBuilder();
        keys.stream().filter(key -> !Objects.equals(expected.get(key), actual.get(key))).forEach(key -> differences
                .append('\n').append(key).append(": batch ").append(expected.get(key)).append(", stream ").append(actual.get(key)));
        return differences.toString();
    }

    /** A host whose sockets live from under a second to some minutes, polled each minute; one connection a socket, which may end before it. */
    private void live(Random random) {
        int[] pid = new int[PORTS];
        double[] since = new double[PORTS];
        int[] seen = new int[PORTS];
        int counter = 1;
        int uid = 0;
        for (int second = 0; second < POLLS * 60; second++) {
            for (int port = 0; port < PORTS; port++) {
                if (pid[port] == 0 && random.nextInt(50) == 0) {
                    pid[port] = 100 + random.nextInt(3);
                    since[port] = second + random.nextDouble() / 2;
                } else if (pid[port] != 0 && random.nextInt(60) == 0) {
                    connections.add(Stream.zeek("C" + uid++, since[port], (second + 0.5 - since[port]) * random.nextDouble(),
                            50000 + port));
                    pid[port] = 0;
                }
            }
            if (second % 60 == 0) {
                List<String> changes = new ArrayList<>();
                for (int port = 0; port < PORTS; port++) {
                    if (seen[port] != pid[port] && seen[port] != 0) {
                        changes.add(Stream.row("removed", second, counter, 50000 + port, seen[port]));
                    }
                }
                for (int port = 0; port < PORTS; port++) {
                    if (seen[port] != pid[port] && pid[port] != 0) {
                        changes.add(Stream.row("added", second, counter, 50000 + port, pid[port]));
                    }
                    seen[port] = pid[port];
                }
                counter += changes.isEmpty() ? 0 : 1;
                hostLines.addAll(changes);
            }
        }
    }

    private Map<String, String> batch() {
        SocketIndex index = new SocketIndex(new Schedules(Map.of(), 0));
        RowBlock block = new RowBlock();
        byte[] host = Stream.bytes(String.join("\n", hostLines) + "\n");
        new OsqueryResults().open("").scanner().scan(new Chunk(host, 0, host.length, 0, false, true), new TestSinks.Host() {
            @Override
            public void batch(correlate.source.SocketKey key) {
                block.batch(key);
            }

            @Override
            public void row(correlate.source.SocketKey key) {
                block.row(key);
            }
        });
        index.add(block, 0, 0, 1);
        index.freeze();
        Map<Integer, List<Flow>> flows = new HashMap<>();
        byte[] rows = Stream.bytes(String.join("\n", connections) + "\n");
        var log = new ZeekTsv(Stream.FIELDS).open("");
        log.scanner().scan(new Chunk(rows, 0, rows.length, 0, false, true), log.start(), new TestSinks.Flows() {
            @Override
            public void flow(FlowKey flow) {
                int key = index.tuple(index.address(flow.origHigh, flow.origLow), index.address(flow.respHigh, flow.respLow), flow);
                flows.computeIfAbsent(key, k -> new ArrayList<>()).add(
                        new Flow(flow.start, flow.end, SocketIndex.origIsFirst(flow), flow.hasTuple, flow.line));
            }
        });
        Map<String, String> findings = new TreeMap<>();
        Judge judge = new Judge(index, Settings.DEFAULT);
        flows.forEach((key, ofKey) -> {
            Outcome outcome = judge.judge(key < 0 ? List.<SocketRow>of() : index.rows(key), ofKey);
            for (int i = 0; i < ofKey.size(); i++) {
                Map<String, Integer> count = new HashMap<>();
                for (Judgement j : outcome.of(i).judged()) {
                    String side = j.side().name().toLowerCase(Locale.ROOT);
                    findings.put("C" + ofKey.get(i).ref() + " " + side + " " + count.merge(side, 1, Integer::sum), numbers(j));
                }
                if (outcome.of(i).judged().isEmpty()) {
                    findings.put("C" + ofKey.get(i).ref() + " none 1", "unmatched" + (outcome.nearestExcluded(i) == null
                            ? "" : " " + outcome.nearestExcluded(i).reason().name().toLowerCase(Locale.ROOT)));
                }
            }
        });
        return findings;
    }
}

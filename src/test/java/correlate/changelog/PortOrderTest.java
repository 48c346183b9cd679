package correlate.changelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts whose sockets open and close at random, logged as osquery would: what they hold in truth is known at every poll. */
class PortOrderTest {
    private static final int POLLS = 40;

    /** Key to pid of one host at one time; with an owner of its own for each key, so no source competes. */
    private final List<PortRow> rows = new ArrayList<>();
    private final List<PortBatch> empty = new ArrayList<>();
    private final TreeMap<Long, Map<String, String>> truth = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void orderOfRowsDoesNotMatter(int seed) {
        Random random = new Random(seed);
        for (String host : List.of("differences", "snapshots", "epochs")) {
            live(host, random);
        }
        Collections.shuffle(rows, random);

        PortHistory history = new PortHistory();
        rows.forEach(history::add);
        empty.forEach(history::add);
        truth.forEach((time, held) -> assertEquals(held, values(history.table(time)), "at " + time / Times.SECOND));

        assertEquals(truth.lastEntry().getValue(), arrival(random));
    }

    private void live(String host, Random random) {
        Map<String, String> held = new TreeMap<>();
        long epoch = 0;
        long counter = 0;
        for (int poll = 0; poll < POLLS; poll++) {
            long time = (1000 + 60L * poll) * Times.SECOND;
            Map<String, String> before = new TreeMap<>(held);
            for (int i = 0; i < 4; i++) {
                String key = host + random.nextInt(6);
                if (random.nextBoolean()) {
                    held.remove(key);
                } else {
                    held.put(key, Integer.toString(random.nextInt(4)));
                }
            }
            boolean restart = host.equals("epochs") && poll % 7 == 6;
            if (restart) {
                epoch++;
                counter = 0;
            }
            if (host.equals("snapshots")) {
                restate(new PortBatch(host, "q", time, 0, 0, true, false), held);
            } else if (counter == 0) {
                restate(new PortBatch(host, "q", time, epoch, counter++, false, false), held);
            } else if (!before.equals(held)) {
                differ(new PortBatch(host, "q", time, epoch, counter++, false, false), before, held);
            }
            truth.computeIfAbsent(time, t -> new TreeMap<>()).putAll(held);
        }
    }

    private void restate(PortBatch batch, Map<String, String> held) {
        empty.add(batch);
        held.forEach((key, pid) -> rows.add(row(batch, false, key, pid)));
    }

    private void differ(PortBatch batch, Map<String, String> before, Map<String, String> held) {
        for (String key : new TreeSet<>(before.keySet())) {
            if (!before.get(key).equals(held.get(key))) {
                rows.add(row(batch, true, key, before.get(key)));
            }
        }
        held.forEach((key, pid) -> {
            if (!pid.equals(before.get(key))) {
                rows.add(row(batch, false, key, pid));
            }
        });
    }

    private static PortRow row(PortBatch batch, boolean removed, String key, String pid) {
        return PortRow.of(batch, removed, key, pid, null, "p", null);
    }

    /** The table after rows were taken one by one as they came, settled now and then, by logs of which only the state outlives a restart. */
    private Map<String, String> arrival(Random random) {
        Map<String, String> table = new TreeMap<>();
        PortTable changelog = new PortTable(new MapState(), change -> {
            if (change.value() == null) {
                table.remove(change.key());
            } else {
                table.put(change.key(), pid(change.value()));
            }
        });
        Map<String, PortState> states = new TreeMap<>();
        Map<String, PortLog> logs = new TreeMap<>();
        empty.forEach(batch -> log(logs, states, changelog, batch.host()).accept(batch));
        for (PortRow row : rows) {
            PortLog log = log(logs, states, changelog, row.batch().host());
            log.accept(row);
            if (random.nextInt(3) == 0) {
                log.settle();
            }
            if (random.nextInt(5) == 0) {
                logs.clear();
            }
        }
        states.keySet().forEach(host -> log(logs, states, changelog, host).settle());
        return table;
    }

    private static PortLog log(Map<String, PortLog> logs, Map<String, PortState> states, PortTable changelog, String host) {
        return logs.computeIfAbsent(host, h -> new PortLog(states.computeIfAbsent(h, s -> new MapState()),
                (key, word) -> changelog.accept(word.time(), h, key, word)));
    }

    private static Map<String, String> values(Map<String, PortChange> table) {
        Map<String, String> values = new TreeMap<>();
        table.forEach((key, change) -> values.put(key, pid(change.value())));
        return values;
    }

    private static String pid(String value) {
        return value.replaceAll(".*\"pid\":\"(\\d+)\".*", "$1");
    }
}

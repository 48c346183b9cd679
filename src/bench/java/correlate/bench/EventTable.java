package correlate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The rows of an event table: buffered as sockets connect or accept, logged and forgotten at the next poll. */
final class EventTable {
    private EventTable() {
    }

    /** Logs each socket once, and marks in it the time of its row; the counter of an event table begins at 1. */
    static void write(List<SocketLife> sockets, boolean bpf, ResultsLog log, SplittableRandom random) throws IOException {
        Map<Long, Map<Machine, List<String>>> polls = new TreeMap<>();
        List<SocketLife> inOrder = new ArrayList<>(sockets);
        inOrder.sort(Comparator.comparingLong(s -> s.opened));
        for (SocketLife socket : inOrder) {
            // a row is stamped when osquery stores it, not when the call was made
            long time = Math.floorDiv(socket.opened + random.nextLong(Text.SECOND) + socket.machine.skew, Text.SECOND);
            socket.firstSeen = time;
            socket.lastSeen = time;
            polls.computeIfAbsent(socket.machine.pollAtOrAfter(socket.opened + Text.SECOND), t -> new LinkedHashMap<>())
                    .computeIfAbsent(socket.machine, m -> new ArrayList<>())
                    .add(socket.eventColumns(bpf, time));
        }
        Map<Machine, Long> counters = new HashMap<>();
        for (Map.Entry<Long, Map<Machine, List<String>>> poll : polls.entrySet()) {
            for (Map.Entry<Machine, List<String>> batch : poll.getValue().entrySet()) {
                Machine machine = batch.getKey();
                log.changes(machine, Math.floorDiv(poll.getKey() + machine.skew, Text.SECOND), 0,
                        counters.merge(machine, 1L, Long::sum), List.of(), batch.getValue());
            }
        }
    }
}

package correlate;

import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.match.ClockEstimate;
import correlate.match.Flow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the first scan teaches of the hosts: how far their clocks are off. */
final class Learning {
    private Learning() {
    }

    /** The offsets of those hosts whose clocks are far off, by number of the host: from tuples that occur once on each side. */
    static Map<Integer, ClockEstimate.Offset> clocks(SocketIndex index, Hits hits) {
        Map<Integer, ClockEstimate> estimates = new TreeMap<>();
        for (int key = 0; key < index.keyCount(); key++) {
            if (index.tuple(key) == null || !hits.isHit(key) || hits.isShared(key)) {
                continue;
            }
            SocketRow first = onlySocket(index.rows(key));
            if (first != null) {
                Flow flow = hits.flows(key).get(0);
                estimates.computeIfAbsent(first.host(), host -> new ClockEstimate())
                        .add(flow.start(), first.time(), index.timeline(first.host(), first.query(), first.snapshot()).before(first.time()));
            }
        }
        Map<Integer, ClockEstimate.Offset> offsets = new TreeMap<>();
        estimates.forEach((host, estimate) -> estimate.offset().ifPresent(offset -> offsets.put(host, offset)));
        return offsets;
    }

    /** The first row, if all rows are of one socket and it was added once. */
    private static SocketRow onlySocket(List<SocketRow> rows) {
        SocketRow first = null;
        int added = 0;
        for (SocketRow row : rows) {
            if (first != null && (row.host() != first.host() || row.pid() != first.pid() || row.query() != first.query())) {
                return null;
            }
            added += row.change() == SocketRow.Change.ADDED ? 1 : 0;
            if (first == null || row.time() < first.time()) {
                first = row;
            }
        }
        boolean opening = first.change() == SocketRow.Change.ADDED || first.change() == SocketRow.Change.SNAPSHOT;
        return opening && added <= 1 ? first : null;
    }

    /** Sets the offsets that were given by name; a name that no log has is an error worth a sentence. */
    static List<String> apply(SocketIndex index, Map<String, Long> given) {
        given.forEach((name, offset) -> {
            int host = index.hosts().find(name);
            if (host >= 0) {
                index.hosts().setOffset(host, offset);
            }
        });
        return given.keySet().stream().filter(name -> index.hosts().find(name) < 0).toList();
    }

    /** Sets the estimated offsets; whether there were any. */
    static boolean apply(SocketIndex index, Map<String, Long> given, Map<Integer, ClockEstimate.Offset> estimated) {
        boolean any = false;
        for (Map.Entry<Integer, ClockEstimate.Offset> entry : estimated.entrySet()) {
            if (!given.containsKey(index.hosts().name(entry.getKey()))) {
                index.hosts().setOffset(entry.getKey(), entry.getValue().offset());
                any = true;
            }
        }
        return any;
    }
}

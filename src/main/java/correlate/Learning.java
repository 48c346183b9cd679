package correlate;

import correlate.index.Clock;
import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.match.ClockEstimate;
import correlate.match.Flow;
import correlate.model.Times;
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
                Flow flow = hits.flows(key, true).get(0);
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

    /** Sets the offsets that were given by name; gives the names that no log has, each an error worth a sentence. */
    static List<String> apply(SocketIndex index, Map<String, Long> given) {
        given.forEach((name, offset) -> {
            int host = index.hosts().find(name);
            if (host >= 0) {
                index.hosts().setClock(host, new Clock(offset, 0));
            }
        });
        return given.keySet().stream().filter(name -> index.hosts().find(name) < 0).toList();
    }

    /** Sets what the logs teach of the clocks; whether that is anything new. */
    static boolean apply(SocketIndex index, Options options, Map<Integer, ClockEstimate.Offset> estimated) {
        boolean any = false;
        for (Map.Entry<Integer, ClockEstimate.Offset> entry : estimated.entrySet()) {
            Clock clock = clock(index.hosts().name(entry.getKey()), entry.getValue(), options);
            if (clock != null) {
                index.hosts().setClock(entry.getKey(), clock);
                any = true;
            }
        }
        return any;
    }

    /** How to read the times of a host whose clock was estimated; null if that is left as it is. */
    private static Clock clock(String host, ClockEstimate.Offset estimate, Options options) {
        Long given = options.clockOffsets().get(host);
        if (given == null) {
            return options.autoClock() ? new Clock(estimate.offset(), spread(estimate, options)) : null;
        }
        boolean near = Math.abs(given - estimate.offset()) <= ClockEstimate.AGREE;
        return near && spread(estimate, options) > 0 ? new Clock(given, spread(estimate, options)) : null;
    }

    /** What must be allowed for beyond the usual, in whole seconds; mostly nothing. */
    private static long spread(ClockEstimate.Offset estimate, Options options) {
        return estimate.spread() > options.settings().skew() ? (estimate.spread() + Times.SECOND - 1) / Times.SECOND * Times.SECOND : 0;
    }
}

package correlate;

import correlate.identify.CommunityIds;
import correlate.identify.Tuple;
import correlate.index.RowPlace;
import correlate.index.SocketIndex;
import correlate.match.Life;
import correlate.match.Outcome;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Finding;
import correlate.model.Protocols;
import correlate.model.Reason;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The sightings that no connection explains, once it is known of all connections what explains them. */
final class Unseen {
    private final SocketIndex index;
    private final NetworkScan scan;
    private final FindingMaker maker;
    private final HostRows hostRows;
    private final BitSet weaklyUsed;
    private final CommunityIds ids;

    /**
     * Of these rows.
     *
     * @param weaklyUsed the rows that are weak evidence for some connection
     */
    Unseen(SocketIndex index, NetworkScan scan, FindingMaker maker, HostRows hostRows, BitSet weaklyUsed, CommunityIds ids) {
        this.index = index;
        this.scan = scan;
        this.maker = maker;
        this.hostRows = hostRows;
        this.weaklyUsed = weaklyUsed;
        this.ids = ids;
    }

    /** Gives a finding for each, in the order in which their tuples first came. */
    void forEach(Consumer<Finding> taker) {
        for (int key = 0; key < index.keyCount(); key++) {
            Tuple tuple = index.tuple(key);
            if (tuple != null || index.isRemoteEnd(key)) {
                forEach(key, tuple, taker);
            }
        }
    }

    private void forEach(int key, Tuple tuple, Consumer<Finding> taker) {
        Outcome outcome = maker.outcome(key);
        boolean[] used = outcome.used();
        List<Life> lives = outcome.lives();
        Map<Row, Boolean> toldOfTwin = null;
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            if (used[i] || weaklyUsed.get(life.best().ref())) {
                continue;
            }
            if (life.best().protoAssumed() && tuple != null) {
                toldOfTwin = toldOfTwin == null ? toldOfTwin(key, tuple) : toldOfTwin;
                if (toldOfTwin.getOrDefault(row(life), false)) {
                    continue;
                }
            }
            taker.accept(unseen(key, tuple, life));
        }
    }

    /** One row of one line. */
    private record Row(int file, long offset, int ordinal) {
    }

    private Row row(Life life) {
        RowPlace place = index.place(life.best().ref());
        return new Row(place.file(), place.offset(), place.ordinal());
    }

    /**
     * A row without a protocol is kept as one of TCP and as one of UDP: what explains either explains it, and it is told once.
     * Of each row that the other protocol has too, whether it need not be told of this one.
     */
    private Map<Row, Boolean> toldOfTwin(int key, Tuple tuple) {
        boolean udp = tuple.protocol() == Protocols.UDP;
        int twin = index.withProtocol(key, udp ? Protocols.TCP : Protocols.UDP);
        if (twin < 0) {
            return Map.of();
        }
        Map<Row, Boolean> told = new HashMap<>();
        Outcome outcome = maker.outcome(twin);
        boolean[] used = outcome.used();
        for (int i = 0; i < used.length; i++) {
            told.putIfAbsent(row(outcome.lives().get(i)), used[i] || udp);
        }
        return told;
    }

    private Finding unseen(int key, Tuple tuple, Life life) {
        boolean loopback = tuple != null && tuple.srcHigh() == tuple.dstHigh() && tuple.srcLow() == tuple.dstLow()
                || tuple != null && new Address(tuple.srcHigh(), tuple.srcLow()).isLoopback();
        Reason reason = loopback ? Reason.LOOPBACK
                : life.mayTo() < scan.coverage.firstTime || Math.min(life.firstSeen(), life.mayFrom()) > scan.coverage.lastTime
                || life.mayFrom() == Times.BEFORE_ALL && life.firstSeen() > scan.coverage.lastTime ? Reason.OUTSIDE_LOGS
                : scan.hits.isHit(key) ? Reason.NO_CONNECTION_THEN : Reason.NO_CONNECTION;
        CommunityId id = tuple == null ? null : ids.of(tuple);
        return new Finding(Verdict.UNSEEN, reason, reason.text(), id, null, 0, Times.NONE, null,
                hostRows.sighting(life, life.rows(), true));
    }
}

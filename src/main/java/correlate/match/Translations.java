package correlate.match;

import correlate.identify.Tuple;
import correlate.index.SocketIndex;
import correlate.model.Address;
import correlate.model.Times;
import correlate.source.FlowKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * The sockets whose tuples no connection has, by their far end, which translation of addresses leaves as it is: one alive at
 * the time of a connection to that end may be its socket, seen from behind a NAT. Several threads may ask.
 */
public final class Translations {
    /** Clocks and polls blur the time; so much beside the longest interval is allowed. */
    private static final long ALLOWED = 60 * Times.SECOND;

    private final SocketIndex index;
    private final Lives lives;
    private final Map<FarEnd, List<Integer>> keys = new HashMap<>();
    private final Map<FarEnd, Sockets> sockets = new ConcurrentHashMap<>();

    private record FarEnd(int protocol, long high, long low, int port) {
    }

    /** The lives of one far end's sockets, the local address of each, and the spans of connections that each may be behind. */
    private record Sockets(List<Life> lives, List<Address> local, Spans spans) {
    }

    /**
     * The sockets of this index.
     *
     * @param isHit whether a connection has the tuple of that key
     */
    public Translations(SocketIndex index, Settings settings, IntPredicate isHit) {
        this.index = index;
        this.lives = new Lives(index, settings);
        for (int key = 0; key < index.keyCount(); key++) {
            Tuple tuple = index.tuple(key);
            if (tuple != null && !isHit.test(key)) {
                FarEnd end = index.rows(key).get(0).localIsFirst()
                        ? new FarEnd(tuple.protocol(), tuple.dstHigh(), tuple.dstLow(), tuple.dstPort())
                        : new FarEnd(tuple.protocol(), tuple.srcHigh(), tuple.srcLow(), tuple.srcPort());
                keys.computeIfAbsent(end, k -> new ArrayList<>(1)).add(key);
            }
        }
    }

    /** The first socket that may be behind the connection, or null. */
    public Life of(FlowKey flow) {
        Life there = of(flow, new FarEnd(flow.protocol, flow.respHigh, flow.respLow, flow.respPort), flow.origHigh, flow.origLow);
        return there != null ? there
                : of(flow, new FarEnd(flow.protocol, flow.origHigh, flow.origLow, flow.origPort), flow.respHigh, flow.respLow);
    }

    /** One with the connection's own near address is another connection's socket, and nothing was translated. */
    private Life of(FlowKey flow, FarEnd end, long nearHigh, long nearLow) {
        if (!keys.containsKey(end)) {
            return null;
        }
        Address near = new Address(nearHigh, nearLow);
        Sockets there = sockets.computeIfAbsent(end, this::load);
        int[] first = {Integer.MAX_VALUE};
        there.spans.meeting(flow.start, flow.end, i -> {
            Life life = there.lives.get(i);
            if (i < first[0] && !there.local.get(i).equals(near) && life.gap(flow.start, flow.end) <= allowed(life)) {
                first[0] = i;
            }
            return true;
        });
        return first[0] == Integer.MAX_VALUE ? null : there.lives.get(first[0]);
    }

    private Sockets load(FarEnd end) {
        List<Life> all = new ArrayList<>();
        List<Address> local = new ArrayList<>();
        for (int key : keys.get(end)) {
            Tuple tuple = index.tuple(key);
            boolean isSource = index.rows(key).get(0).localIsFirst();
            all.addAll(lives.of(index.rows(key)));
            local.addAll(Collections.nCopies(all.size() - local.size(),
                    isSource ? new Address(tuple.srcHigh(), tuple.srcLow()) : new Address(tuple.dstHigh(), tuple.dstLow())));
        }
        return new Sockets(all, local, new Spans(all, life -> life.nearFrom() - allowed(life), life -> life.nearTo() + allowed(life), 0));
    }

    private long allowed(Life life) {
        return ALLOWED + index.schedule(life.best().host(), life.best().query(), life.best().snapshot()).longest();
    }
}

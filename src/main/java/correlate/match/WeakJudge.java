package correlate.match;

import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.model.Protocols;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;

/**
 * What rows without a complete tuple say of a connection: events without the local end, listeners, unconnected UDP sockets.
 * They must agree in host, protocol where known, one end and time. Several threads may ask.
 */
public final class WeakJudge {
    /** An accept may be told so long after the connection began (formats.md 6.2). */
    private static final long ACCEPT_LAG = 60 * 1_000_000L;

    private final SocketIndex index;
    private final Lives lives;
    private final Settings settings;
    /** For each key that was asked for, the candidates of its hosts, sorted by host: an array, because many connections ask. */
    private final AtomicReferenceArray<Candidates[]> byKey;

    /** Judges by what this index holds. */
    public WeakJudge(SocketIndex index, Settings settings) {
        this.index = index;
        this.lives = new Lives(index, settings);
        this.settings = settings;
        this.byKey = new AtomicReferenceArray<>(index.keyCount());
    }

    /** One key's lives on one host. */
    private record Candidates(int host, List<Candidate> lives, Spans spans) {
    }

    /**
     * A life, the span of connections for which it may count, and what else decides whether it does: beside each other, because
     * every connection to a listened port asks, and the row itself lies anywhere in memory.
     *
     * @param protocol the one that its row names, or -1
     * @param began the earliest start of the process, or {@link Times#NONE}, which is before all times
     */
    private record Candidate(Life life, SocketKey.Kind kind, int protocol, long began, long from, long to) {
    }

    /** Is given what fits a connection; says whether to go on looking. */
    private interface Fits {
        boolean add(Life life, Reason reason);
    }

    private static final Fits ONE_SUFFICES = (life, reason) -> false;

    /**
     * Whether {@link #judge} finds anything. Every connection is asked this, so it mostly ends after a glance at ports and
     * addresses, and otherwise at the first row that fits.
     *
     * @param orig the number of the originator's address in the index, or -1
     * @param resp likewise
     */
    public boolean finds(FlowKey flow, int orig, int resp) {
        return isAskable(flow) && (finds(flow, orig, flow.origPort, resp, flow.respPort)
                || finds(flow, resp, flow.respPort, orig, flow.origPort));
    }

    private boolean finds(FlowKey flow, int local, int localPort, int remote, int remotePort) {
        return (isListened(flow, localPort) || index.isRemoteEndAddress(remote)) && index.hosts().isOwned(local)
                && (remoteEnds(flow, local, localPort, remote, remotePort, ONE_SUFFICES)
                || listeners(flow, local, localPort, ONE_SUFFICES));
    }

    /**
     * The weak findings of one connection, each side's in turn.
     *
     * @param orig the number of the originator's address in the index, or -1
     * @param resp likewise
     */
    public List<Judgement> judge(FlowKey flow, int orig, int resp) {
        List<Judgement> result = new ArrayList<>(1);
        if (isAskable(flow)) {
            judge(flow, Side.ORIG, orig, flow.origPort, resp, flow.respPort, result);
            judge(flow, Side.RESP, resp, flow.respPort, orig, flow.origPort, result);
        }
        return result;
    }

    private boolean isAskable(FlowKey flow) {
        return index.hasWeakRows() && (flow.protocol == Protocols.TCP || flow.protocol == Protocols.UDP);
    }

    private void judge(FlowKey flow, Side side, int local, int localPort, int remote, int remotePort, List<Judgement> result) {
        if (!index.hosts().isOwned(local)) {
            return;
        }
        Found found = new Found(flow, side);
        if (!remoteEnds(flow, local, localPort, remote, remotePort, found) && listeners(flow, local, localPort, found)) {
            keepNearest(found.all);
        }
        if (!found.all.isEmpty()) {
            result.addAll(Processes.settleWeak(found.all));
        }
    }

    /** All that fits one side of a connection. */
    private record Found(FlowKey flow, Side side, List<Judgement> all) implements Fits {
        Found(FlowKey flow, Side side) {
            this(flow, side, new ArrayList<>(1));
        }

        @Override
        public boolean add(Life life, Reason reason) {
            return all.add(new Judgement(side, Verdict.WEAK, reason, 1, life.gap(flow.start, flow.end), life, life.rows()));
        }
    }

    /** Rows without a local address; of those that name a local port only the connection's count. */
    private boolean remoteEnds(FlowKey flow, int local, int localPort, int remote, int remotePort, Fits fits) {
        if (!index.isRemoteEndAddress(remote)) {
            return false;
        }
        boolean any = remoteEndsNaming(0, flow, local, remote, remotePort, fits);
        return localPort == 0 ? any : any | remoteEndsNaming(localPort, flow, local, remote, remotePort, fits);
    }

    private boolean remoteEndsNaming(int namedPort, FlowKey flow, int local, int remote, int remotePort, Fits fits) {
        int remoteKey = index.remoteEnd(remote, remotePort, namedPort);
        int anyPortKey = remotePort == 0 ? -1 : index.remoteEnd(remote, 0, namedPort);
        if (remoteKey < 0 && anyPortKey < 0) {
            return false;
        }
        boolean[] any = {false};
        index.hosts().ownersAt(local, flow.start, host ->
                any[0] |= add(flow, host, remoteKey, false, fits) | add(flow, host, anyPortKey, true, fits));
        return any[0];
    }

    /** Whether any host listens on the port, and the connection was not refused. */
    private boolean isListened(FlowKey flow, int localPort) {
        return index.isLocalPort(localPort) && !(flow.protocol == Protocols.TCP && flow.noHandshake);
    }

    /**
     * Listeners and unconnected sockets, those at the exact address first. They say nothing of the other end, so the host must
     * be beyond doubt: an address that several hosts have at that time decides nothing.
     */
    private boolean listeners(FlowKey flow, int local, int localPort, Fits fits) {
        int host = isListened(flow, localPort) ? index.hosts().ownerAt(local, flow.start) : -1;
        if (host < 0) {
            return false;
        }
        if (add(flow, host, index.localEnd(local, localPort), false, fits)) {
            return true;
        }
        return add(flow, host, index.isV4(local) ? index.anyLocalV4End(host, localPort) : -1, false, fits)
                | add(flow, host, index.anyLocalEnd(host, localPort), false, fits);
    }

    /**
     * Two processes hardly ever listen on one port, so of several those count that are known nearest to the connection; all
     * that are known alive during it do.
     */
    private static void keepNearest(List<Judgement> found) {
        long nearest = Long.MAX_VALUE;
        for (Judgement j : found) {
            nearest = Math.min(nearest, j.gap());
        }
        if (found.size() > 1) {
            long limit = nearest;
            found.removeIf(j -> j.gap() > limit);
        }
    }

    /** Adds what fits, and says whether anything did; {@code acceptsOnly} because only accepts come without a port (macOS). */
    private boolean add(FlowKey flow, int host, int key, boolean acceptsOnly, Fits fits) {
        Candidates candidates = key < 0 ? null : candidates(key, host);
        if (candidates == null) {
            return false;
        }
        Meeting meeting = new Meeting(candidates, flow, acceptsOnly, fits);
        candidates.spans.meeting(flow.start - settings.skew(), flow.end + settings.skew(), meeting);
        return meeting.any;
    }

    /** Looks at the candidates that meet a connection in time. No lambda: where C1 alone compiles, to make one is a slow call. */
    private final class Meeting implements IntPredicate {
        private final Candidates candidates;
        private final FlowKey flow;
        private final boolean acceptsOnly;
        private final Fits fits;
        private boolean any;

        Meeting(Candidates candidates, FlowKey flow, boolean acceptsOnly, Fits fits) {
            this.candidates = candidates;
            this.flow = flow;
            this.acceptsOnly = acceptsOnly;
            this.fits = fits;
        }

        @Override
        public boolean test(int candidate) {
            Candidate asked = candidates.lives.get(candidate);
            Reason reason = reason(asked, flow);
            if (reason == null || acceptsOnly && reason != Reason.ACCEPT_EVENT) {
                return true;
            }
            any = true;
            return fits.add(asked.life, reason);
        }
    }

    private Candidates candidates(int key, int host) {
        Candidates[] ofKey = byKey.get(key);
        if (ofKey == null) {
            ofKey = load(key);              // two threads may do this at once: they find the same
            byKey.set(key, ofKey);
        }
        int low = 0;
        int high = ofKey.length - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            low = ofKey[middle].host < host ? middle + 1 : low;
            high = ofKey[middle].host < host ? high : middle;
        }
        return low == high && ofKey[low].host == host ? ofKey[low] : null;
    }

    private Candidates[] load(int key) {
        Map<Integer, List<SocketRow>> byHost = new TreeMap<>();
        index.rows(key).forEach(row -> byHost.computeIfAbsent(row.host(), k -> new ArrayList<>()).add(row));
        List<Candidates> result = new ArrayList<>();
        byHost.forEach((host, rows) -> {
            List<Candidate> lives = candidates(rows);
            result.add(new Candidates(host, lives, new Spans(lives, Candidate::from, Candidate::to, 0)));
        });
        return result.toArray(Candidates[]::new);
    }

    /** A key holds the rows of both protocols and of all kinds, so that these are part of a socket's identity here. */
    private List<Candidate> candidates(List<SocketRow> rows) {
        Map<Integer, List<SocketRow>> sockets = new TreeMap<>();
        rows.forEach(row -> sockets.computeIfAbsent(index.kind(row.ref()).ordinal() << 16 | index.protocol(row.ref()) + 1,
                k -> new ArrayList<>()).add(row));
        List<Candidate> candidates = new ArrayList<>();
        for (List<SocketRow> socket : sockets.values()) {
            SocketKey.Kind kind = index.kind(socket.get(0).ref());
            int protocol = index.protocol(socket.get(0).ref());
            List<Life> lives = this.lives.of(socket);
            if (kind == SocketKey.Kind.LISTENER || kind == SocketKey.Kind.UNCONNECTED) {
                addListeners(lives, kind, protocol, candidates);
            } else {
                lives.forEach(life -> candidates.add(new Candidate(life, kind, protocol, life.printedStartFrom(), from(life, kind), life.mayTo())));
            }
        }
        return candidates;
    }

    /**
     * A listener proves little, so it must at least have been known: one that nobody saw close counts until log lines are
     * missing, and until the next such one was seen, which from then on is known nearer.
     */
    private static void addListeners(List<Life> lives, SocketKey.Kind kind, int protocol, List<Candidate> candidates) {
        List<Life> known = lives.stream().filter(life -> life.knownFrom() != Times.NONE)
                .sorted(Comparator.comparingLong(Life::knownFrom)).toList();
        long nextOpen = Times.AFTER_ALL;
        for (int i = known.size() - 1; i >= 0; i--) {
            Life life = known.get(i);
            boolean open = life.mayTo() == Times.AFTER_ALL;
            long to = open ? Math.max(life.knownTo(), Math.min(nextOpen, life.unbrokenUntil())) : life.mayTo();
            candidates.add(new Candidate(life, kind, protocol, life.printedStartFrom(), life.mayFrom(), to));
            nextOpen = open ? life.knownFrom() : nextOpen;
        }
    }

    /** The first time at which a connection may begin, or a socket may be alive, by such a row. */
    private long from(Life life, SocketKey.Kind kind) {
        long longer = kind == SocketKey.Kind.ACCEPT_EVENT ? Math.max(0, ACCEPT_LAG - settings.eventLag()) : 0;
        return life.mayFrom() - longer;
    }

    /** Why this one may stand behind the connection, or null. */
    private Reason reason(Candidate asked, FlowKey flow) {
        if (asked.protocol >= 0 && asked.protocol != flow.protocol || asked.began > flow.end + settings.skew()) {
            return null;
        }
        boolean tcp = flow.protocol == Protocols.TCP;
        return switch (asked.kind) {
            case CONNECT_EVENT -> startsThen(asked, flow) ? Reason.CONNECT_EVENT : null;
            case ACCEPT_EVENT -> startsThen(asked, flow) && tcp && !flow.noHandshake ? Reason.ACCEPT_EVENT : null;
            case REMOTE_ONLY -> Reason.REMOTE_END;
            case LISTENER -> tcp && !flow.noHandshake ? Reason.LISTENER : null;
            case UNCONNECTED -> tcp ? null : Reason.UNCONNECTED_UDP;
            default -> throw new AssertionError(asked.kind);
        };
    }

    private boolean startsThen(Candidate asked, FlowKey flow) {
        return flow.start - settings.skew() <= asked.to && flow.start + settings.skew() >= asked.from;
    }
}

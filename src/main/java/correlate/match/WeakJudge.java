package correlate.match;

import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.model.Address;
import correlate.model.Protocols;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<Integer, Map<Integer, Candidates>> byKeyAndHost = new ConcurrentHashMap<>();

    /** Judges by what this index holds. */
    public WeakJudge(SocketIndex index, Settings settings) {
        this.index = index;
        this.lives = new Lives(index, settings);
        this.settings = settings;
    }

    /** One key's lives on one host. */
    private record Candidates(List<Candidate> lives, Spans spans) {
    }

    /** A life, and the span of connections for which it may count. */
    private record Candidate(Life life, long from, long to) {
    }

    /**
     * The weak findings of one connection, each side's in turn; mostly none, and then nothing was allocated.
     *
     * @param orig the number of the originator's address in the index, or -1
     * @param resp likewise
     */
    public List<Judgement> judge(FlowKey flow, int orig, int resp) {
        if (!index.hasWeakRows() || flow.protocol != Protocols.TCP && flow.protocol != Protocols.UDP) {
            return List.of();
        }
        List<Judgement> result = side(flow, Side.ORIG, orig, flow.origPort, resp, flow.respPort, List.of());
        return side(flow, Side.RESP, resp, flow.respPort, orig, flow.origPort, result);
    }

    private List<Judgement> side(FlowKey flow, Side side, int local, int localPort, int remote, int remotePort,
            List<Judgement> before) {
        if (!index.hosts().isOwned(local)) {
            return before;
        }
        int remoteKey = index.remoteEnd(remote, remotePort);
        int anyPortKey = remotePort == 0 ? -1 : index.remoteEnd(remote, 0);
        if (remoteKey < 0 && anyPortKey < 0 && !index.isLocalPort(localPort)) {
            return before;
        }
        List<Judgement> found = new ArrayList<>(0);
        if (remoteKey >= 0 || anyPortKey >= 0) {
            index.hosts().ownersAt(local, flow.start, host -> {
                add(found, flow, side, host, remoteKey, false);
                add(found, flow, side, host, anyPortKey, true);
            });
        }
        if (found.isEmpty()) {
            addListeners(found, flow, side, local, localPort);
        }
        if (found.isEmpty()) {
            return before;
        }
        List<Judgement> all = new ArrayList<>(before);
        all.addAll(Processes.settleWeak(found));
        return all;
    }

    /**
     * Listeners and unconnected sockets, those at the exact address first. They say nothing of the other end, so the host must
     * be beyond doubt: an address that several hosts have at that time decides nothing. Two processes hardly ever listen on one
     * port, so of several those count that are known nearest to the connection; all that are known alive during it do.
     */
    private void addListeners(List<Judgement> found, FlowKey flow, Side side, int local, int localPort) {
        if (!index.isLocalPort(localPort)) {
            return;
        }
        int host = index.hosts().ownerAt(local, flow.start);
        if (host < 0) {
            return;
        }
        add(found, flow, side, host, index.localEnd(local, localPort), false);
        if (found.isEmpty()) {
            boolean v4 = side == Side.ORIG ? Address.isV4(flow.origHigh, flow.origLow) : Address.isV4(flow.respHigh, flow.respLow);
            add(found, flow, side, host, v4 ? index.anyLocalV4End(host, localPort) : -1, false);
            add(found, flow, side, host, index.anyLocalEnd(host, localPort), false);
        }
        if (found.size() > 1) {
            long nearest = found.stream().mapToLong(Judgement::gap).min().orElseThrow();
            found.removeIf(j -> j.gap() > nearest);
        }
    }

    /** Adds what fits; {@code acceptsOnly} because only accepts come without a port (macOS). */
    private void add(List<Judgement> found, FlowKey flow, Side side, int host, int key, boolean acceptsOnly) {
        Candidates candidates = key < 0 ? null : byKeyAndHost.computeIfAbsent(key, this::load).get(host);
        if (candidates == null) {
            return;
        }
        candidates.spans.meeting(flow.start - settings.skew(), flow.end + settings.skew(), i -> {
            Life life = candidates.lives.get(i).life;
            Reason reason = reason(life, flow);
            if (reason != null && (!acceptsOnly || reason == Reason.ACCEPT_EVENT)) {
                found.add(new Judgement(side, Verdict.WEAK, reason, 1, life.gap(flow.start, flow.end), life, life.rows()));
            }
            return true;
        });
    }

    private Map<Integer, Candidates> load(int key) {
        Map<Integer, List<SocketRow>> byHost = new HashMap<>();
        index.rows(key).forEach(row -> byHost.computeIfAbsent(row.host(), k -> new ArrayList<>()).add(row));
        Map<Integer, Candidates> result = new HashMap<>();
        byHost.forEach((host, rows) -> {
            List<Candidate> lives = candidates(rows);
            result.put(host, new Candidates(lives, new Spans(lives, Candidate::from, Candidate::to)));
        });
        return result;
    }

    /** A key holds the rows of both protocols and of all kinds, so that these are part of a socket's identity here. */
    private List<Candidate> candidates(List<SocketRow> rows) {
        Map<Integer, List<SocketRow>> sockets = new TreeMap<>();
        rows.forEach(row -> sockets.computeIfAbsent(index.kind(row.ref()).ordinal() << 16 | index.protocol(row.ref()) + 1,
                k -> new ArrayList<>()).add(row));
        List<Candidate> candidates = new ArrayList<>();
        for (List<SocketRow> socket : sockets.values()) {
            SocketKey.Kind kind = index.kind(socket.get(0).ref());
            List<Life> lives = this.lives.of(socket);
            if (kind == SocketKey.Kind.LISTENER || kind == SocketKey.Kind.UNCONNECTED) {
                addListeners(lives, candidates);
            } else {
                lives.forEach(life -> candidates.add(new Candidate(life, from(life), life.mayTo())));
            }
        }
        return candidates;
    }

    /**
     * A listener proves little, so it must at least have been known: one that nobody saw close counts until log lines are
     * missing, and until the next such one was seen, which from then on is known nearer.
     */
    private static void addListeners(List<Life> lives, List<Candidate> candidates) {
        List<Life> known = lives.stream().filter(life -> life.knownFrom() != Times.NONE)
                .sorted(Comparator.comparingLong(Life::knownFrom)).toList();
        long nextOpen = Times.AFTER_ALL;
        for (int i = known.size() - 1; i >= 0; i--) {
            Life life = known.get(i);
            boolean open = life.mayTo() == Times.AFTER_ALL;
            long to = open ? Math.max(life.knownTo(), Math.min(nextOpen, life.unbrokenUntil())) : life.mayTo();
            candidates.add(new Candidate(life, life.mayFrom(), to));
            nextOpen = open ? life.knownFrom() : nextOpen;
        }
    }

    /** The first time at which a connection may begin, or a socket may be alive, by this row. */
    private long from(Life life) {
        return index.kind(life.best().ref()) == SocketKey.Kind.ACCEPT_EVENT
                ? life.mayTo() - Settings.TICK - ACCEPT_LAG : life.mayFrom();
    }

    /** Why this life may stand behind the connection, or null. */
    private Reason reason(Life life, FlowKey flow) {
        int ref = life.best().ref();
        int protocol = index.protocol(ref);
        if (protocol >= 0 && protocol != flow.protocol || life.processBeganAfter(flow.end + settings.skew())) {
            return null;
        }
        boolean tcp = flow.protocol == Protocols.TCP;
        boolean startsThen = flow.start - settings.skew() <= life.mayTo() && flow.start + settings.skew() >= from(life);
        return switch (index.kind(ref)) {
            case CONNECT_EVENT -> startsThen ? Reason.CONNECT_EVENT : null;
            case ACCEPT_EVENT -> startsThen && tcp && !flow.noHandshake ? Reason.ACCEPT_EVENT : null;
            case REMOTE_ONLY -> Reason.REMOTE_END;
            case LISTENER -> tcp && !flow.noHandshake ? Reason.LISTENER : null;
            case UNCONNECTED -> tcp ? null : Reason.UNCONNECTED_UDP;
            default -> throw new AssertionError(index.kind(ref));
        };
    }
}

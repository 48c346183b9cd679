package correlate;

import correlate.identify.Tuple;
import correlate.index.SocketIndex;
import correlate.match.AddressVotes;
import correlate.match.WeakJudge;
import correlate.model.CommunityId;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.FlowKey;
import correlate.source.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The connections of one chunk of a network log that the host logs may explain. The seam between bytes and values: every
 * connection is asked on its {@link FlowKey} alone, and nothing is allocated for one that touches nothing known.
 */
final class FlowBlock extends FlowPiece {
    /** So many ids of a chunk are compared with their tuples. */
    private static final int IDS_CHECKED = 16;

    /** A connection that is worth keeping. */
    record Hit(int key, Layout layout, long offset, int length, int line, long start, long end, boolean origIsFirst,
            boolean sided, long fold, int rank, WeakAsks.Ask weak) {
    }

    /** A row of a log in which several rows make one connection: such are counted when blocks are taken in order. */
    record FoldRow(long fold, boolean observed, int[] hosts) {
    }

    /** An id that a row states, with its tuple. */
    record StatedId(Tuple tuple, CommunityId id, int line) {
    }

    final List<Hit> hits = new ArrayList<>();
    final List<FoldRow> foldRows = new ArrayList<>(0);
    final List<StatedId> ids = new ArrayList<>(0);
    final List<AddressVotes.Vote> votes = new ArrayList<>(0);
    private final IdLookup idLookup;
    long connections;
    long observed;
    long firstTime = Long.MAX_VALUE;
    long lastTime = Long.MIN_VALUE;
    /** For each host: connections that touch it while it was observed. */
    final int[] observedOfHost;

    private final SocketIndex index;
    private final WeakJudge weakJudge;
    private final AddressVotes addressVotes;
    private final boolean keepAll;
    private final boolean perHost;
    private final int[] hostsOfRow = new int[8];
    private int hostsCount;
    private boolean touchesObserved;
    private long startOfRow;
    private long endOfRow;
    private final IntConsumer noteHost = this::note;

    /**
     * A block for one chunk.
     *
     * @param addressVotes asked for votes, or null
     * @param perHost whether to count for each host, too
     * @param keepAll whether every row of a log whose rows fold is kept
     */
    FlowBlock(Chunk chunk, Layout before, SocketIndex index, WeakJudge weakJudge, AddressVotes addressVotes, IdLookup idLookup,
            boolean keepAll, boolean perHost) {
        super(chunk, before);
        this.index = index;
        this.weakJudge = weakJudge;
        this.addressVotes = addressVotes;
        this.idLookup = idLookup;
        this.keepAll = keepAll;
        this.perHost = perHost;
        this.observedOfHost = new int[perHost ? index.hosts().size() : 0];
    }

    @Override
    public void flow(FlowKey flow) {
        countUsed(flow.line);
        int orig = -1;
        int resp = -1;
        int key = -1;
        if (flow.hasTuple) {
            orig = index.address(flow.origHigh, flow.origLow);
            resp = index.address(flow.respHigh, flow.respLow);
            key = index.tuple(orig, resp, flow);
        }
        if (flow.idTo > flow.idFrom && (key < 0 && (index.hasLoggedIds() || !flow.hasTuple)
                || flow.hasTuple && ids.size() < IDS_CHECKED)) {
            CommunityId id = CommunityId.parse(flow.id(chunk.bytes()));
            key = key < 0 && id != null ? idLookup.key(id, flow.hasTuple) : key;
            sample(flow, id);
        }
        if (key < 0 && flow.hasTuple && flow.idTo == flow.idFrom && index.hasLoggedIds()) {
            key = idLookup.keyOfTuple(tuple(flow));
        }
        boolean weak = false;
        hostsCount = 0;
        touchesObserved = false;
        if (flow.start != Times.NONE) {
            firstTime = Math.min(firstTime, flow.start);
            lastTime = Math.max(lastTime, flow.end);
            if (orig >= 0 || resp >= 0) {
                observe(flow, orig, resp);
                weak = mayBeWeak(flow, orig, resp);
                if (addressVotes != null) {
                    votes.addAll(addressVotes.of(flow, orig, resp));
                }
            }
        }
        count(flow);
        if (key >= 0 || weak || keepAll && flow.fold != 0) {
            hits.add(new Hit(key, layout, chunk.offset() + flow.lineFrom - chunk.from(), flow.lineTo - flow.lineFrom, flow.line,
                    flow.start, flow.end, !flow.hasTuple || SocketIndex.origIsFirst(flow), flow.hasTuple, flow.fold, flow.rank,
                    weak ? new WeakAsks.Ask(orig, flow.origPort, resp, flow.respPort, flow.protocol, flow.noHandshake) : null));
        }
    }

    /** A connection of several rows may be established by one and not by another: until all are known, that excludes nothing. */
    private boolean mayBeWeak(FlowKey flow, int orig, int resp) {
        boolean noHandshake = flow.noHandshake;
        flow.noHandshake &= flow.fold == 0;
        boolean finds = weakJudge.finds(flow, orig, resp);
        flow.noHandshake = noHandshake;
        return finds;
    }

    private void sample(FlowKey flow, CommunityId id) {
        if (flow.hasTuple && id != null && ids.size() < IDS_CHECKED) {
            ids.add(new StatedId(tuple(flow), id, flow.line));
        }
    }

    private static Tuple tuple(FlowKey flow) {
        return new Tuple(flow.protocol, flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort);
    }

    private void observe(FlowKey flow, int orig, int resp) {
        touchesObserved = index.hosts().isAddressObserved(orig, flow.start, flow.end)
                || index.hosts().isAddressObserved(resp, flow.start, flow.end);
        if (touchesObserved && perHost) {
            startOfRow = flow.start;
            endOfRow = flow.end;
            index.hosts().ownersAt(orig, flow.start, noteHost);
            index.hosts().ownersAt(resp, flow.start, noteHost);
        }
    }

    private void note(int host) {
        if (!index.hosts().isObserved(host, startOfRow, endOfRow)) {
            return;
        }
        for (int i = 0; i < hostsCount; i++) {
            if (hostsOfRow[i] == host) {
                return;
            }
        }
        if (hostsCount < hostsOfRow.length) {
            hostsOfRow[hostsCount++] = host;
        }
    }

    private void count(FlowKey flow) {
        if (flow.fold != 0) {
            foldRows.add(new FoldRow(flow.fold, touchesObserved, Arrays.copyOf(hostsOfRow, hostsCount)));
            return;
        }
        connections++;
        observed += touchesObserved ? 1 : 0;
        for (int i = 0; i < hostsCount; i++) {
            observedOfHost[hostsOfRow[i]]++;
        }
    }
}

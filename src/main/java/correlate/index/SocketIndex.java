package correlate.index;

import correlate.identify.Tuple;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the host logs showed: their rows by tuple and by end, their executions, their hosts. Rows are added from one thread
 * and in any order; after {@link #freeze} several threads may ask.
 */
public final class SocketIndex implements HostFacts {
    static final int REMOTE = KeyTable.ENDS;
    static final int LOCAL = KeyTable.ENDS + 1;
    static final int LOCAL_ANY = KeyTable.ENDS + 2;
    static final int ID = KeyTable.ENDS + 3;
    /** In the place of a second address: the wildcard is 0.0.0.0, which takes IPv4 only, while :: takes both (formats.md 8). */
    static final int ONLY_V4 = 4;
    private static final SocketRow.Change[] CHANGES = SocketRow.Change.values();
    private static final SocketKey.Kind[] KINDS = SocketKey.Kind.values();

    private final Schedules schedules;
    final AddressTable addresses = new AddressTable();
    final KeyTable keys = new KeyTable();
    private TupleFilter tuples = new TupleFilter(0);
    final IntColumn lastRow = new IntColumn();      // of a key
    final Rows rows = new Rows();
    final Scans scans = new Scans();
    final Hosts hosts = new Hosts();
    private final Boots boots = new Boots();
    final Names<String> queries = new Names<>();
    final Map<CommunityId, Integer> loggedIds = new HashMap<>();
    final long[] localPorts = new long[1024];       // bits: ports on which some weak row has its local end
    long socketRows;
    long weakRows;
    final BitSet remoteEnds = new BitSet();         // addresses that some weak row names as its remote end
    boolean remoteEndsWithPort;                     // whether any of these rows names a local port

    /** An index whose schedules are those given, or those that the logs show. */
    public SocketIndex(Schedules schedules) {
        this.schedules = schedules;
    }

    // ---- filling ----

    /**
     * Adds what a chunk shows.
     *
     * @param file number of its file
     * @param origin where the first byte of the chunk's array stands in the inflated file
     * @param line the chunk's first line, from 1
     */
    public void add(RowBlock block, int file, long origin, long line) {
        new Filling(this, block, file, origin, line).run();
    }

    /** Notes in a sieve what every row can be found by. */
    public void tell(Sieve rows) {
        for (int key = 0; key < keys.size(); key++) {
            int first = keys.first(key);
            int port = keys.ports(key) & 0xffff;
            switch (keys.kind(key)) {
                case REMOTE -> rows.showsRemote(addresses.high(first), addresses.low(first), port);
                case LOCAL -> rows.showsLocal(addresses.high(first), addresses.low(first), port);
                case LOCAL_ANY -> rows.showsLocalPort(port);
                case ID -> { }
                default -> {
                    int second = keys.second(key);
                    rows.showsTuple(addresses.high(first), addresses.low(first), keys.ports(key) >>> 16, addresses.high(second),
                            addresses.low(second), port, keys.kind(key));
                }
            }
        }
    }

    /** Says that a host owns an address that its own rows never showed; to be followed by {@link Hosts#settle}. */
    public void addOwner(int host, Address address) {
        hosts.owns(host, addresses.add(address.high(), address.low()), hosts.first(host));
    }

    /** Ends the filling: timelines and schedules are made, and several threads may ask from now on. */
    public void freeze() {
        scans.freeze();
        filterTuples();
        findBoots();
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            if (scans.isOfSockets(t)) {
                Timeline timeline = scans.timeline(t);
                schedules.learn(query.host(), queries.value(query.query()), query.snapshots(), timeline);
                hosts.seen(query.host(), timeline.time(0), timeline.time(timeline.size() - 1));
            }
        }
        schedules.settle();
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            hosts.grace(query.host(), schedule(query.host(), query.query(), query.snapshots()).longest());
        }
        hosts.settle();
    }

    private void filterTuples() {
        tuples = new TupleFilter(keys.size());
        for (int key = 0; key < keys.size(); key++) {
            if (isTuple(key)) {
                int a = keys.first(key);
                int b = keys.second(key);
                tuples.add(addresses.high(a), addresses.low(a), keys.ports(key) >>> 16,
                        addresses.high(b), addresses.low(b), keys.ports(key) & 0xffff, keys.kind(key));
            }
        }
    }

    private boolean isTuple(int key) {
        return keys.kind(key) < KeyTable.ENDS;
    }

    private void findBoots() {
        Map<Integer, List<Boots.Start>> told = new HashMap<>();
        for (int r = 0; r < rows.size(); r++) {
            if ((rows.bits.get(r) & Rows.CHANGE) == SocketRow.Change.EVENT.ordinal() && rows.inode.get(r) < 0) {
                int scan = rows.scan.get(r);
                long time = scans.time(scan);
                long before = scans.timeline(scans.find(scans.query(scan))).before(time);
                told.computeIfAbsent(scans.query(scan).host(), k -> new ArrayList<>()).add(Boots.told(before, time, -rows.inode.get(r)));
            }
        }
        told.forEach(boots::host);
    }

    // ---- asking ----

    /** The key under which rows of this connection's tuple are kept, or -1; asked for every connection. */
    public int tuple(int orig, int resp, FlowKey flow) {
        if (orig < 0 || resp < 0 || !tuples.mayHold(flow)) {
            return -1;
        }
        return origIsFirst(flow) ? keys.find(orig, resp, flow.origPort << 16 | flow.respPort, flow.protocol)
                : keys.find(resp, orig, flow.respPort << 16 | flow.origPort, flow.protocol);
    }

    /** Whether the connection's originator is the end that its tuple names first. */
    public static boolean origIsFirst(FlowKey flow) {
        return isFirst(flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort);
    }

    /** Which end a tuple names first: that of the smaller address or, of equal ones, of the smaller port. */
    static boolean isFirst(long high1, long low1, int port1, long high2, long low2, int port2) {
        int order = Address.compare(high1, low1, high2, low2);
        return order < 0 || order == 0 && port1 <= port2;
    }

    /** The number of an address that some row has, or -1. */
    public int address(long high, long low) {
        return addresses.find(high, low);
    }

    /** Whether an address of that number, from 0, is one of IPv4. */
    public boolean isV4(int address) {
        return addresses.isV4(address);
    }

    /**
     * The key of rows that name this remote end and no local address, or -1.
     *
     * @param localPort the local port that they name; 0 for those that name none
     */
    public int remoteEnd(int address, int port, int localPort) {
        return isRemoteEndAddress(address) && (localPort == 0 || remoteEndsWithPort) ? keys.find(address, localPort, port, REMOTE) : -1;
    }

    /** Whether any row names only a remote end, and that at this address. */
    public boolean isRemoteEndAddress(int address) {
        return address >= 0 && remoteEnds.get(address);
    }

    /** The key of rows that name only this local end, or -1. */
    public int localEnd(int address, int port) {
        return address < 0 || !isLocalPort(port) ? -1 : keys.find(address, 0, port, LOCAL);
    }

    /** The key of rows of a host that listened on this port at any address of both families, or -1. */
    public int anyLocalEnd(int host, int port) {
        return isLocalPort(port) ? keys.find(host, 0, port, LOCAL_ANY) : -1;
    }

    /** The key of rows of a host that listened on this port at any IPv4 address, or -1. */
    public int anyLocalV4End(int host, int port) {
        return isLocalPort(port) ? keys.find(host, ONLY_V4, port, LOCAL_ANY) : -1;
    }

    /** Whether any row has only a local end with this port. */
    public boolean isLocalPort(int port) {
        return (localPorts[port >>> 6] & 1L << port) != 0;
    }

    /** The key of rows that have only this logged id, or -1. */
    public int loggedId(CommunityId id) {
        Integer number = loggedIds.get(id);
        return number == null ? -1 : keys.find(number, 0, 0, ID);
    }

    /** Whether any row has only a logged id. */
    public boolean hasLoggedIds() {
        return !loggedIds.isEmpty();
    }

    /** Whether any row lacks a complete tuple. */
    public boolean hasWeakRows() {
        return weakRows > 0;
    }

    /** How many keys there are; they are numbered from 0. */
    public int keyCount() {
        return keys.size();
    }

    /** The tuple of a key, the end that a tuple names first as its source; null if the key is none. */
    public Tuple tuple(int key) {
        if (!isTuple(key)) {
            return null;
        }
        int a = keys.first(key);
        int b = keys.second(key);
        return new Tuple(keys.kind(key), addresses.high(a), addresses.low(a), keys.ports(key) >>> 16,
                addresses.high(b), addresses.low(b), keys.ports(key) & 0xffff);
    }

    /** The key of the same two ends under another protocol, or -1. */
    public int withProtocol(int key, int protocol) {
        return keys.find(keys.first(key), keys.second(key), keys.ports(key), protocol);
    }

    /** Whether the key is a remote end of rows that name no local one. */
    public boolean isRemoteEnd(int key) {
        return keys.kind(key) == REMOTE;
    }

    /** The rows of a key. */
    public List<SocketRow> rows(int key) {
        List<SocketRow> result = new ArrayList<>(2);
        for (int r = lastRow.get(key); r >= 0; r = rows.next.get(r)) {
            result.add(row(r));
        }
        return result;
    }

    /** A row by its number. */
    public SocketRow row(int r) {
        int scan = rows.scan.get(r);
        Scans.Query query = scans.query(scan);
        int bits = rows.bits.get(r);
        int pid = rows.pid.get(r);
        int start = rows.start.get(r);
        SocketRow.Change change = CHANGES[bits & Rows.CHANGE];
        boolean event = change == SocketRow.Change.EVENT;
        long time = scans.time(scan);
        long kept = event ? rows.inode.get(r) : time;       // of an event, its time stands in place of an inode
        return new SocketRow(query.host(), query.query(), query.snapshots(), time, scans.epoch(scan),
                scans.counter(scan), change, (bits & Rows.LOCAL_IS_FIRST) != 0,
                pid == Rows.NO_PID ? SocketRow.NO_PID : pid == -1 ? -1 : pid & 0xffffffffL,
                start == 0 ? Times.NONE : (start & 0xffffffffL) * Times.SECOND, event ? 0 : rows.inode.get(r),
                rows.descriptor.get(r), kept < 0 ? boots.latest(query.host(), time, -kept) : kept,
                kept < 0 ? boots.earliest(query.host(), time, -kept) : kept, (bits & Rows.PROTO_ASSUMED) != 0, r);
    }

    /** What kind of row it is. */
    public SocketKey.Kind kind(int r) {
        return KINDS[rows.bits.get(r) >>> Rows.KIND_SHIFT & Rows.KIND];
    }

    /** The protocol that the row names, or -1. */
    public int protocol(int r) {
        int protocol = rows.bits.get(r) >>> Rows.PROTOCOL_SHIFT & Rows.PROTOCOL;
        return protocol == 256 ? -1 : protocol;
    }

    /** Where a row is read again. */
    public RowPlace place(int r) {
        return new RowPlace(rows.file.get(r), rows.offset.get(r), rows.length(r), rows.ordinal.get(r),
                rows.line.get(r) & 0xffffffffL, scans.decorations(rows.scan.get(r)));
    }

    /** How many rows it holds. */
    public int rowCount() {
        return rows.size();
    }

    /** How many rows of socket tables the logs had. */
    public long socketRows() {
        return socketRows;
    }

    /** How many bytes of heap the arrays take that grow with the rows; hosts, queries, epochs and logged ids aside. */
    public long bytes() {
        return addresses.bytes() + keys.bytes() + tuples.bytes() + lastRow.bytes() + rows.bytes() + scans.bytes() + hosts.bytes();
    }

    /** How often each query ran. */
    public Schedules schedules() {
        return schedules;
    }

    /** The hosts. */
    public Hosts hosts() {
        return hosts;
    }

    /** The name of a query. */
    public String queryName(int query) {
        return queries.value(query);
    }

    @Override
    public Timeline timeline(int host, int query, boolean snapshots) {
        int timeline = scans.find(new Scans.Query(host, query, snapshots));
        return timeline < 0 ? Timeline.EMPTY : scans.timeline(timeline);
    }

    @Override
    public Schedule schedule(int host, int query, boolean snapshots) {
        return schedules.of(host, queries.value(query), snapshots);
    }

    @Override
    public Clock clock(int host) {
        return hosts.clock(host);
    }

    /**
     * Every timeline of polls that show connected sockets, with its host and query. That of a query of events says only when these
     * were fetched, and {@code listening_ports} shows listeners alone.
     */
    public void forEachPolled(TimelineVisitor visitor) {
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            if (scans.polls(t)) {
                visitor.visit(query.host(), query.query(), query.snapshots(), scans.timeline(t));
            }
        }
    }

    /** Is shown timelines. */
    @FunctionalInterface
    public interface TimelineVisitor {
        /** One query on one host. */
        void visit(int host, int query, boolean snapshots, Timeline timeline);
    }
}

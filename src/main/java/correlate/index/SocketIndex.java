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
import java.util.function.Consumer;

/**
 * What the host logs showed: their rows by tuple and by end, their executions, their hosts. Rows are added from one thread
 * and in any order; after {@link #freeze} several threads may ask.
 */
public final class SocketIndex implements HostFacts {
    private static final int REMOTE = 256;
    private static final int LOCAL = 257;
    private static final int LOCAL_ANY = 258;
    private static final int ID = 259;
    /** In the place of a second address: the wildcard is 0.0.0.0, which takes IPv4 only, while :: takes both (formats.md 8). */
    private static final int ONLY_V4 = 4;
    private static final SocketRow.Change[] CHANGES = SocketRow.Change.values();
    private static final SocketKey.Kind[] KINDS = SocketKey.Kind.values();

    private final Schedules schedules;
    private final Sieve sieve;
    private final AddressTable addresses = new AddressTable();
    private final KeyTable keys = new KeyTable();
    private final IntColumn lastRow = new IntColumn();      // of a key
    private final Rows rows = new Rows();
    private final Scans scans = new Scans();
    private final Hosts hosts = new Hosts();
    private final Boots boots = new Boots();
    private final Names<String> queries = new Names<>();
    private final Map<CommunityId, Integer> loggedIds = new HashMap<>();
    private final long[] localPorts = new long[1024];       // bits: ports on which some weak row has its local end
    private long socketRows;
    private long weakRows;
    private final BitSet remoteEnds = new BitSet();         // addresses that some weak row names as its remote end

    /** An index whose schedules are those given, or those that the logs show. */
    public SocketIndex(Schedules schedules) {
        this(schedules, null);
    }

    /** An index that keeps only the rows that a sieve lets through; of all others too it notes when their queries ran and what their hosts own. */
    public SocketIndex(Schedules schedules, Sieve sieve) {
        this.schedules = schedules;
        this.sieve = sieve;
    }

    // ---- filling ----

    /** Notes that a query ran. */
    public void addBatch(SocketKey key) {
        if (timed(key)) {
            scan(key);
        }
    }

    /**
     * Adds a row.
     *
     * @param file number of its file
     * @param offset where the chunk's first byte stands in the inflated file
     * @param chunkFrom which index of the chunk's array that byte has
     * @param line its line, from 1
     */
    public void addRow(SocketKey key, int file, long offset, int chunkFrom, long line) {
        if (!timed(key)) {
            return;
        }
        if (key.kind == SocketKey.Kind.OWN_ADDRESS) {
            own(key, hosts.number(key.host));
            return;
        }
        int scan = scan(key);
        int host = scans.query(scan).host();
        if (key.form == SocketKey.Form.REMOVED) {
            scans.removedLogged(scan);
        }
        int local = own(key, host);
        socketRows++;
        if (sieve != null && !sieve.wants(key)) {
            return;
        }
        switch (key.kind) {
            case SOCKET, TUPLE_EVENT -> {
                if (key.protocol >= 0) {
                    add(key, tupleKey(key, key.protocol), scan, file, offset, chunkFrom, line);
                } else {
                    add(key, tupleKey(key, Protocols.TCP), scan, file, offset, chunkFrom, line);
                    add(key, tupleKey(key, Protocols.UDP), scan, file, offset, chunkFrom, line);
                }
            }
            case REMOTE_ONLY, CONNECT_EVENT, ACCEPT_EVENT -> {
                int remote = addresses.add(key.remoteHigh, key.remoteLow);
                remoteEnds.set(remote);
                addWeak(key, keys.add(remote, 0, key.remotePort, REMOTE), scan, file, offset, chunkFrom, line);
            }
            case LISTENER, UNCONNECTED -> {
                localPorts[key.localPort >>> 6] |= 1L << key.localPort;
                addWeak(key, Address.isUnspecified(key.localHigh, key.localLow)
                        ? keys.add(host, Address.isV4(key.localHigh, key.localLow) ? ONLY_V4 : 0, key.localPort, LOCAL_ANY)
                        : keys.add(local, 0, key.localPort, LOCAL), scan, file, offset, chunkFrom, line);
            }
            case ID_ONLY -> {
                CommunityId id = CommunityId.parse(key.loggedId);
                if (id != null) {
                    int number = loggedIds.computeIfAbsent(id, k -> loggedIds.size());
                    add(key, keys.add(number, 0, 0, ID), scan, file, offset, chunkFrom, line);
                }
            }
            case BIND_EVENT, OWN_ADDRESS, OTHER_SOCKET -> { }
        }
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

    /** Notes a row of another query: osqueryd ran on that host then. */
    public void addAlive(String host) {
        hosts.number(host);
    }

    /** Says that a host owns an address that its own rows never showed. */
    public void addOwner(int host, Address address) {
        hosts.owns(host, addresses.add(address.high(), address.low()), hosts.first(host));
    }

    private static boolean timed(SocketKey key) {
        return key.unixTime >= 0 && key.unixTime < (1L << 32) * Times.SECOND;
    }

    private int scan(SocketKey key) {
        int host = hosts.number(key.host);
        hosts.seen(host, key.unixTime);
        return scans.add(new Scans.Query(host, queries.number(key.query), key.form == SocketKey.Form.SNAPSHOT),
                key.epoch, key.decorations, key.unixTime, key.counter);
    }

    /** Notes that the host owns the row's local end; gives the address's number, or -1. */
    private int own(SocketKey key, int host) {
        if (Address.isUnspecified(key.localHigh, key.localLow)) {
            return -1;
        }
        int address = addresses.add(key.localHigh, key.localLow);
        if (!new Address(key.localHigh, key.localLow).isLoopback()) {
            hosts.owns(host, address, key.unixTime);
        }
        return address;
    }

    private int tupleKey(SocketKey key, int protocol) {
        int local = addresses.add(key.localHigh, key.localLow);
        int remote = addresses.add(key.remoteHigh, key.remoteLow);
        return localIsFirst(key) ? keys.add(local, remote, key.localPort << 16 | key.remotePort, protocol)
                : keys.add(remote, local, key.remotePort << 16 | key.localPort, protocol);
    }

    private static boolean localIsFirst(SocketKey key) {
        return isFirst(key.localHigh, key.localLow, key.localPort, key.remoteHigh, key.remoteLow, key.remotePort);
    }

    /** Which end a tuple names first: that of the smaller address or, of equal ones, of the smaller port. */
    private static boolean isFirst(long high1, long low1, int port1, long high2, long low2, int port2) {
        int order = Address.compare(high1, low1, high2, low2);
        return order < 0 || order == 0 && port1 <= port2;
    }

    private void addWeak(SocketKey key, int number, int scan, int file, long offset, int chunkFrom, long line) {
        weakRows++;
        add(key, number, scan, file, offset, chunkFrom, line);
    }

    private void add(SocketKey key, int number, int scan, int file, long offset, int chunkFrom, long line) {
        if (number == lastRow.size()) {
            lastRow.add(-1);
        }
        SocketRow.Change change = switch (key.form) {
            case ADDED -> SocketRow.Change.ADDED;
            case REMOVED -> SocketRow.Change.REMOVED;
            case SNAPSHOT -> SocketRow.Change.SNAPSHOT;
            case EVENT -> SocketRow.Change.EVENT;
        };
        int bits = change.ordinal() | (localIsFirst(key) ? Rows.LOCAL_IS_FIRST : 0)
                | (key.protocol < 0 ? Rows.PROTO_ASSUMED : 0) | key.kind.ordinal() << Rows.KIND_SHIFT
                | (key.protocol < 0 ? 256 : key.protocol) << Rows.PROTOCOL_SHIFT | file << Rows.FILE_SHIFT;
        long start = key.processStart == Times.NONE ? 0 : key.processStart / Times.SECOND;
        rows.add(scan, key.pid == SocketKey.NO_PID ? Rows.NO_PID : (int) key.pid,
                start > 0 && start < 1L << 32 ? (int) start : 0,
                change == SocketRow.Change.EVENT ? eventTime(key) : key.inode, (int) (key.descriptor ^ key.descriptor >>> 32),
                bits, offset + key.sliceFrom - chunkFrom, key.sliceTo - key.sliceFrom, (int) line, key.ordinal,
                lastRow.get(number));
        lastRow.set(number, rows.size() - 1);
    }

    /** A time since 1970, or, below 0, one that counts from the host's start. */
    private static long eventTime(SocketKey key) {
        return key.sinceBoot == Times.NONE ? Math.max(0, key.eventTime) : -key.sinceBoot;
    }

    /** Ends the filling: timelines and schedules are made, and several threads may ask from now on. */
    public void freeze() {
        scans.freeze();
        findBoots();
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            schedules.learn(query.host(), queries.value(query.query()), query.snapshots(), scans.timeline(t));
        }
        schedules.settle();
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            hosts.grace(query.host(), schedule(query.host(), query.query(), query.snapshots()).longest());
        }
    }

    private void findBoots() {
        Map<Integer, LongColumn> differences = new HashMap<>();
        for (int r = 0; r < rows.size(); r++) {
            if ((rows.bits.get(r) & Rows.CHANGE) == SocketRow.Change.EVENT.ordinal() && rows.inode.get(r) < 0) {
                int scan = rows.scan.get(r);
                differences.computeIfAbsent(scans.query(scan).host(), k -> new LongColumn())
                        .add(scans.time(scan) + rows.inode.get(r));
            }
        }
        differences.forEach((host, column) -> boots.host(host, column.toArray()));
    }

    // ---- asking ----

    /** The key under which rows of this connection's tuple are kept, or -1; asked for every connection. */
    public int tuple(int orig, int resp, FlowKey flow) {
        if (orig < 0 || resp < 0) {
            return -1;
        }
        return origIsFirst(flow) ? keys.find(orig, resp, flow.origPort << 16 | flow.respPort, flow.protocol)
                : keys.find(resp, orig, flow.respPort << 16 | flow.origPort, flow.protocol);
    }

    /** Whether the connection's originator is the end that its tuple names first. */
    public static boolean origIsFirst(FlowKey flow) {
        return isFirst(flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort);
    }

    /** The number of an address that some row has, or -1. */
    public int address(long high, long low) {
        return addresses.find(high, low);
    }

    /** The key of rows that name only this remote end, or -1. */
    public int remoteEnd(int address, int port) {
        return isRemoteEndAddress(address) ? keys.find(address, 0, port, REMOTE) : -1;
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
        if (keys.kind(key) > 255) {
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
        forEachRow(key, result::add);
        return result;
    }

    private void forEachRow(int key, Consumer<SocketRow> row) {
        for (int r = lastRow.get(key); r >= 0; r = rows.next.get(r)) {
            row.accept(row(r));
        }
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
        return new SocketRow(query.host(), query.query(), query.snapshots(), scans.time(scan), scans.epoch(scan),
                scans.counter(scan), change, (bits & Rows.LOCAL_IS_FIRST) != 0,
                pid == Rows.NO_PID ? SocketRow.NO_PID : pid == -1 ? -1 : pid & 0xffffffffL,
                start == 0 ? Times.NONE : (start & 0xffffffffL) * Times.SECOND, event ? 0 : rows.inode.get(r),
                rows.descriptor.get(r), event ? eventTime(query.host(), scans.time(scan), rows.inode.get(r)) : scans.time(scan),
                (bits & Rows.PROTO_ASSUMED) != 0, r);
    }

    private long eventTime(int host, long time, long kept) {
        return kept < 0 ? boots.eventTime(host, time, -kept) : kept;
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
        return new RowPlace(rows.bits.get(r) >>> Rows.FILE_SHIFT, rows.offset.get(r), rows.length.get(r), rows.ordinal.get(r),
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
        return addresses.bytes() + keys.bytes() + lastRow.bytes() + rows.bytes() + scans.bytes() + hosts.bytes();
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
    public long clockOffset(int host) {
        return hosts.offset(host);
    }

    /** Every timeline with its host and query. */
    public void forEachTimeline(TimelineVisitor visitor) {
        for (int t = 0; t < scans.timelines(); t++) {
            Scans.Query query = scans.queryOf(t);
            visitor.visit(query.host(), query.query(), query.snapshots(), scans.timeline(t));
        }
    }

    /** Is shown every timeline. */
    @FunctionalInterface
    public interface TimelineVisitor {
        /** One query on one host. */
        void visit(int host, int query, boolean snapshots, Timeline timeline);
    }
}

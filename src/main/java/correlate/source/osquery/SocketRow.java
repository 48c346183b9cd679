package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.model.CommunityId;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Kind;
import correlate.source.osquery.RowFields.Given;

/**
 * Says what a row shows, by its columns, whatever the query is called, and writes it into the key. Decisions where the row
 * leaves room: a TCP socket without peer listens unless its state names something else (bound only: OTHER_SOCKET); without
 * protocol and peer an empty state means UDP, which has none, and no state column a listener; a row without {@code action}
 * but with {@code time} and no local end is an event (nobody names a column of processes or sockets so).
 */
final class SocketRow {
    /** What became of a row. */
    enum Outcome { NOT_A_SOCKET, BAD, GOOD }

    private enum Event { NONE, CONNECT, ACCEPT, BIND, OTHER }

    private static final byte[] CONNECT = "connect".getBytes(US_ASCII);
    private static final byte[] ACCEPT = "accept".getBytes(US_ASCII);
    private static final byte[] ACCEPT4 = "accept4".getBytes(US_ASCII);
    private static final byte[] BIND = "bind".getBytes(US_ASCII);
    private static final byte[] LISTEN = "listen".getBytes(US_ASCII);
    private static final int RAW = 255;
    private static final int UDPLITE = 136;

    private final RowFields fields = new RowFields();
    private Event event;

    /** Whether the row read last is of an event table. */
    boolean isEvent() {
        return event != Event.NONE;
    }

    Outcome read(Slots row, SocketKey key, Complaints complaints) {
        event = Event.NONE;
        if (!row.hasAny(Columns.INTERESTING)) {
            return Outcome.NOT_A_SOCKET;
        }
        key.clearRow();
        Event said = event(row);
        if (row.hasAll(Columns.REMOTE) || row.hasAll(Columns.LOCAL) || row.hasAll(Columns.PORTS)
                || said != Event.NONE && row.hasAny(Columns.ADDRESSES)) {
            event = said;
            return socket(row, key, complaints);
        }
        if (row.hasAll(Columns.LISTENING) && row.hasAny(Columns.PROTOCOL_OR_PID)) {
            return listening(row, key, complaints);
        }
        if (row.hasAll(Columns.INTERFACE_ADDRESS) && (row.has(Columns.MASK) || !row.hasAny(Columns.ARP_CACHE))) {
            return ownAddress(row, key, complaints);
        }
        return idOnly(row, key, complaints);
    }

    private Event event(Slots row) {
        boolean bpf = row.has(Columns.SYSCALL);
        int column = bpf ? Columns.SYSCALL : Columns.ACTION;
        if (row.is(column, CONNECT)) {
            return Event.CONNECT;
        }
        if (row.is(column, ACCEPT) || row.is(column, ACCEPT4)) {
            return Event.ACCEPT;
        }
        if (row.is(column, BIND) || row.is(column, LISTEN)) {
            return Event.BIND;
        }
        if (bpf) {
            return Event.OTHER;
        }
        boolean remoteAtSomeTime = !row.isEmpty(Columns.TIME) && row.isEmpty(Columns.LOCAL_ADDRESS)
                && !row.isEmpty(Columns.REMOTE_ADDRESS) && !row.has(Columns.STATE);
        return remoteAtSomeTime ? Event.CONNECT : Event.NONE;
    }

    private Outcome socket(Slots row, SocketKey key, Complaints complaints) {
        Given local = fields.address(row, Columns.LOCAL_ADDRESS, "local_address", complaints);
        key.localHigh = fields.parser.high;
        key.localLow = fields.parser.low;
        Given remote = fields.address(row, Columns.REMOTE_ADDRESS, "remote_address", complaints);
        key.remoteHigh = fields.parser.high;
        key.remoteLow = fields.parser.low;
        int localPort = fields.port(row, Columns.LOCAL_PORT, "local_port", complaints);
        int remotePort = fields.port(row, Columns.REMOTE_PORT, "remote_port", complaints);
        if (local == Given.RUBBISH || remote == Given.RUBBISH || localPort == RowFields.BAD_PORT
                || remotePort == RowFields.BAD_PORT) {
            return Outcome.BAD;
        }
        key.localPort = Math.max(localPort, 0);
        key.remotePort = Math.max(remotePort, 0);
        fields.identity(row, key, complaints);
        if (local == Given.NOTHING && remote == Given.NOTHING && fields.isUnixOrPacket(row)) {
            key.kind = Kind.OTHER_SOCKET;       // its protocol column holds 0 or an ethertype
            return Outcome.GOOD;
        }
        key.protocol = row.has(Columns.SYSCALL) && fields.saysProtocolZero(row) ? fields.protocolOfType(row)
                : fields.protocol(row, complaints);
        if (event != Event.NONE) {
            key.kind = eventKind(local == Given.ADDRESS, remote == Given.ADDRESS, key);
            key.eventTime = eventTime(row, key, complaints);
            key.sinceBoot = sinceBoot(row);
        } else {
            key.kind = socketKind(row, local == Given.ADDRESS, remote == Given.ADDRESS, key);
            if (key.kind != Kind.SOCKET && !row.hasAll(Columns.ADDRESSES) && !fields.isListen(row)) {
                takeId(row, key, complaints);
            }
        }
        return Outcome.GOOD;
    }

    private Kind eventKind(boolean local, boolean remote, SocketKey key) {
        boolean both = local && key.localPort != 0 && remote && key.remotePort != 0;
        return switch (event) {
            case CONNECT -> both ? Kind.TUPLE_EVENT
                    : remote && key.remotePort != 0 ? Kind.CONNECT_EVENT : Kind.OTHER_SOCKET;
            case ACCEPT -> both ? Kind.TUPLE_EVENT : remote ? Kind.ACCEPT_EVENT : Kind.OTHER_SOCKET;
            case BIND -> local || key.localPort != 0 ? Kind.BIND_EVENT : Kind.OTHER_SOCKET;
            default -> Kind.OTHER_SOCKET;
        };
    }

    private Kind socketKind(Slots row, boolean local, boolean remote, SocketKey key) {
        if (isPortless(key.protocol)) {
            return Kind.OTHER_SOCKET;
        }
        if (fields.isListen(row)) {
            return key.localPort != 0 ? Kind.LISTENER : Kind.OTHER_SOCKET;
        }
        if (remote) {
            return key.remotePort == 0 ? Kind.OTHER_SOCKET
                    : local && key.localPort != 0 ? Kind.SOCKET : Kind.REMOTE_ONLY;
        }
        if (key.localPort == 0) {
            return Kind.OTHER_SOCKET;
        }
        if (isDatagram(key.protocol)) {
            return Kind.UNCONNECTED;
        }
        if (fields.isOtherState(row)) {
            return Kind.OTHER_SOCKET;
        }
        boolean emptyState = row.has(Columns.STATE) && row.isEmpty(Columns.STATE);
        return key.protocol == Protocols.UNKNOWN && emptyState ? Kind.UNCONNECTED : Kind.LISTENER;
    }

    private static boolean isPortless(int protocol) {
        return protocol == Protocols.ICMP || protocol == Protocols.ICMPV6 || protocol == RAW;
    }

    private static boolean isDatagram(int protocol) {
        return protocol == Protocols.UDP || protocol == UDPLITE;
    }

    private static long eventTime(Slots row, SocketKey key, Complaints complaints) {
        if (row.isEmpty(Columns.TIME)) {
            return key.unixTime;
        }
        long seconds = row.integer(Columns.TIME);
        if (seconds < 0 || seconds > 1_000_000_000_000L) {
            complaints.add("time", row, Columns.TIME, " is not a time in seconds");
            return key.unixTime;
        }
        return seconds == 0 ? key.unixTime : seconds * Times.SECOND;
    }

    /** bpf events count nanoseconds from the host's start; the index finds out when that was. */
    private static long sinceBoot(Slots row) {
        long nanos = row.isEmpty(Columns.TIME) && !row.isEmpty(Columns.NTIME) ? row.integer(Columns.NTIME) : -1;
        return nanos > 0 ? nanos / 1000 : Times.NONE;
    }

    private Outcome listening(Slots row, SocketKey key, Complaints complaints) {
        key.ofListeners = true;
        Given address = fields.address(row, Columns.ADDRESS, "address", complaints);
        int port = fields.port(row, Columns.PORT, "port", complaints);
        if (address == Given.RUBBISH || port == RowFields.BAD_PORT) {
            return Outcome.BAD;
        }
        key.localHigh = fields.parser.high;
        key.localLow = fields.parser.low;
        key.localPort = Math.max(port, 0);
        fields.identity(row, key, complaints);
        if (key.localPort == 0) {
            key.kind = Kind.OTHER_SOCKET;       // a unix socket with its path
            return Outcome.GOOD;
        }
        key.protocol = fields.protocol(row, complaints);
        key.kind = isPortless(key.protocol) ? Kind.OTHER_SOCKET
                : isDatagram(key.protocol) ? Kind.UNCONNECTED : Kind.LISTENER;
        return Outcome.GOOD;
    }

    private Outcome ownAddress(Slots row, SocketKey key, Complaints complaints) {
        Given address = fields.address(row, Columns.ADDRESS, "address", complaints);
        if (address != Given.ADDRESS) {
            return address == Given.RUBBISH ? Outcome.BAD : Outcome.NOT_A_SOCKET;
        }
        key.localHigh = fields.parser.high;
        key.localLow = fields.parser.low;
        key.kind = Kind.OWN_ADDRESS;
        return Outcome.GOOD;
    }

    private Outcome idOnly(Slots row, SocketKey key, Complaints complaints) {
        int column = row.has(Columns.COMMUNITY_ID) ? Columns.COMMUNITY_ID : Columns.COMMUNITY_ID_V1;
        if (!row.has(column)) {
            return Outcome.NOT_A_SOCKET;
        }
        fields.identity(row, key, complaints);
        key.protocol = fields.protocol(row, complaints);
        key.kind = Kind.OTHER_SOCKET;           // SQL NULL: a socket of which no id can be computed
        if (!row.isEmpty(column) && !takeId(row, key, complaints)) {
            complaints.addFatal("community_id", row, column, " is not a Community ID");
            return Outcome.BAD;
        }
        return Outcome.GOOD;
    }

    /** Makes the row one that only its id tells of, if it has one. */
    private static boolean takeId(Slots row, SocketKey key, Complaints complaints) {
        int column = row.isEmpty(Columns.COMMUNITY_ID) ? Columns.COMMUNITY_ID_V1 : Columns.COMMUNITY_ID;
        if (row.isEmpty(column)) {
            return false;
        }
        String id = row.text(column);
        if (id.length() > 42 || CommunityId.parse(id) == null) {
            complaints.add("community_id", row, column, " is not a Community ID");
            return false;
        }
        key.kind = Kind.ID_ONLY;
        key.loggedId = id;
        return true;
    }
}

package correlate.source;

import correlate.model.Times;

/**
 * What a scan tells of one row of a host log: one object, written anew for every row and valid until the next. Strings are
 * interned by the scanner, so that the same host is the same object within one scanner.
 */
public final class SocketKey implements Cloneable {
    /** What kind of row it is: what it shows decides what it can prove. */
    public enum Kind {
        /** A socket with both ends: the Community ID can be computed. */
        SOCKET,
        /** A socket of which only the remote end is logged (local columns absent or empty). */
        REMOTE_ONLY,
        /** A listening socket: process_open_sockets in state LISTEN or TCP without a peer, or a listening_ports row. */
        LISTENER,
        /** A UDP socket without a peer. */
        UNCONNECTED,
        /** socket_events or bpf_socket_events: connect, remote end only. */
        CONNECT_EVENT,
        /** socket_events or bpf_socket_events: accept, remote end only; remotePort is 0 where it is not logged (macOS). */
        ACCEPT_EVENT,
        /** An event row that names both ends. */
        TUPLE_EVENT,
        /** An event row: bind or listen. */
        BIND_EVENT,
        /** No addresses, but a logged Community ID. */
        ID_ONLY,
        /** An interface_addresses row: the host owns {@code local}. */
        OWN_ADDRESS,
        /** A unix, packet or raw socket, or one whose peer is not there yet: no connection, but its query is a socket query. */
        OTHER_SOCKET
    }

    /** The form of the line. */
    public enum Form { ADDED, REMOVED, SNAPSHOT, EVENT }

    /** hostIdentifier (or hostname), never null; an empty string if the line has none. */
    public String host;
    /** Name of the query, never null. */
    public String query;
    /** unixTime in µs, or {@link Times#NONE}. */
    public long unixTime;
    /** The epoch; 0 where it is not logged. */
    public long epoch;
    /** The counter, or -1 where it is not logged. */
    public long counter;
    /** For a line without rows: SNAPSHOT, or ADDED for an empty batch. Rows of event tables are EVENT. */
    public Form form;
    /** Whether the line is in batch form, in which a run without rows is a line too. */
    public boolean batched;
    /** The line's decorations as JSON text (an object), interned; null if it has none. */
    public String decorations;

    public Kind kind;
    /** Whether the row is of {@code listening_ports}, which shows no connected socket. */
    public boolean ofListeners;
    /** The host's own end; IPv4-mapped addresses folded; 0 and 0 (::) if not logged. */
    public long localHigh;
    public long localLow;
    public int localPort;
    public long remoteHigh;
    public long remoteLow;
    public int remotePort;
    /** IANA protocol number; -1 if the row does not say. */
    public int protocol;
    /** The process id; {@link #NO_PID} if the row does not say; -1 if osquery did not know the owner. */
    public long pid;
    /** The process's start_time in µs, or {@link Times#NONE}. */
    public long processStart;
    /** The socket's inode as a number, or 0 where it is not logged. */
    public long inode;
    /** 64 well-mixed bits of what else tells sockets of one process apart: fd, net_namespace; 0 if neither is logged. */
    public long descriptor;
    /** For event rows: the event's own time in µs ({@code columns.time}), else unixTime. */
    public long eventTime;
    /** For bpf_socket_events: µs from the host's start to the event ({@code ntime}), else {@link Times#NONE}. */
    public long sinceBoot;
    /** The logged Community ID's text, only for {@link Kind#ID_ONLY}. */
    public String loggedId;

    /** The bytes in the chunk that {@link HostLog#columns} needs to read this row again. */
    public int sliceFrom;
    public int sliceTo;
    /** Which row of these bytes it is, or {@link #PLAIN} or {@link #ESCAPED}. */
    public int ordinal;
    /** The line's number within the chunk, from 0. */
    public int line;

    /** The bytes are the row itself. */
    public static final int PLAIN = -1;
    /** The bytes are the row itself as it stands in a JSON string, with that string's escapes. */
    public static final int ESCAPED = -2;
    /** The row names no process id. */
    public static final long NO_PID = Long.MIN_VALUE;

    /** Forgets the row before; what the line says stays. */
    public void clearRow() {
        kind = null;
        ofListeners = false;
        localHigh = 0;
        localLow = 0;
        localPort = 0;
        remoteHigh = 0;
        remoteLow = 0;
        remotePort = 0;
        protocol = -1;
        pid = NO_PID;
        processStart = Times.NONE;
        inode = 0;
        descriptor = 0;
        eventTime = unixTime;
        sinceBoot = Times.NONE;
        loggedId = null;
        ordinal = PLAIN;
    }

    /** A copy that outlives the call. */
    public SocketKey copy() {
        try {
            return (SocketKey) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}

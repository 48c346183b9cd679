package correlate.source.osquery;

import correlate.source.json.JsonNames;

/** The columns by which rows are recognised and keyed; every other one is read only when somebody asks for the row. */
final class Columns {
    static final JsonNames NAMES = new JsonNames("pid", "fd", "socket", "family", "protocol", "local_address",
            "remote_address", "local_port", "remote_port", "state", "net_namespace", "address", "port", "interface", "mask",
            "mac", "permanent", "action", "syscall", "type", "time", "start_time", "community_id", "community_id_v1",
            "ntime");

    static final int PID = 0;
    static final int FD = 1;
    static final int SOCKET = 2;
    static final int FAMILY = 3;
    static final int PROTOCOL = 4;
    static final int LOCAL_ADDRESS = 5;
    static final int REMOTE_ADDRESS = 6;
    static final int LOCAL_PORT = 7;
    static final int REMOTE_PORT = 8;
    static final int STATE = 9;
    static final int NET_NAMESPACE = 10;
    static final int ADDRESS = 11;
    static final int PORT = 12;
    static final int INTERFACE = 13;
    static final int MASK = 14;
    static final int MAC = 15;
    static final int PERMANENT = 16;
    static final int ACTION = 17;
    static final int SYSCALL = 18;
    static final int TYPE = 19;
    static final int TIME = 20;
    static final int START_TIME = 21;
    static final int COMMUNITY_ID = 22;
    static final int COMMUNITY_ID_V1 = 23;
    static final int NTIME = 24;

    /** Rows without any of these are of no interest. */
    static final long INTERESTING = bits(LOCAL_ADDRESS, REMOTE_ADDRESS, LOCAL_PORT, REMOTE_PORT, ADDRESS, COMMUNITY_ID,
            COMMUNITY_ID_V1);
    static final long REMOTE = bits(REMOTE_ADDRESS, REMOTE_PORT);
    static final long LOCAL = bits(LOCAL_ADDRESS, LOCAL_PORT);
    static final long PORTS = bits(LOCAL_PORT, REMOTE_PORT);
    static final long ADDRESSES = bits(LOCAL_ADDRESS, REMOTE_ADDRESS);
    static final long LISTENING = bits(ADDRESS, PORT);
    static final long PROTOCOL_OR_PID = bits(PROTOCOL, PID);
    static final long INTERFACE_ADDRESS = bits(INTERFACE, ADDRESS);
    /** What arp_cache has beside interface and address: those are the neighbours', not the host's. */
    static final long ARP_CACHE = bits(MAC, PERMANENT);

    private Columns() {
    }

    private static long bits(int... columns) {
        long bits = 0;
        for (int column : columns) {
            bits |= 1L << column;
        }
        return bits;
    }
}

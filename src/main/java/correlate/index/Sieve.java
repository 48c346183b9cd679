package correlate.index;

import correlate.model.Address;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import java.util.function.LongConsumer;

/**
 * Tells which rows of host logs some connection may ask for, where there is no room to keep all. Two tables of bits (Bloom
 * filters of one hash): what the rows can be found by, and which of that the connections ask for. A row that is asked for is
 * never missed; one that is not may be kept all the same, the more often the smaller the tables are.
 *
 * <p>What a row can be found by is what {@link SocketIndex} keeps it under: a tuple, a remote end or a local end.
 */
public final class Sieve {
    private static final int REMOTE = 1 << 8;
    private static final int LOCAL = 2 << 8;
    private static final int LOCAL_PORT = 3 << 8;

    private final long[] shown;
    private final long[] asked;
    private final boolean farEnds;
    private boolean everything;

    /**
     * An empty sieve.
     *
     * @param bytes of heap that either table may take; rounded down to a power of two
     * @param farEnds whether a socket's far end alone is asked for too: by the reasons of unmatched connections
     */
    public Sieve(long bytes, boolean farEnds) {
        int words = Integer.highestOneBit((int) Math.min(1 << 27, Math.max(1, bytes / 8)));
        this.shown = new long[words];
        this.asked = new long[words];
        this.farEnds = farEnds;
    }

    // ---- the rows ----

    /** Notes rows with this tuple; which end is whose does not matter. */
    void showsTuple(long high1, long low1, int port1, long high2, long low2, int port2, int protocol) {
        set(shown, tuple(high1, low1, port1, high2, low2, port2, protocol));
        if (farEnds) {
            set(shown, end(high1, low1, port1, REMOTE));
            set(shown, end(high2, low2, port2, REMOTE));
        }
    }

    /** Notes rows that have this remote end alone. */
    void showsRemote(long high, long low, int port) {
        set(shown, end(high, low, port, REMOTE));
    }

    /** Notes rows that have this local end alone. */
    void showsLocal(long high, long low, int port) {
        set(shown, end(high, low, port, LOCAL));
    }

    /** Notes rows that have this port at any address of their host. */
    void showsLocalPort(int port) {
        set(shown, end(0, 0, port, LOCAL_PORT));
    }

    private void hashes(SocketKey key, LongConsumer use) {
        switch (key.kind) {
            case SOCKET, TUPLE_EVENT -> {
                if (key.protocol >= 0) {
                    use.accept(tuple(key, key.protocol));
                } else {
                    use.accept(tuple(key, Protocols.TCP));
                    use.accept(tuple(key, Protocols.UDP));
                }
                if (farEnds) {
                    use.accept(end(key.remoteHigh, key.remoteLow, key.remotePort, REMOTE));
                }
            }
            case REMOTE_ONLY, CONNECT_EVENT, ACCEPT_EVENT ->
                use.accept(end(key.remoteHigh, key.remoteLow, key.remotePort, REMOTE));
            case LISTENER, UNCONNECTED -> use.accept(Address.isUnspecified(key.localHigh, key.localLow)
                    ? end(0, 0, key.localPort, LOCAL_PORT) : end(key.localHigh, key.localLow, key.localPort, LOCAL));
            case ID_ONLY, BIND_EVENT, OWN_ADDRESS, OTHER_SOCKET -> { }
        }
    }

    // ---- the connections ----

    /** Gives what the connection asks for, as far as some row shows it; several threads may ask when all rows are noted. */
    public void asks(FlowKey flow, LongConsumer use) {
        if (flow.hasTuple) {
            ask(tuple(flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort, flow.protocol), use);
            askEnd(flow.origHigh, flow.origLow, flow.origPort, use);
            askEnd(flow.respHigh, flow.respLow, flow.respPort, use);
        }
    }

    private void askEnd(long high, long low, int port, LongConsumer use) {
        ask(end(high, low, port, REMOTE), use);
        ask(end(high, low, 0, REMOTE), use);            // macOS logs accepts without a port
        ask(end(high, low, port, LOCAL), use);
        ask(end(0, 0, port, LOCAL_PORT), use);
    }

    private void ask(long hash, LongConsumer use) {
        if (isSet(shown, hash)) {
            use.accept(hash);
        }
    }

    /** Notes what a connection asks for. */
    public void isAsked(long hash) {
        set(asked, hash);
    }

    /** Notes that a connection has no tuple, so that any row may be its. */
    public void everythingIsAsked() {
        everything = true;
    }

    /** Whether some connection may ask for the row. */
    boolean wants(SocketKey key) {
        if (everything || key.kind == SocketKey.Kind.ID_ONLY || key.sinceBoot != Times.NONE) {
            return true;                                // all events together tell when the host started
        }
        boolean[] wanted = new boolean[1];
        hashes(key, hash -> wanted[0] |= isSet(asked, hash));
        return wanted[0];
    }

    // ---- bits ----

    private static long tuple(SocketKey key, int protocol) {
        return tuple(key.localHigh, key.localLow, key.localPort, key.remoteHigh, key.remoteLow, key.remotePort, protocol);
    }

    /** The same for either direction. */
    private static long tuple(long high1, long low1, int port1, long high2, long low2, int port2, int protocol) {
        return AddressTable.hash(end(high1, low1, port1, protocol) + end(high2, low2, port2, protocol), protocol);
    }

    private static long end(long high, long low, int port, int kind) {
        return AddressTable.hash(AddressTable.hash(high, low), (long) kind << 16 | port);
    }

    private static void set(long[] bits, long hash) {
        int bit = (int) (hash >>> 16) & (bits.length << 6) - 1;
        bits[bit >>> 6] |= 1L << bit;
    }

    private static boolean isSet(long[] bits, long hash) {
        int bit = (int) (hash >>> 16) & (bits.length << 6) - 1;
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }
}

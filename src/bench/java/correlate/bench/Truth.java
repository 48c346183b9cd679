package correlate.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes which (connection, host, process) a correct answer holds. The last column: 1 must be reported, 0 must not, ? is fair
 * either way, because the polls in the log cannot tell (the connection meets the time at which that socket may have been open).
 */
final class Truth implements Closeable {
    /**
     * By what a log widens the time between two polls: allowed run time of the query 2 s, clock error 2 s, whole seconds 1 s.
     */
    private static final long BLUR = 5 * Text.SECOND;

    /** A socket and the flow that it belongs to, or only shares the tuple with. */
    record Pair(SocketLife socket, Flow flow, boolean decoy, boolean event) {
    }

    private final Writer out;

    Truth(Writer out) throws IOException {
        this.out = out;
        out.write("uid\thost\tpid\tkind\tproto\tlocal\tlport\tremote\trport\tconn_start\tconn_end\tseen_from\tseen_to\t"
                + "overlap_s\tgap_s\tskew_s\texpected\n");
    }

    /** Writes a pair whose socket the log shows, and the pairs of its socket with other uses of the tuple nearby. */
    void add(Pair pair, List<Flow> sameTuple) throws IOException {
        SocketLife socket = pair.socket();
        if (socket.firstSeen < 0) {
            return;
        }
        String expected = socket.unconnected ? "0" : !pair.decoy() ? "1" : mayMeet(socket, pair.flow()) ? "?" : "0";
        write(pair.flow(), socket, kind(pair), expected);
        if (socket.unconnected || pair.event()) {
            return;
        }
        for (Flow other : sameTuple) {
            if (other != pair.flow() && mayMeet(socket, other)) {
                write(other, socket, "coincident", "?");
            }
        }
    }

    private static boolean mayMeet(SocketLife socket, Flow flow) {
        long blur = BLUR + Math.abs(socket.machine.skew);
        return (socket.mayFrom == Long.MIN_VALUE || flow.end() >= socket.mayFrom - blur)
                && (socket.mayTo == Long.MAX_VALUE || flow.start() <= socket.mayTo + blur);
    }

    private static String kind(Pair pair) {
        return pair.event() ? "event" : pair.socket().unconnected ? "udp-unconnected" : pair.decoy() ? "reuse"
                : pair.socket().machine.noProtocol ? "noproto" : pair.socket().mapped ? "mapped" : "plain";
    }

    private void write(Flow flow, SocketLife socket, String kind, String expected) throws IOException {
        Tuple own = socket.tuple;
        long from = socket.firstSeen * Text.SECOND;
        long to = socket.lastSeen < 0 ? Math.max(from, flow.end()) : socket.lastSeen * Text.SECOND;
        StringBuilder line = new StringBuilder(200);
        line.append(flow.uid()).append('\t').append(socket.machine.name).append('\t').append(socket.pid).append('\t')
                .append(kind).append('\t').append(own.protocolName()).append('\t').append(own.orig()).append('\t')
                .append(own.origPort()).append('\t').append(own.resp()).append('\t').append(own.respPort()).append('\t');
        Text.seconds(line, flow.start()).append('\t');
        Text.seconds(line, flow.end()).append('\t').append(socket.firstSeen).append('\t')
                .append(socket.lastSeen < 0 ? "-" : Long.toString(socket.lastSeen)).append('\t');
        Text.seconds(line, Math.max(0, Math.min(flow.end(), to) - Math.max(flow.start(), from))).append('\t');
        Text.seconds(line, Math.max(0, Math.max(flow.start(), from) - Math.min(flow.end(), to))).append('\t');
        Text.seconds(line, socket.machine.skew).append('\t').append(expected).append('\n');
        out.write(line.toString());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

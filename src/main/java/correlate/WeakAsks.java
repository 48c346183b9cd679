package correlate;

import correlate.index.IntColumn;
import correlate.source.FlowKey;

/** What connections that rows without a tuple may explain will be judged by, so that nothing is read again: sixteen bytes each. */
final class WeakAsks {
    /**
     * One connection's.
     *
     * @param orig the number of the originator's address in the index, or -1
     * @param resp likewise
     * @param protocol IANA number
     */
    record Ask(int orig, int origPort, int resp, int respPort, int protocol, boolean noHandshake) {
        /** The same connection, told from its other end. */
        Ask turned() {
            return new Ask(resp, respPort, orig, origPort, protocol, noHandshake);
        }

        /** As the scan of its row told of it, but for the two addresses: their numbers go with it. */
        FlowKey flow(long start, long end) {
            FlowKey flow = new FlowKey();
            flow.clear();
            flow.start = start;
            flow.end = end;
            flow.hasTuple = true;
            flow.origPort = origPort;
            flow.respPort = respPort;
            flow.protocol = protocol;
            flow.noHandshake = noHandshake;
            return flow;
        }
    }

    private int size;
    private final IntColumn orig = new IntColumn();
    private final IntColumn resp = new IntColumn();
    private final IntColumn ports = new IntColumn();
    private final IntColumn protocol = new IntColumn();

    /** Gives its number. */
    int add(Ask ask) {
        orig.add(ask.orig);
        resp.add(ask.resp);
        ports.add(ask.origPort << 16 | ask.respPort);
        protocol.add(ask.protocol << 1 | (ask.noHandshake ? 1 : 0));
        return size++;
    }

    Ask get(int number) {
        return new Ask(orig.get(number), ports.get(number) >>> 16, resp.get(number), ports.get(number) & 0xffff,
                protocol.get(number) >> 1, (protocol.get(number) & 1) == 1);
    }
}

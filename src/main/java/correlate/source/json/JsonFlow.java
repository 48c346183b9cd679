package correlate.source.json;

import correlate.model.Address;
import correlate.model.AddressParser;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.FlowSink;

/** Makes a {@link FlowKey} of the values of one row, by the rules that all logs of JSON lines share. Part of the hot code. */
public final class JsonFlow {
    final FlowKey key = new FlowKey();
    private final AddressParser address = new AddressParser();
    private JsonFields row;
    private int tupleField;
    private String tupleFault;
    private int timeField;
    private String timeFault;

    void clear(JsonFields fields) {
        row = fields;
        key.clear();
        tupleFault = null;
        timeFault = null;
    }

    /** Sets the time of the first packet, read from that field, and of the last; {@link Times#NONE} where it is not known. */
    public void times(int field, long start, long end) {
        key.start = start;
        key.end = start == Times.NONE || end == Times.NONE || end < start ? start : end;
        if (start == Times.NONE) {
            timeField = field;
            timeFault = row.has(field) ? row.quoted(field) + " is not a time" : "no time";
        }
    }

    /** Reads the protocol and both ends; ports only where the protocol has some. */
    public void ends(int protocol, int origIp, int origPort, int respIp, int respPort) {
        boolean orig = row.address(origIp, address);
        key.origHigh = orig ? address.high : 0;
        key.origLow = orig ? address.low : 0;
        boolean resp = row.address(respIp, address);
        key.respHigh = resp ? address.high : 0;
        key.respLow = resp ? address.low : 0;
        boolean v6 = orig && resp && !Address.isV4(key.origHigh, key.origLow) && !Address.isV4(key.respHigh, key.respLow);
        int number = row.protocol(protocol);
        key.protocol = number == Protocols.ICMP && v6 ? Protocols.ICMPV6 : number;
        boolean ports = number == Protocols.TCP || number == Protocols.UDP || number == Protocols.SCTP;
        key.origPort = port(origPort, ports);
        key.respPort = port(respPort, ports);
        key.hasTuple = orig && resp && (key.origPort | key.respPort | number) >= 0;
        if (!orig || !resp) {
            fault(orig ? respIp : origIp, "an address", "no address");
        } else if (number < 0) {
            fault(protocol, "a protocol", "no protocol");
        } else if (!key.hasTuple) {
            fault(key.origPort < 0 ? origPort : respPort, "a port", "no port");
        }
        key.origPort = Math.max(key.origPort, 0);
        key.respPort = Math.max(key.respPort, 0);
    }

    private int port(int field, boolean needed) {
        return row.has(field) ? row.port(field) : needed ? -1 : 0;
    }

    private void fault(int field, String what, String absent) {
        tupleField = field;
        tupleFault = row.has(field) ? row.quoted(field) + " is not " + what : absent;
    }

    /** Whether the ends read are those of ICMP messages. */
    public boolean isIcmp() {
        return isIcmp(key.protocol);
    }

    static boolean isIcmp(int protocol) {
        return protocol == Protocols.ICMP || protocol == Protocols.ICMPV6;
    }

    /** The protocol's number, or {@link Protocols#UNKNOWN}. */
    public int protocol() {
        return key.protocol;
    }

    /** Puts an ICMP message's type and code where the ports of others are; without them the row has no tuple, which is no fault. */
    public void icmp(int type, int code) {
        boolean known = type >= 0 && type <= 255 && code >= 0 && code <= 255;
        key.origPort = known ? type : 0;
        key.respPort = known ? code : 0;
        key.hasTuple &= known;
    }

    /** Names the logged Community ID. */
    public void id(int field) {
        if (row.inPlace(field)) {
            key.idFrom = row.from(field);
            key.idTo = row.to(field);
        }
    }

    /**
     * Joins all rows of the same bits and the same ends, in either direction, into one connection: an id that a sensor gives
     * flows may come back for another flow. The types and codes of ICMP do not count, for a reply has its own.
     */
    public void fold(long bits) {
        long ends = end(key.origHigh, key.origLow, key.origPort) + end(key.respHigh, key.respLow, key.respPort);
        long mixed = JsonFields.mixed(JsonFields.mixed(bits, ends), key.protocol);
        mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed ^= mixed >>> 27;
        key.fold = mixed == 0 ? 1 : mixed;
    }

    private long end(long high, long low, int port) {
        return JsonFields.mixed(JsonFields.mixed(high, low), isIcmp() ? 0 : port);
    }

    /** Says how far the row's direction is to be trusted; higher is better. */
    public void rank(int rank) {
        key.rank = rank;
    }

    /** Says that the row shows that nobody accepted the connection. */
    public void noHandshake() {
        key.noHandshake = true;
    }

    /** Hands the row to the sink, whole, in part or rejected. */
    void deliver(int line, FlowSink sink) {
        if (tupleFault != null && key.idTo == key.idFrom) {
            sink.rejected(line, row.name(tupleField), tupleFault);
            return;
        }
        if (timeFault != null) {
            sink.inPart(line, row.name(timeField), timeFault);
        }
        if (tupleFault != null) {
            sink.inPart(line, row.name(tupleField), tupleFault);
        }
        sink.flow(key);
    }
}

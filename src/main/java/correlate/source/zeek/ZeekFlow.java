package correlate.source.zeek;

import correlate.model.Address;
import correlate.model.AddressParser;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.FlowSink;
import correlate.source.Scalars;
import java.util.Arrays;

/**
 * The values of one row that decide what it can be matched with, as slices of the chunk, and the rules that make a
 * {@link FlowKey} of them: the same for TSV and JSON. One of the hot classes; nothing is allocated for a good row.
 */
final class ZeekFlow {
    private static final int TS = ZeekField.TS.ordinal();
    private static final int UID = ZeekField.UID.ordinal();
    private static final int ORIG_H = ZeekField.ORIG_H.ordinal();
    private static final int ORIG_P = ZeekField.ORIG_P.ordinal();
    private static final int RESP_H = ZeekField.RESP_H.ordinal();
    private static final int RESP_P = ZeekField.RESP_P.ordinal();
    private static final int PROTO = ZeekField.PROTO.ordinal();
    private static final int IP_PROTO = ZeekField.IP_PROTO.ordinal();
    private static final int DURATION = ZeekField.DURATION.ordinal();
    private static final int STATE = ZeekField.CONN_STATE.ordinal();
    private static final int ID = ZeekField.COMMUNITY_ID.ordinal();

    final FlowKey key = new FlowKey();
    /** Which slice of {@link #places} is the value of each {@link ZeekField}; -1 where the row has none. */
    final int[] slices = new int[ZeekField.COUNT];

    /** Slice i lies between {@code places[i] + gap} and {@code places[i + 1]}: so a row of columns need not be copied. */
    private int[] places;
    private int gap;
    private final AddressParser address = new AddressParser();
    private ZeekText.Marks marks = ZeekText.Marks.DEFAULT;
    private boolean escapes;
    private String[] titles;
    private byte[] bytes;
    private int tupleField;
    private String tupleFault;
    private String timeFault;
    private String durationFault;

    /**
     * Sets what the log calls its columns, what it writes for unset values, and whether it must escape what addresses and ids
     * are made of; forgets all slices.
     */
    void use(ZeekText.Marks newMarks, String[] newTitles, boolean escaping) {
        marks = newMarks;
        titles = newTitles;
        escapes = escaping;
        clear();
    }

    /** Forgets the slices of the row before; not needed where the next one has the same columns. */
    void clear() {
        Arrays.fill(slices, -1);
    }

    /** Whether the value of that field is read. */
    static boolean reads(ZeekField field, boolean fold) {
        return switch (field) {
            case SERVICE, ORIG_BYTES, RESP_BYTES -> false;
            case UID -> fold;
            default -> true;
        };
    }

    /** Reads the slices into the key. */
    void read(byte[] chunk, int[] newPlaces, int newGap, boolean fold) {
        bytes = chunk;
        places = newPlaces;
        gap = newGap;
        key.clear();
        times();
        id();
        tuple();
        key.noHandshake = slices[STATE] >= 0 && noHandshake(chunk, from(STATE), to(STATE));
        if (fold && !absent(UID)) {
            key.fold = fold(chunk, from(UID), to(UID), key.start);
            key.rank = Float.floatToIntBits(key.end - key.start);       // grows with the duration: the longest tells most
        }
    }

    /** Hands the row to the sink, whole, in part or rejected. */
    void deliver(int line, FlowSink sink) {
        if (rejects()) {
            sink.rejected(line, titles[tupleField], tupleFault);
            return;
        }
        if (timeFault != null) {
            sink.inPart(line, titles[TS], timeFault);
        }
        if (durationFault != null) {
            sink.inPart(line, titles[DURATION], durationFault);
        }
        if (tupleFault != null) {
            sink.inPart(line, titles[tupleField], tupleFault);
        }
        sink.flow(key);
    }

    /** Whether the row has neither a tuple nor an id, so that it will be rejected. */
    boolean rejects() {
        return tupleFault != null && !usableId();
    }

    /** Whether time, tuple and duration were read without fault. */
    boolean sound() {
        return key.hasTuple && timeFault == null && durationFault == null;
    }

    /** Whether the logged id has the length and the version of one. */
    boolean usableId() {
        int length = key.idTo - key.idFrom;
        return (length == 30 || length == 42) && bytes[key.idFrom] == '1' && bytes[key.idFrom + 1] == ':';
    }

    private void times() {
        timeFault = null;
        durationFault = null;
        key.start = slices[TS] < 0 ? Times.NONE : ZeekTimes.instant(bytes, from(TS), to(TS));
        if (key.start == Times.NONE) {
            timeFault = absent(TS) ? "no time" : Scalars.quote(bytes, from(TS), to(TS)) + " is not a time";
        }
        long duration = slices[DURATION] < 0 ? 0 : Scalars.micros(bytes, from(DURATION), to(DURATION));
        if (duration == Times.NONE && !absent(DURATION)) {
            durationFault = Scalars.quote(bytes, from(DURATION), to(DURATION)) + " is not an interval";
        }
        key.end = key.start == Times.NONE || duration <= 0 ? key.start : key.start + duration;
    }

    private void id() {
        if (slices[ID] < 0) {
            return;
        }
        int start = from(ID);
        if (to(ID) > start && (bytes[start] == '1' || !absent(ID) && !marks.isEmpty(bytes, start, to(ID)))
                && !escaped(start, to(ID))) {
            key.idFrom = start;
            key.idTo = to(ID);
        }
    }

    /** Whether a slice holds an escape: then it is no text that others could read in place. */
    private boolean escaped(int start, int end) {
        if (!escapes) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private void tuple() {
        tupleFault = null;
        boolean orig = address(ORIG_H);
        key.origHigh = orig ? address.high : 0;
        key.origLow = orig ? address.low : 0;
        boolean resp = address(RESP_H);
        key.respHigh = resp ? address.high : 0;
        key.respLow = resp ? address.low : 0;
        int origPort = slices[ORIG_P] < 0 ? -1 : Scalars.port(bytes, from(ORIG_P), to(ORIG_P));
        int respPort = slices[RESP_P] < 0 ? -1 : Scalars.port(bytes, from(RESP_P), to(RESP_P));
        key.origPort = Math.max(origPort, 0);
        key.respPort = Math.max(respPort, 0);
        key.protocol = protocol();
        key.hasTuple = orig && resp && (origPort | respPort | key.protocol) >= 0;
        if (!key.hasTuple) {
            tupleFault(orig, resp, origPort, respPort);
        }
    }

    private boolean address(int field) {
        return slices[field] >= 0 && (address.parse(bytes, from(field), to(field)) || escapedAddress(field));
    }

    /** Where the separator is a colon or a point, addresses are escaped. */
    private boolean escapedAddress(int field) {
        if (!escaped(from(field), to(field))) {
            return false;
        }
        byte[] plain = ZeekText.unescape(bytes, from(field), to(field));
        return address.parse(plain, 0, plain.length);
    }

    /** ICMP over IPv6 is {@code icmp} in Zeek's words and 58 in everyone else's; ip_proto (7.1) names what Zeek can't. */
    private int protocol() {
        int protocol = slices[PROTO] < 0 ? Protocols.UNKNOWN : Scalars.protocol(bytes, from(PROTO), to(PROTO));
        if (protocol == Protocols.UNKNOWN && slices[IP_PROTO] >= 0 && unnamed()) {
            int number = Scalars.port(bytes, from(IP_PROTO), to(IP_PROTO));
            protocol = number <= 255 ? number : Protocols.UNKNOWN;
        }
        boolean v6 = !Address.isV4(key.origHigh, key.origLow) && !Address.isV4(key.respHigh, key.respLow);
        return protocol == Protocols.ICMP && v6 ? Protocols.ICMPV6 : protocol;
    }

    /** Whether the row names no protocol, which is no fault. */
    private boolean unnamed() {
        return absent(PROTO) || Scalars.is(bytes, from(PROTO), to(PROTO), "unknown_transport");
    }

    /** A row without a tuple has a fault if some of it is bad or missing; where it has an id, to lack all of a kind is a kind of log. */
    private void tupleFault(boolean orig, boolean resp, int origPort, int respPort) {
        if (!orig && !absent(ORIG_H)) {
            fault(ORIG_H, "an address");
        } else if (origPort < 0 && !absent(ORIG_P)) {
            fault(ORIG_P, "a port");
        } else if (!resp && !absent(RESP_H)) {
            fault(RESP_H, "an address");
        } else if (respPort < 0 && !absent(RESP_P)) {
            fault(RESP_P, "a port");
        } else if (key.protocol == Protocols.UNKNOWN && !unnamed()) {
            fault(PROTO, "a protocol");
        } else if (orig != resp || !orig && !usableId()) {
            tupleField = orig ? RESP_H : ORIG_H;
            tupleFault = "no address";
        } else if (origPort < 0 != respPort < 0 || origPort < 0 && !usableId()) {
            tupleField = origPort < 0 ? ORIG_P : RESP_P;
            tupleFault = "no port";
        } else if (absent(PROTO) && absent(IP_PROTO) && !usableId()) {
            tupleField = PROTO;
            tupleFault = "no protocol";
        }
    }

    private void fault(int field, String what) {
        tupleField = field;
        tupleFault = Scalars.quote(bytes, from(field), to(field)) + " is not " + what;
    }

    private int from(int field) {
        return places[slices[field]] + gap;
    }

    private int to(int field) {
        return places[slices[field] + 1];
    }

    private boolean absent(int field) {
        return slices[field] < 0 || marks.isUnset(bytes, from(field), to(field));
    }

    /** States in which nobody accepted: S0, REJ, RSTOS0, RSTRH, SH. */
    static boolean noHandshake(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 2 -> bytes[from] == 'S' && (bytes[from + 1] == '0' || bytes[from + 1] == 'H');
            case 3 -> Scalars.is(bytes, from, to, "REJ");
            case 5 -> Scalars.is(bytes, from, to, "RSTRH");
            case 6 -> Scalars.is(bytes, from, to, "RSTOS0");
            default -> false;
        };
    }

    /** One connection in several logs has one uid and one time; milliseconds, because some JSON logs have no more. */
    static long fold(byte[] bytes, int from, int to, long start) {
        long bits = Math.floorDiv(start, 1000);
        for (int i = from; i < to; i++) {
            bits = (bits ^ bytes[i]) * 0x9e37_79b9_7f4a_7c15L;
            bits ^= bits >>> 29;
        }
        bits = (bits ^ bits >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        bits = (bits ^ bits >>> 27) * 0x94d0_49bb_1331_11ebL;
        bits ^= bits >>> 31;
        return bits == 0 ? 1 : bits;
    }
}

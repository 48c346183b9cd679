package correlate.source.zeek;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.NumberText;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.NetworkLog.FieldProblem;
import correlate.source.Row;
import correlate.source.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a connection of a row's typed values: the same for TSV and JSON, and by the rules of {@link ZeekFlow}. */
final class ZeekConnection {
    static final String SOURCE = "zeek";

    private static final Set<ZeekField> SCANNED = EnumSet.of(ZeekField.TS, ZeekField.ORIG_H, ZeekField.ORIG_P,
            ZeekField.RESP_H, ZeekField.RESP_P, ZeekField.PROTO, ZeekField.DURATION);

    private ZeekConnection() {
    }

    /** Whether the scan has reported the column already if it was bad. */
    static boolean isScanned(ZeekField column) {
        return column != null && SCANNED.contains(column);
    }

    /** Makes the connection of a row that the scan's own reading finds sound. */
    static Connection of(FlowKey key, FieldColumns log, Row row, Consumer<FieldProblem> problems) {
        CommunityId id = log.id();
        return new Connection(SOURCE, log.text(ZeekField.UID), key.start, key.end, log.number(ZeekField.DURATION),
                key.protocol, Protocols.name(key.protocol), log.text(ZeekField.SERVICE), log.text(ZeekField.CONN_STATE),
                new Endpoint(new Address(key.origHigh, key.origLow), key.origPort),
                new Endpoint(new Address(key.respHigh, key.respLow), key.respPort),
                log.number(ZeekField.ORIG_BYTES), log.number(ZeekField.RESP_BYTES),
                id != null ? id : id(log.text(ZeekField.COMMUNITY_ID), row, problems), log, List.of(), row.at());
    }

    /** Makes the connection; {@code values} gives the value of a field, null if it is unset. */
    static Connection of(Map<String, Object> log, Function<ZeekField, Object> values, Row row,
            Consumer<FieldProblem> problems) {
        Function<ZeekField, String> texts = field -> scalar(values.apply(field));
        long start = micros(texts.apply(ZeekField.TS), true);
        long length = micros(texts.apply(ZeekField.DURATION), false);
        Address orig = address(texts.apply(ZeekField.ORIG_H));
        Address resp = address(texts.apply(ZeekField.RESP_H));
        String proto = texts.apply(ZeekField.PROTO);
        int protocol = protocol(proto, texts.apply(ZeekField.IP_PROTO), orig, resp);
        return new Connection(SOURCE, texts.apply(ZeekField.UID), start,
                start == Times.NONE || length <= 0 ? start : start + length,
                length == Times.NONE ? null : number(texts.apply(ZeekField.DURATION)),
                protocol, protocol == Protocols.UNKNOWN ? proto : Protocols.name(protocol),
                texts.apply(ZeekField.SERVICE), texts.apply(ZeekField.CONN_STATE),
                endpoint(orig, texts.apply(ZeekField.ORIG_P)), endpoint(resp, texts.apply(ZeekField.RESP_P)),
                number(texts.apply(ZeekField.ORIG_BYTES)), number(texts.apply(ZeekField.RESP_BYTES)),
                id(texts.apply(ZeekField.COMMUNITY_ID), row, problems), log, List.of(), row.at());
    }

    /** Of rows that tell of one connection, the one that saw it longest; then the first. */
    static Connection longest(List<Connection> told) {
        Connection longest = told.get(0);
        for (Connection next : told) {
            if (next.end() > longest.end()) {
                longest = next;
            }
        }
        return longest;
    }

    private static String scalar(Object value) {
        return value instanceof String || value instanceof NumberText ? value.toString() : null;
    }

    private static long micros(String text, boolean instant) {
        if (text == null) {
            return Times.NONE;
        }
        byte[] bytes = bytes(text);
        return instant ? ZeekTimes.instant(bytes, 0, bytes.length) : Scalars.micros(bytes, 0, bytes.length);
    }

    private static Address address(String text) {
        return text == null ? null : Address.parse(text);
    }

    private static int protocol(String proto, String ipProto, Address orig, Address resp) {
        int protocol = proto == null ? Protocols.UNKNOWN : Protocols.number(proto);
        if (protocol == Protocols.UNKNOWN && ipProto != null && (proto == null || proto.equals("unknown_transport"))) {
            protocol = Protocols.number(ipProto);
        }
        boolean v6 = orig != null && resp != null && !orig.isV4() && !resp.isV4();
        return protocol == Protocols.ICMP && v6 ? Protocols.ICMPV6 : protocol;
    }

    private static Endpoint endpoint(Address ip, String port) {
        byte[] bytes = port == null ? new byte[0] : bytes(port);
        int number = Scalars.port(bytes, 0, bytes.length);
        return ip == null || number < 0 ? null : new Endpoint(ip, number);
    }

    private static NumberText number(String text) {
        return text != null && ZeekValues.number(text) instanceof NumberText number ? number : null;
    }

    private static CommunityId id(String text, Row row, Consumer<FieldProblem> problems) {
        CommunityId id = text == null || text.isEmpty() ? null : CommunityId.parse(text);
        if (id == null && text != null && !text.isEmpty()) {
            byte[] bytes = bytes(text);
            problems.accept(new FieldProblem(row, ZeekField.COMMUNITY_ID.title,
                    Scalars.quote(bytes, 0, bytes.length) + " is not a Community ID"));
        }
        return id;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

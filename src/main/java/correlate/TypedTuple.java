package correlate;

import correlate.identify.CommunityIds;
import correlate.identify.Tuple;
import correlate.model.Address;
import correlate.model.Endpoint;
import correlate.model.Protocols;
import java.util.List;

/**
 * A tuple as people type it or cut it out of a log, in the orders that corelight/pycommunityid takes: protocol, addresses and
 * perhaps ports; or address, port, address, port, protocol. Its sentences quote nothing of the input, so they are safe to print.
 *
 * @param tuple the tuple, or null if the words are none
 * @param reason why they are none, or null
 * @param note what to know about the id, or null
 */
record TypedTuple(Tuple tuple, String reason, String note) {

    static TypedTuple of(List<String> words) {
        if (words.size() != 3 && words.size() != 5) {
            return no("a tuple has 3 or 5 words: PROTO SADDR DADDR [SPORT DPORT], or SADDR SPORT DADDR DPORT PROTO");
        }
        if (words.size() == 3) {
            return of(words.get(0), words.get(1), words.get(2), null, null);
        }
        return protocolIsLast(words) ? of(words.get(4), words.get(0), words.get(2), words.get(1), words.get(3))
                : of(words.get(0), words.get(1), words.get(2), words.get(3), words.get(4));
    }

    /** Whether the order of five words is Zeek's; one of the addresses may be damaged, and the message must still be right. */
    private static boolean protocolIsLast(List<String> words) {
        return Address.parse(words.get(0)) != null
                || Address.parse(words.get(1)) == null && Address.parse(words.get(2)) != null
                && Protocols.number(words.get(0)) == Protocols.UNKNOWN;
    }

    private static TypedTuple of(String proto, String srcText, String dstText, String srcPortText, String dstPortText) {
        int protocol = Protocols.number(proto);
        if (protocol == Protocols.UNKNOWN) {
            return no("the protocol is not tcp, udp, sctp, icmp, icmp6 or a number from 0 to 255");
        }
        Address src = Address.parse(srcText);
        Address dst = Address.parse(dstText);
        if (src == null || dst == null) {
            return no("the " + (src == null ? "source" : "destination") + " is not an IPv4 or IPv6 address");
        }
        boolean ports = srcPortText != null;
        if (!ports && CommunityIds.hasPorts(protocol)) {
            return no(isIcmp(protocol) ? "ICMP needs the message's type and code where other protocols have ports"
                    : "this protocol needs two ports");
        }
        int srcPort = ports ? port(srcPortText) : 0;
        int dstPort = ports ? port(dstPortText) : 0;
        if (srcPort < 0 || dstPort < 0) {
            return no("the " + (srcPort < 0 ? "source" : "destination") + " port is not a number from 0 to 65535");
        }
        Tuple tuple = Tuple.of(protocol, new Endpoint(src, srcPort), new Endpoint(dst, dstPort));
        return new TypedTuple(tuple, null, note(protocol, src.isV4() && dst.isV4(), srcPort, dstPort));
    }

    private static String note(int protocol, boolean v4, int srcPort, int dstPort) {
        if (protocol == Protocols.ICMP && !v4) {
            return "icmp is protocol 1 here, as for the reference tool; for ICMP over IPv6, which Zeek logs as icmp too,"
                    + " say icmp6";
        }
        if (!CommunityIds.hasPorts(protocol) && (srcPort != 0 || dstPort != 0)) {
            return "the id of this protocol covers no ports; those given were left out";
        }
        return null;
    }

    private static boolean isIcmp(int protocol) {
        return protocol == Protocols.ICMP || protocol == Protocols.ICMPV6;
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port <= 0xffff ? port : -1;
    }

    /** Words that are no tuple, for this reason. */
    static TypedTuple no(String reason) {
        return new TypedTuple(null, reason, null);
    }
}

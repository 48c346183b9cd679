package correlate.identify;

import static correlate.model.Protocols.ICMP;
import static correlate.model.Protocols.ICMPV6;
import static correlate.model.Protocols.SCTP;

import correlate.model.Address;
import correlate.model.CommunityId;

/** Computes the ids that tools with a known {@link Deviation} log. Not for hot use, and not thread-safe. */
public final class DeviatingIds {
    /** Suricata's own ICMPv6 pairs (src/decode-icmpv6.c): the usual ones and four more. */
    private static final int[] SURICATA_V6 = IcmpPairs.table(128, 129, 130, 131, 133, 134, 135, 136, 139, 140, 144, 145,
            146, 147,     // mobile prefix
            148, 149,     // certification path
            151, 152,     // multicast router
            157, 158);    // duplicate address

    private static final int ICMP_INFO_REPLY = 16;
    private static final int MLD_REPORT = 131;

    private final HashInput input = new HashInput();
    private final CommunityIds standard;

    /** Ids under this seed, 0 to 65535. */
    public DeviatingIds(int seed) {
        standard = new CommunityIds(seed);
    }

    /** The id that a tool with this deviation gives; the standard one where the deviation does not concern the tuple. */
    public CommunityId of(Deviation deviation, Tuple t) {
        return concerns(deviation, t) ? deviating(deviation, t) : standard.of(t);
    }

    private static boolean concerns(Deviation deviation, Tuple t) {
        boolean srcV4 = Address.isV4(t.srcHigh(), t.srcLow());
        boolean dstV4 = Address.isV4(t.dstHigh(), t.dstLow());
        return switch (deviation) {
            case BYTE_SWAPPED_PORTS -> t.addressOrder() == 0 && CommunityIds.hasPorts(t.protocol());
            case IPV6_WORD_ORDER -> t.addressOrder() != 0 && !srcV4 && !dstV4;
            case IPV6_WORD_ORDER_WITH_PORTS -> concerns(Deviation.IPV6_WORD_ORDER, t)
                    && (isIcmp(t) || !CommunityIds.hasPorts(t.protocol()));
            case SCTP_PORTS_ZERO -> t.protocol() == SCTP;
            case PORTLESS_WITH_PORTS -> !CommunityIds.hasPorts(t.protocol());
            case PORTS_LEFT_OUT -> CommunityIds.hasPorts(t.protocol());
            case ICMP_CODE_IGNORED, ICMP_TWO_WAY, ICMP_NO_PAIRS -> isIcmp(t);
            case ICMP_FEWER_PAIRS -> t.protocol() == ICMP && t.srcPort() == ICMP_INFO_REPLY
                    || t.protocol() == ICMPV6 && t.srcPort() == MLD_REPORT;
            case ICMP6_AS_ICMP -> t.protocol() == ICMPV6;
            case MAPPED_AS_IPV6 -> srcV4 || dstV4;
        };
    }

    private CommunityId deviating(Deviation deviation, Tuple t) {
        return switch (deviation) {
            case BYTE_SWAPPED_PORTS -> withPorts(inOrder(t, Integer.compare(
                    byteSwapped(t.srcPort()), byteSwapped(paired(t).dstPort()))));
            case IPV6_WORD_ORDER -> usual(inOrder(t, wordOrder(t)));
            case IPV6_WORD_ORDER_WITH_PORTS -> withPorts(wordOrder(t) > 0 ? codeIgnored(t).swapped() : codeIgnored(t));
            case SCTP_PORTS_ZERO -> withPorts(sorted(t.withPorts(0, 0)));
            case PORTLESS_WITH_PORTS, ICMP_NO_PAIRS -> withPorts(sorted(t));
            case PORTS_LEFT_OUT -> withoutPorts(sorted(t));
            case ICMP_CODE_IGNORED -> withPorts(sorted(codeIgnored(t)));
            case ICMP_TWO_WAY -> withPorts(sorted(paired(t)));
            case ICMP_FEWER_PAIRS -> withPorts(t);
            case ICMP6_AS_ICMP -> standard.of(ICMP, t.srcHigh(), t.srcLow(), t.srcPort(),
                    t.dstHigh(), t.dstLow(), t.dstPort());
            case MAPPED_AS_IPV6 -> mapped(inOrder(t, bareOrder(t)));
        };
    }

    /** With the counterpart of the ICMP type, and swapped if the order of the ends is positive and it is no one-way message. */
    private static Tuple inOrder(Tuple t, int order) {
        Tuple p = paired(t);
        boolean swap = order > 0 || order == 0 && p.srcPort() > p.dstPort();
        return swap && !isOneWay(t) ? p.swapped() : p;
    }

    /** The smaller end first; ports as they are. */
    private static Tuple sorted(Tuple t) {
        int order = t.addressOrder();
        return order > 0 || order == 0 && t.srcPort() > t.dstPort() ? t.swapped() : t;
    }

    private static Tuple paired(Tuple t) {
        return isIcmp(t) && !isOneWay(t)
                ? t.withPorts(t.srcPort(), IcmpPairs.counterpart(t.protocol(), t.srcPort())) : t;
    }

    private static boolean isOneWay(Tuple t) {
        return isIcmp(t) && IcmpPairs.counterpart(t.protocol(), t.srcPort()) == IcmpPairs.ONE_WAY;
    }

    private static boolean isIcmp(Tuple t) {
        return t.protocol() == ICMP || t.protocol() == ICMPV6;
    }

    private static Tuple codeIgnored(Tuple t) {
        return isIcmp(t) ? t.withPorts(t.srcPort(), suricataCounterpart(t)) : t;
    }

    /** The type that Suricata holds for the answer; 0 where there is none. */
    private static int suricataCounterpart(Tuple t) {
        int counterpart = t.protocol() == ICMP ? IcmpPairs.counterpart(ICMP, t.srcPort())
                : IcmpPairs.counterpart(SURICATA_V6, t.srcPort());
        return counterpart == IcmpPairs.ONE_WAY ? 0 : counterpart;
    }

    private static int byteSwapped(int port) {
        return Short.toUnsignedInt(Short.reverseBytes((short) port));
    }

    private static int bareOrder(Tuple t) {
        int order = Long.compareUnsigned(t.srcHigh(), t.dstHigh());
        return order != 0 ? order : Long.compareUnsigned(t.srcLow(), t.dstLow());
    }

    /** Compares 32-bit words as a little-endian machine reads them from memory. */
    private static int wordOrder(Tuple t) {
        int order = Long.compareUnsigned(wordsReversed(t.srcHigh()), wordsReversed(t.dstHigh()));
        return order != 0 ? order : Long.compareUnsigned(wordsReversed(t.srcLow()), wordsReversed(t.dstLow()));
    }

    private static long wordsReversed(long bits) {
        return Long.rotateLeft(Long.reverseBytes(bits), 32);
    }

    private CommunityId usual(Tuple t) {
        return CommunityIds.hasPorts(t.protocol()) ? withPorts(t) : withoutPorts(t);
    }

    private CommunityId withPorts(Tuple t) {
        return input.addresses(t.srcHigh(), t.srcLow(), t.dstHigh(), t.dstLow()).protocol(t.protocol())
                .ports(t.srcPort(), t.dstPort()).hash(standard.seed());
    }

    private CommunityId withoutPorts(Tuple t) {
        return input.addresses(t.srcHigh(), t.srcLow(), t.dstHigh(), t.dstLow()).protocol(t.protocol())
                .hash(standard.seed());
    }

    private CommunityId mapped(Tuple t) {
        input.longAddresses(t.srcHigh(), t.srcLow(), t.dstHigh(), t.dstLow()).protocol(t.protocol());
        return (CommunityIds.hasPorts(t.protocol()) ? input.ports(t.srcPort(), t.dstPort()) : input)
                .hash(standard.seed());
    }
}

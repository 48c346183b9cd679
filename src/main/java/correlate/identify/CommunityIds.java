package correlate.identify;

import static correlate.model.Protocols.ICMP;
import static correlate.model.Protocols.ICMPV6;
import static correlate.model.Protocols.SCTP;
import static correlate.model.Protocols.TCP;
import static correlate.model.Protocols.UDP;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Endpoint;

/**
 * Computes version 1 Community IDs (corelight/community-id-spec) under one seed. One of the hot classes: it reuses its
 * buffers, so each thread needs its own. Measured warm, on one shared core: 0.08 to 0.2 µs an id, nearly all of it SHA-1.
 *
 * <p>Where the specification is silent, IPv4 comes before IPv6, as osquery orders them. ICMP over IPv6 must come as protocol
 * 58; whoever calls with 1 gets the IPv4 message pairs and the protocol byte 1, as from the reference tool.
 */
public final class CommunityIds {
    private final int seed;
    private final HashInput input = new HashInput();

    /** Ids of a sensor whose seed is this: 0, the default of every tool, to 65535. */
    public CommunityIds(int seed) {
        if (seed < 0 || seed > SeedSearch.LARGEST_SEED) {
            throw new IllegalArgumentException("a seed is 0 to 65535, not " + seed);
        }
        this.seed = seed;
    }

    /** The seed of these ids. */
    public int seed() {
        return seed;
    }

    /** Whether the id of a flow of this protocol covers its ports; for ICMP these are type and code. */
    public static boolean hasPorts(int protocol) {
        return switch (protocol) {
            case ICMP, TCP, UDP, ICMPV6, SCTP -> true;
            default -> false;
        };
    }

    /** The id of a flow between two ends; equal for both directions, but for one-way ICMP messages. */
    public CommunityId of(int protocol, Endpoint src, Endpoint dst) {
        return of(protocol, src.ip().high(), src.ip().low(), src.port(), dst.ip().high(), dst.ip().low(), dst.port());
    }

    /** The id of a tuple. */
    public CommunityId of(Tuple tuple) {
        return of(tuple.protocol(), tuple.srcHigh(), tuple.srcLow(), tuple.srcPort(),
                tuple.dstHigh(), tuple.dstLow(), tuple.dstPort());
    }

    /** The id of a flow given as bare bits, addresses as {@link Address} holds them; see {@link Tuple}. */
    public CommunityId of(int protocol, long srcHigh, long srcLow, int srcPort, long dstHigh, long dstLow, int dstPort) {
        lay(input, protocol, srcHigh, srcLow, srcPort, dstHigh, dstLow, dstPort);
        return input.hash(seed);
    }

    /** Lays what the specification hashes for this tuple, whatever the seed. */
    static void lay(HashInput input, Tuple tuple) {
        lay(input, tuple.protocol(), tuple.srcHigh(), tuple.srcLow(), tuple.srcPort(),
                tuple.dstHigh(), tuple.dstLow(), tuple.dstPort());
    }

    private static void lay(HashInput input, int protocol, long srcHigh, long srcLow, int srcPort,
            long dstHigh, long dstLow, int dstPort) {
        int order = Address.compare(srcHigh, srcLow, dstHigh, dstLow);
        if (!hasPorts(protocol)) {
            if (order <= 0) {
                input.addresses(srcHigh, srcLow, dstHigh, dstLow).protocol(protocol);
            } else {
                input.addresses(dstHigh, dstLow, srcHigh, srcLow).protocol(protocol);
            }
            return;
        }
        int answerPort = dstPort;
        boolean oneWay = false;
        if (protocol == ICMP || protocol == ICMPV6) {
            int counterpart = IcmpPairs.counterpart(protocol, srcPort);
            oneWay = counterpart == IcmpPairs.ONE_WAY;
            answerPort = oneWay ? dstPort : counterpart;
        }
        if (oneWay || order < 0 || order == 0 && srcPort <= answerPort) {
            input.addresses(srcHigh, srcLow, dstHigh, dstLow).protocol(protocol).ports(srcPort, answerPort);
        } else {
            input.addresses(dstHigh, dstLow, srcHigh, srcLow).protocol(protocol).ports(answerPort, srcPort);
        }
    }
}

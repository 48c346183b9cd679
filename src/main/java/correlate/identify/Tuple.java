package correlate.identify;

import correlate.model.Address;
import correlate.model.Endpoint;

/**
 * What a Community ID is the hash of: protocol, addresses and ports of one flow, in the direction in which it was logged.
 *
 * @param protocol IANA number, 0 to 255; ICMP over IPv6 is 58
 * @param srcHigh the sender's address, as {@link Address} holds it
 * @param srcPort 0 to 65535; the type for ICMP; 0 where the protocol has no ports
 * @param dstPort 0 to 65535; the code for ICMP, or the counterpart of the type, as Zeek logs it
 */
public record Tuple(int protocol, long srcHigh, long srcLow, int srcPort, long dstHigh, long dstLow, int dstPort) {

    /** The tuple of two ends. */
    public static Tuple of(int protocol, Endpoint src, Endpoint dst) {
        return new Tuple(protocol, src.ip().high(), src.ip().low(), src.port(),
                dst.ip().high(), dst.ip().low(), dst.port());
    }

    /** Which end a Community ID names first by address alone: negative for the sender, 0 where both have one address. */
    int addressOrder() {
        return Address.compare(srcHigh, srcLow, dstHigh, dstLow);
    }

    Tuple withPorts(int src, int dst) {
        return new Tuple(protocol, srcHigh, srcLow, src, dstHigh, dstLow, dst);
    }

    Tuple swapped() {
        return new Tuple(protocol, dstHigh, dstLow, dstPort, srcHigh, srcLow, srcPort);
    }
}

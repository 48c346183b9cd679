package correlate.bench;

import correlate.model.Address;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The five values that name a flow, as Zeek logs them: for ICMP the ports are the type and its counterpart, or the code.
 *
 * @param protocol 6, 17, 132, 1 or 58
 */
record Tuple(int protocol, Address orig, int origPort, Address resp, int respPort) {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP6 = 58;
    static final int SCTP = 132;

    private static final MessageDigest SHA1 = sha1();

    /** The same for both directions. */
    Tuple canonical() {
        int order = orig.compareTo(resp);
        return order < 0 || order == 0 && origPort <= respPort ? this
                : new Tuple(protocol, resp, respPort, orig, origPort);
    }

    /** The Community ID, version 1, seed 0 (corelight/community-id-spec); one thread only. */
    String communityId() {
        Tuple ordered = oneWay() ? this : canonical();
        ByteBuffer input = ByteBuffer.allocate(40);
        input.putShort((short) 0);
        put(input, ordered.orig);
        put(input, ordered.resp);
        input.put((byte) protocol).put((byte) 0).putShort((short) ordered.origPort).putShort((short) ordered.respPort);
        SHA1.update(input.array(), 0, input.position());
        return "1:" + Base64.getEncoder().encodeToString(SHA1.digest());
    }

    /** ICMP types without a counterpart are never swapped. */
    private boolean oneWay() {
        if (protocol == ICMP) {
            return !(origPort == 8 || origPort == 0 || origPort == 9 || origPort == 10 || origPort >= 13 && origPort <= 18);
        }
        return protocol == ICMP6 && !(origPort >= 128 && origPort <= 131 || origPort >= 133 && origPort <= 136
                || origPort == 139 || origPort == 140 || origPort == 144 || origPort == 145);
    }

    private static void put(ByteBuffer input, Address address) {
        if (address.isV4()) {
            input.putInt((int) address.low());
        } else {
            input.putLong(address.high()).putLong(address.low());
        }
    }

    /** The name in conn.log; ICMPv6 is {@code icmp} too. */
    String protocolName() {
        return switch (protocol) {
            case TCP -> "tcp";
            case UDP -> "udp";
            case SCTP -> "sctp";
            default -> "icmp";
        };
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

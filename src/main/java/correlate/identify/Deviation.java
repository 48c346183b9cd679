package correlate.identify;

import java.util.Locale;

/**
 * A known way in which tools part from the specification. Which tool does so was read in the sources named here, not run.
 */
public enum Deviation {
    /** Zeek (src/communityid.bif); Suricata to 7.0.11 and 8.0.0 (src/output-json.c). */
    BYTE_SWAPPED_PORTS("both ends have one address, and the sensor compared their ports byte-swapped"
            + " (Zeek; Suricata before 7.0.12 and 8.0.1)"),
    /** Suricata before 6.0.14 and 7.0.1 (src/output-json.c before commit 0ddc44f). */
    IPV6_WORD_ORDER("the sensor ordered the IPv6 addresses by byte-swapped words (Suricata before 6.0.14 and 7.0.1)"),
    /** Suricata before 6.0.14 and 7.0.1, where it also departs in what it hashes. */
    IPV6_WORD_ORDER_WITH_PORTS("the sensor ordered the IPv6 addresses by byte-swapped words, and hashed two ports of a protocol without any,"
            + " or ICMP without its code (Suricata before 6.0.14 and 7.0.1)"),
    /** Zeek (testing/btest/Baseline/bifs.community_id.run-pcaps/sctp.pcap.out). */
    SCTP_PORTS_ZERO("the sensor does not read SCTP ports and hashed 0 and 0 (Zeek)"),
    /** osquery (sql/sqlite_hashing.cpp), Suricata (src/output-json.c), Arkime (capture/db.c): 0 and 0, or what there is. */
    PORTLESS_WITH_PORTS("the protocol has no ports, and the sensor hashed two all the same (Suricata, Arkime, osquery)"),
    /** tshark 4.0.17 on packets that were cut off. */
    PORTS_LEFT_OUT("the sensor hashed no ports, as Wireshark does for packets that were cut off"),
    /** Suricata (src/output-json.c, src/decode-icmpv6.c). */
    ICMP_CODE_IGNORED("the sensor took every ICMP message for one half of an exchange and ignored its code (Suricata)"),
    /** Arkime from 5.2 (capture/db.c). */
    ICMP_TWO_WAY("the sensor sorted the ends of a one-way ICMP message (Arkime)"),
    /** Beats (libbeat/common/flowhash/communityid.go). */
    ICMP_FEWER_PAIRS("the sensor takes ICMP information replies and multicast listener reports for one-way (Beats)"),
    /** osquery (sql/sqlite_hashing.cpp). */
    ICMP_NO_PAIRS("the tool hashed ICMP type and code like ports (osquery)"),
    /** pycommunityid, when it is told {@code icmp}, Zeek's name for both. */
    ICMP6_AS_ICMP("ICMP over IPv6 was hashed as protocol 1, which is ICMP over IPv4"),
    /** osquery (sql/sqlite_hashing.cpp). */
    MAPPED_AS_IPV6("an IPv4 address was hashed in its IPv6 form, ::ffff:a.b.c.d (osquery)");

    private final String text;

    Deviation(String text) {
        this.text = text;
    }

    /** The constant in lower case, for machines. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What happened, and which tools are known for it; fits after a colon. */
    public String text() {
        return text;
    }
}

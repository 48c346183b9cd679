package correlate.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import correlate.model.CommunityId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviatingIdsTest {
    private final DeviatingIds ids = new DeviatingIds(0);

    /** Wireshark's answers, as a user printed them in corelight/community-id-spec issue 32. */
    @Test
    void swapsTheBytesOfPortsWhereAddressesAreEqual() {
        assertPublished(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 3344 1.2.3.4 1122", "1:3seqIXu+5y8sFuE3lLtWR/KnSWo=");
        assertPublished(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 1122 1.2.3.4 3344", "1:3seqIXu+5y8sFuE3lLtWR/KnSWo=");
        assertPublished(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.1 3344 1.2.3.1 1122", "1:GfxcHO3Gsn1cQxpPJoBhxUMcrbU=");
        assertPublished(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 5566 1.2.3.4 7788", "1:BjNbSLaYeZZX0M1egqjh1Akg9yw=");
        assertPublished(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 6655 1.2.3.4 8877", "1:miYC8NFsg/sTi5HwWjjyifbbp+8=");
        assertStandard(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 1122 1.2.3.4 44424");
        assertStandard(Deviation.BYTE_SWAPPED_PORTS, "6 1.2.3.4 3344 1.2.3.5 1122");
    }

    /** fe80::…:c3d1 before ff02::fb by bytes, but 0x80fe above 0x02ff once the bytes of a word are reversed. */
    @Test
    void ordersIpv6ByReversedWords() {
        assertHash(Deviation.IPV6_WORD_ORDER, "17 fe80::d2:4591:568e:c3d1 5353 ff02::fb 5353",
                "0000 ff0200000000000000000000000000fb fe8000000000000000d24591568ec3d1 11 00 14e9 14e9");
        assertHash(Deviation.IPV6_WORD_ORDER, "6 2001:db8::1:0:0:200 80 2001:db8::1:0:0:101 4000",
                "0000 20010db8000000000001000000000200 20010db8000000000001000000000101 06 00 0050 0fa0");
        assertHash(Deviation.IPV6_WORD_ORDER, "47 2001:db8:0:1::200 0 2001:db8:0:1::101 0",
                "0000 20010db8000000010000000000000200 20010db8000000010000000000000101 2f 00");
        assertStandard(Deviation.IPV6_WORD_ORDER, "17 8.8.8.8 53 1.1.1.2 4000");
    }

    /** A flow of Suricata in a comment of a public parser of eve.json: a multicast listener report, which has no answer. */
    @Test
    void ordersIpv6ByReversedWordsAndIgnoresTheIcmpCode() {
        assertPublished(Deviation.IPV6_WORD_ORDER_WITH_PORTS, "58 fe80::d5e6:502a:54ce:e387 143 ff02::16 0",
                "1:1wlgkbwn0/hDVbFA0hD7tRnEH9w=");
        assertHash(Deviation.IPV6_WORD_ORDER_WITH_PORTS, "47 2001:db8:0:1::200 0 2001:db8:0:1::101 0",
                "0000 20010db8000000010000000000000200 20010db8000000010000000000000101 2f 00 0000 0000");
        assertStandard(Deviation.IPV6_WORD_ORDER_WITH_PORTS, "17 fe80::d2:4591:568e:c3d1 5353 ff02::fb 5353");
        assertStandard(Deviation.IPV6_WORD_ORDER_WITH_PORTS, "1 10.0.0.1 11 10.0.0.2 0");
    }

    /** zeek/zeek testing/btest/Baseline/bifs.community_id.run-pcaps/sctp.pcap.out (BSD-3-Clause). */
    @Test
    void zeekReadsNoSctpPorts() {
        assertPublished(Deviation.SCTP_PORTS_ZERO, "132 192.168.170.8 7 192.168.170.56 80", "1:U5cVwrVgLshgANPmc8hKzEcqp1M=");
        assertPublished(Deviation.SCTP_PORTS_ZERO, "132 192.168.170.56 80 192.168.170.8 7", "1:U5cVwrVgLshgANPmc8hKzEcqp1M=");
        assertStandard(Deviation.SCTP_PORTS_ZERO, "6 192.168.170.56 80 192.168.170.8 7");
    }

    /** arkime/arkime tests/pcap/ah-esp.test and IKEv1.test (Apache-2.0). */
    @Test
    void arkimeHashesPortsThatAreNotThere() {
        assertPublished(Deviation.PORTLESS_WITH_PORTS, "51 10.0.0.1 - 10.0.0.2 -", "1:qAlkH6wIQvS03C2vMBIOoB7Vg+U=");
        assertPublished(Deviation.PORTLESS_WITH_PORTS, "50 2003:51:6012::2 - 2003:51:6012::4 -",
                "1:W/sKA6RLXpy2xnZVZwohsx6zKjo=");
        assertStandard(Deviation.PORTLESS_WITH_PORTS, "6 10.0.0.1 1 10.0.0.2 2");
    }

    @Test
    void leavesPortsOut() {
        assertHash(Deviation.PORTS_LEFT_OUT, "1 192.0.43.10 0 10.0.0.1 0", "0000 0a000001 c0002b0a 01 00");
        assertStandard(Deviation.PORTS_LEFT_OUT, "47 192.0.43.10 0 10.0.0.1 0");
    }

    /** arkime/arkime tests/pcap/v6.test (Apache-2.0). */
    @Test
    void arkimeSortsOneWayMessages() {
        assertPublished(Deviation.ICMP_TWO_WAY, "58 3ffe:507:0:1:200:86ff:fe05:80da 1 3ffe:501:4819::42 4",
                "1:j7zcOSPeGfEJ9Tq6mxngJDnyVpU=");
        assertStandard(Deviation.ICMP_TWO_WAY, "1 5.6.7.8 0 1.2.3.4 0");
    }

    @Test
    void suricataIgnoresTheCodeAndKnowsMorePairs() {
        assertHash(Deviation.ICMP_CODE_IGNORED, "1 5.6.7.8 3 1.2.3.4 10", "0000 01020304 05060708 01 00 0000 0003");
        assertHash(Deviation.ICMP_CODE_IGNORED, "58 fe80::2 148 fe80::1 0",
                "0000 fe800000000000000000000000000001 fe800000000000000000000000000002 3a 00 0095 0094");
        assertStandard(Deviation.ICMP_CODE_IGNORED, "1 5.6.7.8 8 1.2.3.4 0");
    }

    @Test
    void beatsHasFewerPairs() {
        assertHash(Deviation.ICMP_FEWER_PAIRS, "1 5.6.7.8 16 1.2.3.4 0", "0000 05060708 01020304 01 00 0010 0000");
        assertHash(Deviation.ICMP_FEWER_PAIRS, "58 fe80::2 131 fe80::1 0",
                "0000 fe800000000000000000000000000002 fe800000000000000000000000000001 3a 00 0083 0000");
        assertStandard(Deviation.ICMP_FEWER_PAIRS, "1 5.6.7.8 15 1.2.3.4 0");
    }

    @Test
    void osqueryHashesTypeAndCodeLikePorts() {
        assertHash(Deviation.ICMP_NO_PAIRS, "1 5.6.7.8 8 1.2.3.4 0", "0000 01020304 05060708 01 00 0000 0008");
        assertHash(Deviation.ICMP_NO_PAIRS, "1 5.6.7.8 0 1.2.3.4 0", "0000 01020304 05060708 01 00 0000 0000");
    }

    @Test
    void icmpOverIpv6MayHaveBeenTakenForIcmp() {
        assertHash(Deviation.ICMP6_AS_ICMP, "58 fe80::2 128 fe80::1 129",
                "0000 fe800000000000000000000000000002 fe800000000000000000000000000001 01 00 0080 0081");
    }

    @Test
    void aMappedAddressMayHaveBeenHashedInItsLongForm() {
        assertHash(Deviation.MAPPED_AS_IPV6, "6 5.6.7.8 443 1.2.3.4 50000",
                "0000 00000000000000000000ffff01020304 00000000000000000000ffff05060708 06 00 c350 01bb");
        assertHash(Deviation.MAPPED_AS_IPV6, "47 5.6.7.8 0 1.2.3.4 0",
                "0000 00000000000000000000ffff01020304 00000000000000000000ffff05060708 2f 00");
    }

    @Test
    void everyDeviationKeepsTheSeed() {
        Random random = new Random(11);
        DeviatingIds other = new DeviatingIds(40_000);
        for (Deviation deviation : Deviation.values()) {
            Tuple tuple = CommunityIdsTest.randomTuple(random, deviation == Deviation.PORTLESS_WITH_PORTS ? 50 : 58);
            assertNotEquals(ids.of(deviation, tuple), other.of(deviation, tuple), deviation::toString);
        }
    }

    private void assertPublished(Deviation deviation, String tuple, String id) {
        assertEquals(CommunityId.parse(id), ids.of(deviation, PublishedIds.tuple(tuple)));
    }

    private void assertHash(Deviation deviation, String tuple, String input) {
        assertEquals(Sha1.ofHex(input), ids.of(deviation, PublishedIds.tuple(tuple)));
    }

    private void assertStandard(Deviation deviation, String tuple) {
        Tuple t = PublishedIds.tuple(tuple);
        assertEquals(new CommunityIds(0).of(t), ids.of(deviation, t));
    }
}

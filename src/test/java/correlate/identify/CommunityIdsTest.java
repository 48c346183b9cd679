package correlate.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import correlate.model.Address;
import correlate.model.CommunityId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommunityIdsTest {
    @Test
    void givesThePublishedIds() {
        for (PublishedIds.Vector v : PublishedIds.ALL) {
            assertEquals(v.id(), new CommunityIds(v.seed()).of(v.tuple()), v::toString);
        }
    }

    @Test
    void oneInstanceServesLongAndShortInputsInTurn() {
        CommunityIds ids = new CommunityIds(0);
        for (int round = 0; round < 3; round++) {
            for (PublishedIds.Vector v : PublishedIds.ALL) {
                if (v.seed() == 0) {
                    assertEquals(v.id(), ids.of(v.tuple()), v::toString);
                }
            }
        }
    }

    @Test
    void hashesTheBytesThatTheSpecificationLaysOut() {
        assertEquals(Sha1.ofHex("0000 01020304 05060708 06 00 0462 0d10"),
                new CommunityIds(0).of(PublishedIds.tuple("6 5.6.7.8 3344 1.2.3.4 1122")));
        assertEquals(Sha1.ofHex("ffff 01020304 05060708 2e 00"),
                new CommunityIds(65535).of(PublishedIds.tuple("46 5.6.7.8 3344 1.2.3.4 1122")));
    }

    @Test
    void bothDirectionsHaveOneId() {
        Random random = new Random(5);
        CommunityIds ids = new CommunityIds(31);
        int[] protocols = {6, 17, 132, 2, 47, 50, 255, 0};
        for (int i = 0; i < 20_000; i++) {
            Tuple tuple = randomTuple(random, protocols[random.nextInt(protocols.length)]);
            assertEquals(ids.of(tuple), ids.of(tuple.swapped()), tuple::toString);
        }
    }

    @Test
    void anIcmpRequestAndItsAnswerHaveOneId() {
        CommunityIds ids = new CommunityIds(0);
        int[][] pairs = {{1, 8, 0}, {1, 10, 9}, {1, 13, 14}, {1, 15, 16}, {1, 17, 18}, {58, 128, 129}, {58, 130, 131},
            {58, 133, 134}, {58, 135, 136}, {58, 139, 140}, {58, 144, 145}};
        for (int[] pair : pairs) {
            Tuple request = PublishedIds.tuple(pair[0] + " 10.0.0.2 " + pair[1] + " 10.0.0.1 0");
            Tuple answer = PublishedIds.tuple(pair[0] + " 10.0.0.1 " + pair[2] + " 10.0.0.2 7");
            assertEquals(ids.of(request), ids.of(answer), request::toString);
        }
    }

    @Test
    void aOneWayIcmpMessageKeepsItsDirection() {
        CommunityIds ids = new CommunityIds(0);
        Tuple there = PublishedIds.tuple("1 10.0.0.2 3 10.0.0.1 1");
        Tuple back = PublishedIds.tuple("1 10.0.0.1 3 10.0.0.2 1");
        assertNotEquals(ids.of(there), ids.of(back));
    }

    @Test
    void anIcmpTypeAboveEveryTableIsOneWay() {
        CommunityIds ids = new CommunityIds(0);
        Tuple odd = PublishedIds.tuple("58 fe80::2 65535 fe80::1 65535");
        assertEquals(Sha1.ofHex("0000 fe800000000000000000000000000002 fe800000000000000000000000000001 3a 00 ffff ffff"),
                ids.of(odd));
    }

    @Test
    void aMappedAddressIsIpv4() {
        CommunityIds ids = new CommunityIds(0);
        assertEquals(ids.of(PublishedIds.tuple("6 1.2.3.4 1122 5.6.7.8 3344")),
                ids.of(PublishedIds.tuple("6 ::ffff:1.2.3.4 1122 ::ffff:506:708 3344")));
    }

    @Test
    void refusesASeedOutsideSixteenBits() {
        assertThrows(IllegalArgumentException.class, () -> new CommunityIds(-1));
        assertThrows(IllegalArgumentException.class, () -> new CommunityIds(65536));
    }

    @Test
    void printedIdsAreReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            CommunityId id = new CommunityId(random.nextLong(), random.nextLong(), random.nextInt());
            assertEquals(30, id.toString().length());
            assertEquals(id, CommunityId.parse(id.toString()));
            assertEquals(id, CommunityId.parse(id.toHex()));
        }
    }

    static Tuple randomTuple(Random random, int protocol) {
        Address src = randomAddress(random);
        Address dst = random.nextInt(4) == 0 ? src : randomAddress(random);
        return new Tuple(protocol, src.high(), src.low(), random.nextInt(65536),
                dst.high(), dst.low(), random.nextInt(65536));
    }

    private static Address randomAddress(Random random) {
        return random.nextBoolean() ? new Address(0, 0xffff_0000_0000L | random.nextInt() & 0xffff_ffffL)
                : new Address(random.nextLong(), random.nextLong());
    }
}

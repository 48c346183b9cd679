package correlate.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.identify.IdCheck.Disagreement;
import correlate.model.CommunityId;
import correlate.model.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdCheckTest {
    private long line;

    @Test
    void allAgreeUnderTheSeedThatItFinds() {
        IdCheck check = new IdCheck();
        for (PublishedIds.Vector v : PublishedIds.ALL) {
            if (v.seed() == 1) {
                add(check, v);
            }
        }
        assertEquals(1, check.seed());
        assertTrue(check.seedFound());
        assertEquals(line, check.checked());
        assertEquals(line, check.agreed());
        assertEquals(List.of(), List.copyOf(check.disagreements()));
    }

    @Test
    void countsEveryCauseAndKeepsItsFirstExample() {
        IdCheck check = new IdCheck();
        for (int i = 0; i < 3 * IdCheck.SAMPLES; i++) {
            add(check, PublishedIds.ALL.get(0));
        }
        add(check, "6 1.2.3.4 3344 1.2.3.4 1122", "1:3seqIXu+5y8sFuE3lLtWR/KnSWo=");
        add(check, "132 192.168.170.8 7 192.168.170.56 80", "1:U5cVwrVgLshgANPmc8hKzEcqp1M=");
        add(check, "6 1.2.3.1 3344 1.2.3.1 1122", "1:GfxcHO3Gsn1cQxpPJoBhxUMcrbU=");
        List<Disagreement> found = List.copyOf(check.disagreements());
        assertEquals(2, found.size());
        assertEquals(new Disagreement("byte_swapped_ports", Deviation.BYTE_SWAPPED_PORTS.text(), 2,
                PublishedIds.tuple("6 1.2.3.4 3344 1.2.3.4 1122"), CommunityId.parse("1:3seqIXu+5y8sFuE3lLtWR/KnSWo="),
                CommunityId.parse("1:CY1T7/6B7r9W3LMnzSws9RXqqbQ="), new Place("conn.log", 193)), found.get(0));
        assertEquals("sctp_ports_zero", found.get(1).code());
        assertEquals(1, found.get(1).count());
        assertEquals(195, check.checked());
        assertEquals(192, check.agreed());
    }

    @Test
    void namesTheOtherSeed() {
        IdCheck check = new IdCheck(0);
        for (PublishedIds.Vector v : PublishedIds.ALL) {
            add(check, v);
        }
        assertEquals(0, check.seed());
        assertEquals(List.of("the id was computed with seed 1, not 0", "the id was computed with seed 37, not 0",
                "the id was computed with seed 7, not 0"),
                check.disagreements().stream().map(Disagreement::cause).toList());
        assertEquals(List.of("other_seed"), check.disagreements().stream().map(Disagreement::code).distinct().toList());
    }

    @Test
    void rewrittenAddressesAreTheLastResort() {
        IdCheck check = new IdCheck();
        for (int i = 0; i < 200; i++) {
            add(check, "6 203.0.113.99 " + i + " 10.0.0.1 80", PublishedIds.ALL.get(0).id().toString());
        }
        assertFalse(check.seedFound());
        assertEquals(0, check.seed());
        assertEquals(0, check.agreed());
        Disagreement only = check.disagreements().iterator().next();
        assertEquals("unexplained", only.code());
        assertEquals(200, only.count());
    }

    @Test
    void deviationsAreNamedUnderTheSensorsSeedToo() {
        IdCheck check = new IdCheck();
        CommunityIds ids = new CommunityIds(4711);
        for (int i = 0; i < 10; i++) {
            Tuple tuple = PublishedIds.tuple("6 10.0.0.1 " + i + " 10.0.0.2 443");
            check.add(tuple, ids.of(tuple), new Place("conn.log", i));
        }
        check.add(PublishedIds.tuple("51 10.0.0.1 - 10.0.0.2 -"), Sha1.ofHex("1267 0a000001 0a000002 33 00 0000 0000"),
                new Place("conn.log", 11));
        assertEquals(4711, check.seed());
        assertEquals("portless_with_ports", check.disagreements().iterator().next().code());
    }

    @Test
    void anEmptyLogHasNothingToSay() {
        IdCheck check = new IdCheck();
        assertEquals(0, check.seed());
        assertFalse(check.seedFound());
        assertEquals(0, check.checked());
    }

    private void add(IdCheck check, PublishedIds.Vector v) {
        check.add(v.tuple(), v.id(), new Place("conn.log", ++line));
    }

    private void add(IdCheck check, String tuple, String id) {
        check.add(PublishedIds.tuple(tuple), CommunityId.parse(id), new Place("conn.log", ++line));
    }
}

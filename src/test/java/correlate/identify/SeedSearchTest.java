package correlate.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.identify.SeedSearch.Sample;
import correlate.model.CommunityId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedSearchTest {
    private final SeedSearch search = new SeedSearch();

    /** OISF/suricata-verify tests/community-id-ipv6 (7); osquery docs (37); corelight/community-id-spec baseline (0, 1). */
    @Test
    void findsThePublishedSeeds() {
        for (PublishedIds.Vector v : PublishedIds.ALL) {
            assertEquals(v.seed(), search.find(List.of(new Sample(v.tuple(), v.id()))), v::toString);
        }
    }

    @Test
    void findsTheFirstAndTheLastSeed() {
        assertEquals(0, search.find(samples(0, 3)));
        assertEquals(SeedSearch.LARGEST_SEED, search.find(samples(SeedSearch.LARGEST_SEED, 3)));
    }

    @Test
    void aFewForeignIdsDoNotHideTheSeed() {
        List<Sample> samples = new ArrayList<>();
        samples.add(foreign());
        samples.addAll(samples(0, 2));
        samples.add(foreign());
        samples.addAll(samples(1234, 5));
        assertEquals(1234, search.find(samples));
    }

    @Test
    void seedZeroWinsATie() {
        List<Sample> samples = new ArrayList<>(samples(9, 2));
        samples.addAll(samples(0, 2));
        assertEquals(0, search.find(samples));
    }

    @Test
    void saysSoWhenNoSeedFits() {
        assertEquals(SeedSearch.NONE, search.find(List.of()));
        assertEquals(SeedSearch.NONE, search.find(List.of(foreign(), foreign())));
    }

    private static List<Sample> samples(int seed, int count) {
        CommunityIds ids = new CommunityIds(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tuple tuple = PublishedIds.tuple("6 10.0.0.1 " + (40_000 + i) + " 10.0.0.2 443");
            samples.add(new Sample(tuple, ids.of(tuple)));
        }
        return samples;
    }

    private static Sample foreign() {
        return new Sample(PublishedIds.tuple("6 203.0.113.99 1 10.0.0.2 443"), new CommunityId(1, 2, 3));
    }
}

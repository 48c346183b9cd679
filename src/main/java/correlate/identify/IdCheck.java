package correlate.identify;

import correlate.identify.SeedSearch.Sample;
import correlate.model.CommunityId;
import correlate.model.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the ids that a log states with those of its tuples: finds the sensor's seed, and names the likely cause of each
 * disagreement. Holds back the first flows until it knows the seed, or until it is asked; memory does not grow with the log.
 * Not thread-safe.
 */
public final class IdCheck {
    /** How many flows are gathered before the seed is settled. */
    public static final int SAMPLES = 64;
    /** A search for another seed asks all 65,536, so an attacker's log may cause only so many. */
    private static final int OTHER_SEED_SEARCHES = 32;

    private final SeedSearch search = new SeedSearch();
    private final List<Row> waiting = new ArrayList<>();
    private final Map<Integer, CommunityIds> otherSeeds = new LinkedHashMap<>();
    /** By cause. */
    private final Map<String, Disagreement> disagreements = new LinkedHashMap<>();
    private int searches;
    private boolean found;
    private CommunityIds ids;
    private DeviatingIds deviating;
    private long checked;
    private long agreed;

    private record Row(Sample sample, Place at) {
        Disagreement disagreement(String code, String cause, CommunityId computed) {
            return new Disagreement(code, cause, 1, sample.tuple(), sample.logged(), computed, at);
        }
    }

    /**
     * Flows whose id is not that of their tuple, for one cause.
     *
     * @param code the likely cause, as a word: that of a {@link Deviation}, {@code other_seed} or {@code unexplained}
     * @param cause the likely cause, as a sentence without its full stop
     * @param count how many flows
     * @param tuple the first of them
     * @param logged its id in the log
     * @param computed its id by the specification, under the seed of this check
     * @param at where it stands
     */
    public record Disagreement(String code, String cause, long count, Tuple tuple, CommunityId logged,
            CommunityId computed, Place at) {
        private Disagreement again() {
            return new Disagreement(code, cause, count + 1, tuple, logged, computed, at);
        }
    }

    /** A check that finds the seed by itself. */
    public IdCheck() {
    }

    /** A check against a seed that somebody has decided on, 0 to 65535. */
    public IdCheck(int seed) {
        settle(seed);
        found = true;
    }

    /** Takes one flow and the id that the log states for it, whether it was base64 or hex. */
    public void add(Tuple tuple, CommunityId logged, Place at) {
        Row row = new Row(new Sample(tuple, logged), at);
        if (ids != null) {
            check(row);
            return;
        }
        waiting.add(row);
        if (waiting.size() == SAMPLES) {
            settle();
        }
    }

    /** The sensor's seed; 0 where no seed explains any of the flows. */
    public int seed() {
        settle();
        return ids.seed();
    }

    /** Whether the seed was given, or found because a flow has its logged id under it. */
    public boolean seedFound() {
        settle();
        return found;
    }

    /** How many flows were compared. */
    public long checked() {
        settle();
        return checked;
    }

    /** How many of them have the id of their tuple under {@link #seed}. */
    public long agreed() {
        settle();
        return agreed;
    }

    /** What disagrees, by cause, in the order in which the causes were met. */
    public Collection<Disagreement> disagreements() {
        settle();
        return Collections.unmodifiableCollection(disagreements.values());
    }

    private void settle() {
        if (ids == null) {
            List<Sample> samples = new ArrayList<>(waiting.size());
            for (Row row : waiting) {
                samples.add(row.sample);
            }
            int seed = search.find(samples);
            found = seed != SeedSearch.NONE;
            settle(found ? seed : 0);
            waiting.forEach(this::check);
            waiting.clear();
        }
    }

    private void settle(int seed) {
        ids = new CommunityIds(seed);
        deviating = new DeviatingIds(seed);
    }

    private void check(Row row) {
        checked++;
        CommunityId computed = ids.of(row.sample.tuple());
        if (computed.equals(row.sample.logged())) {
            agreed++;
            return;
        }
        Disagreement next = explain(row, computed);
        disagreements.merge(next.cause, next, (known, more) -> known.again());
    }

    private Disagreement explain(Row row, CommunityId computed) {
        for (Deviation deviation : Deviation.values()) {
            if (deviating.of(deviation, row.sample.tuple()).equals(row.sample.logged())) {
                return row.disagreement(deviation.code(), deviation.text(), computed);
            }
        }
        int seed = otherSeed(row.sample);
        return seed != SeedSearch.NONE
                ? row.disagreement("other_seed", "the id was computed with seed " + seed + ", not " + ids.seed(), computed)
                : row.disagreement("unexplained", "neither another seed nor a known deviation explains the id; most likely"
                        + " the addresses were anonymised or rewritten after it was computed", computed);
    }

    private int otherSeed(Sample sample) {
        for (CommunityIds other : otherSeeds.values()) {
            if (other.of(sample.tuple()).equals(sample.logged())) {
                return other.seed();
            }
        }
        if (searches == OTHER_SEED_SEARCHES) {
            return SeedSearch.NONE;
        }
        searches++;
        int seed = search.find(sample);
        if (seed != SeedSearch.NONE) {
            otherSeeds.put(seed, new CommunityIds(seed));
        }
        return seed;
    }
}

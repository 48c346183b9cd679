package correlate.identify;

import correlate.model.CommunityId;
import java.util.List;

/**
 * Finds the seed of a sensor from a few flows whose ids it logged. Asks all 65,536 seeds about no more than sixteen flows, which
 * takes well under a second.
 */
public final class SeedSearch {
    /** No seed explains any of the flows. */
    public static final int NONE = -1;
    /** A seed has 16 bits. */
    public static final int LARGEST_SEED = 0xffff;

    private static final int FLOWS_TO_TRY = 16;

    private final HashInput input = new HashInput();

    /** One flow and the id that a log states for it. */
    public record Sample(Tuple tuple, CommunityId logged) {
    }

    /** The seed under which most of the flows have their logged id, 0 where it does as well as another; or {@link #NONE}. */
    public int find(List<Sample> samples) {
        int best = NONE;
        int bestCount = 0;
        int tried = 0;
        for (int i = -1; i < samples.size() && tried < FLOWS_TO_TRY; i++) {
            int seed = 0;
            if (i >= 0) {
                if (best != NONE && agrees(samples.get(i), best)) {
                    continue;
                }
                seed = find(samples.get(i));
                tried++;
            }
            int count = seed == NONE ? 0 : count(samples, seed);
            if (count > bestCount) {
                best = seed;
                bestCount = count;
            }
            if (2 * bestCount > samples.size()) {
                return best;
            }
        }
        return best;
    }

    /** The smallest seed under which this flow has its logged id, or {@link #NONE}. */
    public int find(Sample sample) {
        CommunityIds.lay(input, sample.tuple());
        for (int seed = 0; seed <= LARGEST_SEED; seed++) {
            if (input.hash(seed).equals(sample.logged())) {
                return seed;
            }
        }
        return NONE;
    }

    private int count(List<Sample> samples, int seed) {
        int count = 0;
        for (Sample sample : samples) {
            if (agrees(sample, seed)) {
                count++;
            }
        }
        return count;
    }

    private boolean agrees(Sample sample, int seed) {
        CommunityIds.lay(input, sample.tuple());
        return input.hash(seed).equals(sample.logged());
    }
}

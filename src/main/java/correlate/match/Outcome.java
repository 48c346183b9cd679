package correlate.match;

import java.util.List;

/**
 * What the rules say of all connections and sockets of one tuple.
 *
 * @param found for each connection, in the order given, what is printed of it: the best level of each side
 * @param excluded for each connection, the sockets that cannot have been its, found when asked for; empty lists unless wanted
 * @param nearestExcluded for each connection without a finding, the excluded one that came nearest, found when asked for; else null
 * @param excludedCount for each connection, how many sockets cannot have been its
 * @param lives every life of every socket of the tuple
 * @param used for each life, whether any connection met it
 */
public record Outcome(List<List<Judgement>> found, List<List<Judgement>> excluded, List<Judgement> nearestExcluded,
        int[] excludedCount, List<Life> lives, boolean[] used) {
}

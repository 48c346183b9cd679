package correlate.match;

import java.util.List;

/**
 * What the rules say of the connections and sockets of one tuple, found out as it is asked for: of a tuple with 20,000
 * connections several threads ask at once.
 */
public interface Outcome {
    /**
     * What is said of one connection.
     *
     * @param judged what is printed of it: the best level of each side
     * @param excluded how many sockets cannot have been its
     */
    record Found(List<Judgement> judged, int excluded) {
    }

    /** What is found of a connection, by its place in the order given. */
    Found of(int flow);

    /** The sockets that cannot have been a connection's: of 20,000 sockets and connections there are 400 million. */
    List<Judgement> excluded(int flow);

    /** Of a connection of which nothing is found, the excluded socket that came nearest; null if there are no sockets. */
    Judgement nearestExcluded(int flow);

    /** Every life of every socket of the tuple. */
    List<Life> lives();

    /** For each life, whether any connection meets it. */
    boolean[] used();
}

package correlate;

import correlate.match.Judgement;
import correlate.model.Problem;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What is counted of some connections, so that what was made of them need not be kept until it is their turn. */
final class Count {
    private static final int VERDICTS = Verdict.values().length;

    /** By the verdict's place in its enum. */
    final long[] verdicts = new long[VERDICTS];
    long connectionsFound;
    long attributed;
    /** A host stands here once for each of its connections that have a process. */
    final List<Integer> attributedHosts = new ArrayList<>();
    /** The rows without a tuple that explain a connection; null if nobody wants to know. */
    final List<Integer> weaklyUsed;
    final List<Problem> problems = new ArrayList<>();

    Count(boolean weakRowsToo) {
        this.weaklyUsed = weakRowsToo ? new ArrayList<>() : null;
    }

    /** Counts one connection. */
    void add(FindingMaker.Made made) {
        problems.addAll(made.problems());
        if (weaklyUsed != null) {
            made.weak().forEach(weak -> weaklyUsed.add(weak.life().best().ref()));
        }
        attributedHosts.addAll(made.attributedHosts());
        attributed += made.attributedHosts().isEmpty() ? 0 : 1;
        List<Judgement> judged = made.judged();
        for (int i = 0; i < judged.size(); i++) {
            verdicts[judged.get(i).verdict().ordinal()]++;
        }
        connectionsFound += judged.isEmpty() ? 0 : 1;
        verdicts[Verdict.EXCLUDED.ordinal()] += made.excluded();
    }
}

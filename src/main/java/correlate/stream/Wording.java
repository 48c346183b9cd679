package correlate.stream;

import correlate.match.Judgement;
import correlate.match.Life;
import java.util.List;

/** Words findings: the same JSON as the command prints. */
public interface Wording {
    /** The name of a connection in the keys of its findings: {@code zeek:CZX3af2jpkfeJzNItb}. */
    String connection(List<FlowLine> lines);

    /**
     * One finding.
     *
     * @param judgement what the rules say
     * @param best the row that {@link Life#best} names
     */
    byte[] finding(byte[] id, List<FlowLine> lines, Judgement judgement, Socket best);

    /**
     * A connection without a process.
     *
     * @param nearest the excluded sighting that came nearest, or null
     * @param best its row, or null
     */
    byte[] unmatched(byte[] id, List<FlowLine> lines, Judgement nearest, Socket best);
}

package correlate;

import correlate.source.RowSink;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What the scan of one chunk gave: counts and problems, with lines that count from the chunk's first. */
abstract class Block implements RowSink {
    /** A problem, its line still within the chunk. */
    record LocalProblem(int line, String field, String reason) {
    }

    /** A chunk of nothing but damage must not fill the memory with messages; those beyond are counted. */
    private static final int MOST_PROBLEMS = 20_000;

    final Tally tally = new Tally();
    final List<LocalProblem> problems = new ArrayList<>(0);
    long problemsLeftOut;
    int lines;
    /** The lines that were used in part. */
    final BitSet partLines = new BitSet(0);
    private int partLine = -1;

    @Override
    public void passedOver(int line) {
        tally.passedOver++;
    }

    @Override
    public void rejected(int line, String field, String reason) {
        tally.rejected++;
        notice(line, field, reason);
    }

    @Override
    public void inPart(int line, String field, String reason) {
        partLine = line;
        notice(line, field, reason);
    }

    @Override
    public void notice(int line, String field, String reason) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new LocalProblem(line, field, reason));
        } else {
            problemsLeftOut++;
        }
    }

    @Override
    public void lines(int count) {
        lines = count;
    }

    /** Counts a row that was used, as a whole or in part. */
    void countUsed(int line) {
        if (line == partLine) {
            tally.inPart++;
            partLines.set(line);
        } else {
            tally.used++;
        }
    }
}

package correlate;

import correlate.model.Problem;
import correlate.read.Chunks;
import correlate.report.ProblemLog;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run has to say beside its findings: problems, and files that were not read to their end. */
final class RunLog {
    private final ProblemLog problems;
    /** By file: the lines that were used in part, so that none is counted so twice. */
    private final Map<String, BitSet> partLines = new HashMap<>();
    private boolean muted;
    private boolean unread;
    private boolean any;

    RunLog(ProblemLog problems) {
        this.problems = problems;
    }

    /** A second reading of the same files has nothing new to say. */
    void mute(boolean muted) {
        this.muted = muted;
    }

    /** Notes the problems of a block that begins at this line. */
    void problems(String file, long line, Block block) {
        for (Block.LocalProblem problem : block.problems) {
            problem(new Problem(file, line + problem.line(), problem.field(), problem.reason()));
        }
        BitSet lines = partLines.computeIfAbsent(file, k -> new BitSet());
        for (int part = block.partLines.nextSetBit(0); part >= 0; part = block.partLines.nextSetBit(part + 1)) {
            lines.set(bit(line + part));
        }
        if (block.problemsLeftOut > 0) {
            problem(new Problem(file, line, "", block.problemsLeftOut + " more problems from about here on"));
        }
    }

    /** Notes what only printing has found: the row, of whichever of the files it is, counts as used in part from now on. */
    void printed(List<NetworkFile> files, Problem found) {
        boolean was = muted;
        muted = false;
        problem(found);
        muted = was;
        BitSet lines = partLines.computeIfAbsent(found.file(), k -> new BitSet());
        if (!lines.get(bit(found.line()))) {
            lines.set(bit(found.line()));
            files.stream().filter(file -> file.input.name().equals(found.file())).forEach(file -> {
                file.tally.used--;
                file.tally.inPart++;
            });
        }
    }

    /** A line as the number of a bit; beyond two thousand million lines they share the last. */
    private static int bit(long line) {
        return (int) Math.min(line, Integer.MAX_VALUE - 1);
    }

    void problem(Problem problem) {
        if (!muted) {
            any = true;
            problems.add(problem);
        }
    }

    /** Notes a file that was missing, is no log, or could not be read to its end. */
    void unread(String file, String why) {
        if (!muted) {
            unread = true;
            problems.error(new Problem(file, 0, "", why));
        }
    }

    /** Notes how the reading of a file ended. */
    void ended(String file, Chunks chunks) {
        if (chunks.damage() != null) {
            unread(file, chunks.damage());
        }
        if (chunks.remark() != null) {
            problem(new Problem(file, 0, "", chunks.remark()));
        }
    }

    /** Says how many problems there were of each kind. */
    void summarise() {
        problems.summarise();
    }

    boolean anyUnread() {
        return unread;
    }

    boolean anyProblem() {
        return any;
    }
}

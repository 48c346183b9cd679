package correlate.match;

import correlate.index.SocketRow;
import correlate.model.Reason;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From sockets to processes: what is said of one side of a connection when several sockets or processes fit. */
final class Processes {
    private static final Comparator<Judgement> BEST_FIRST = Comparator.comparing(Judgement::verdict)
            .thenComparingLong(Judgement::gap).thenComparing(j -> j.reason())
            .thenComparingLong(j -> j.life().firstSeen()).thenComparingInt(j -> j.life().best().ref());

    /**
     * Folds the sockets of each process, keeps the best level, and lets processes that compete there be possible only.
     *
     * @param judged the judgements of one connection and side
     */
    static List<Judgement> settle(List<Judgement> judged) {
        List<Judgement> owned = judged.stream().filter(j -> j.life().best().pid() != -1).toList();
        List<Judgement> processes = foldProcesses(owned.isEmpty() ? judged : owned);
        if (processes.isEmpty()) {
            return processes;
        }
        Verdict level = processes.get(0).verdict();
        List<Judgement> best = processes.stream().filter(j -> j.verdict() == level).toList();
        boolean compete = best.size() > 1 && !shareOneSocket(best);
        return best.stream().map(j -> owned.isEmpty()
                ? with(j, Verdict.POSSIBLE, best.size() > 1 ? Reason.AMBIGUOUS : Reason.OWNER_UNKNOWN, best.size())
                : compete ? with(j, Verdict.POSSIBLE, Reason.AMBIGUOUS, best.size())
                : j.side() == null ? with(j, Verdict.POSSIBLE, Reason.ID_ONLY, best.size())
                : with(j, j.verdict(), j.reason(), best.size())).toList();
    }

    /** Folds the sockets of each process; every process is a candidate, the one whose owner is unknown only if alone. */
    static List<Judgement> settleWeak(List<Judgement> judged) {
        List<Judgement> owned = judged.stream().filter(j -> j.life().best().pid() != -1).toList();
        List<Judgement> processes = foldProcesses(owned.isEmpty() ? judged : owned);
        return processes.stream().map(j -> with(j, Verdict.WEAK, j.reason(), processes.size())).toList();
    }

    private static Judgement with(Judgement j, Verdict verdict, Reason reason, int candidates) {
        return new Judgement(j.side(), verdict, reason, candidates, j.gap(), j.life(), j.sightings());
    }

    private static List<Judgement> foldProcesses(List<Judgement> judged) {
        List<Judgement> processes = new ArrayList<>();
        for (Judgement j : judged.stream().sorted(BEST_FIRST).toList()) {
            int same = 0;
            while (same < processes.size() && !sameProcess(processes.get(same), j)) {
                same++;
            }
            if (same == processes.size()) {
                processes.add(j);
            } else {
                Judgement p = processes.get(same);
                processes.set(same, new Judgement(p.side(), p.verdict(), p.reason(), 1, p.gap(), p.life(),
                        p.sightings() + j.sightings()));
            }
        }
        return processes;
    }

    /** Process identity is pid and, where both rows have it, start time; osquery derives it from the boot time, to a second or two. */
    private static boolean sameProcess(Judgement a, Judgement b) {
        SocketRow x = a.life().best();
        SocketRow y = b.life().best();
        return x.host() == y.host() && x.pid() == y.pid() && (x.processStart() == Times.NONE || y.processStart() == Times.NONE
                || Math.abs(x.processStart() - y.processStart()) <= 2 * Times.SECOND);
    }

    private static boolean shareOneSocket(List<Judgement> judged) {
        SocketRow first = judged.get(0).life().best();
        return first.inode() != 0 && judged.stream().map(j -> j.life().best())
                .allMatch(row -> row.host() == first.host() && row.inode() == first.inode());
    }
}

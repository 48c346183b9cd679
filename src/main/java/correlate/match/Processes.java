package correlate.match;

import correlate.index.SocketRow;
import correlate.model.Reason;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** From sockets to processes: what is said of one side of a connection when several sockets or processes fit. */
final class Processes {
    /** osquery derives a process's start from the boot time, to a second or two. */
    private static final long START_JITTER = 2 * Times.SECOND;

    /** Made when several sockets first fit: their lambdas would delay every start. */
    private static final class Orders {
        static final Comparator<Judgement> BEST_FIRST = Comparator.comparing(Judgement::verdict)
                .thenComparingLong(Judgement::gap).thenComparing(Judgement::reason)
                .thenComparingLong(j -> j.life().firstSeen()).thenComparingLong(j -> j.life().lastSeen())
                .thenComparingLong(j -> j.life().mayFrom()).thenComparingLong(j -> j.life().mayTo())
                .thenComparing(Comparator.comparingInt(Judgement::sightings).reversed())
                .thenComparingInt(j -> j.life().best().host()).thenComparingLong(j -> j.life().best().pid())
                .thenComparingLong(j -> j.life().processStart()).thenComparingInt(j -> j.life().best().query())
                .thenComparingLong(j -> j.life().best().inode()).thenComparingLong(j -> j.life().best().descriptor())
                .thenComparingInt(j -> j.life().best().ref());

        /** Those of one process stand together; of one pid, unknown starts come last. */
        static final Comparator<Judgement> BY_PROCESS = Comparator.comparingInt((Judgement j) -> j.life().best().host())
                .thenComparingLong(j -> j.life().best().pid())
                .thenComparingLong(j -> j.life().processStart() == Times.NONE ? Long.MAX_VALUE : j.life().processStart());
    }

    private Processes() {
    }

    /**
     * Folds the sockets of each process, keeps the best level, and lets processes that compete there be possible only.
     *
     * @param judged the judgements of one connection and side
     */
    static List<Judgement> settle(List<Judgement> judged) {
        if (judged.isEmpty()) {
            return List.of();
        }
        if (judged.size() == 1) {
            return List.of(limited(judged.get(0)));
        }
        List<Judgement> limited = new ArrayList<>(judged);
        limited.replaceAll(Processes::limited);
        List<Judgement> sockets = owned(limited);
        List<Judgement> best = fold(sockets);
        Verdict level = best.get(0).verdict();
        best.removeIf(j -> j.verdict() != level);
        int candidates = best.size();
        sockets.removeIf(j -> j.verdict() != level);
        boolean compete = candidates > 1 && !areOne(sockets);
        best.replaceAll(j -> compete ? with(j, Verdict.POSSIBLE, Reason.AMBIGUOUS, candidates)
                : with(j, j.verdict(), j.reason(), candidates));
        return best;
    }

    /** Folds the sockets of each process; every process is a candidate. */
    static List<Judgement> settleWeak(List<Judgement> judged) {
        if (judged.size() == 1) {
            return judged;
        }
        List<Judgement> processes = fold(owned(judged));
        processes.replaceAll(j -> with(j, j.verdict(), j.reason(), processes.size()));
        return processes;
    }

    /** A row without an owner proves the connection, not the process; an id without a tuple proves no side. */
    private static Judgement limited(Judgement j) {
        return j.life().best().pid() < 0 ? with(j, Verdict.POSSIBLE, Reason.OWNER_UNKNOWN, 1)
                : j.side() == null ? with(j, Verdict.POSSIBLE, Reason.ID_ONLY, 1) : j;
    }

    private static Judgement with(Judgement j, Verdict verdict, Reason reason, int candidates) {
        return new Judgement(j.side(), verdict, reason, candidates, j.gap(), j.life(), j.sightings());
    }

    /** All but those without an owner on hosts where another has one. */
    private static List<Judgement> owned(List<Judgement> judged) {
        Set<Integer> owned = new HashSet<>();
        for (Judgement j : judged) {
            if (j.life().best().pid() >= 0) {
                owned.add(j.life().best().host());
            }
        }
        List<Judgement> sockets = new ArrayList<>(judged);
        sockets.removeIf(j -> j.life().best().pid() < 0 && owned.contains(j.life().best().host()));
        return sockets;
    }

    /** One judgement for each process, the best of its sockets' and best first. */
    private static List<Judgement> fold(List<Judgement> sockets) {
        List<Judgement> sorted = new ArrayList<>(sockets);
        sorted.sort(Orders.BY_PROCESS);
        List<Judgement> processes = new ArrayList<>();
        for (int from = 0, to = 0; from < sorted.size(); from = to) {
            while (to < sorted.size() && samePid(sorted.get(from), sorted.get(to))) {
                to++;
            }
            foldPid(sorted.subList(from, to), processes);
        }
        processes.sort(Orders.BEST_FIRST);
        return processes;
    }

    private static boolean samePid(Judgement a, Judgement b) {
        SocketRow x = a.life().best();
        SocketRow y = b.life().best();
        return x.host() == y.host() && x.pid() == y.pid();
    }

    /** Process identity is pid and, where logged, start time; a row without one may be of any process of its pid: the best one. */
    private static void foldPid(List<Judgement> judged, List<Judgement> processes) {
        List<Judgement> mine = new ArrayList<>(1);
        long began = Times.NONE;
        int known = 0;
        while (known < judged.size() && judged.get(known).life().processStart() != Times.NONE) {
            Judgement j = judged.get(known++);
            if (mine.isEmpty() || j.life().processStart() - began > START_JITTER) {
                mine.add(j);
                began = j.life().processStart();
            } else {
                mine.set(mine.size() - 1, joined(mine.get(mine.size() - 1), j));
            }
        }
        if (known < judged.size()) {
            Judgement unknown = judged.get(known++);
            while (known < judged.size()) {
                unknown = joined(unknown, judged.get(known++));
            }
            addUnknown(unknown, mine);
        }
        processes.addAll(mine);
    }

    private static void addUnknown(Judgement unknown, List<Judgement> ofOnePid) {
        if (ofOnePid.isEmpty()) {
            ofOnePid.add(unknown);
            return;
        }
        int best = 0;
        for (int i = 1; i < ofOnePid.size(); i++) {
            best = Orders.BEST_FIRST.compare(ofOnePid.get(i), ofOnePid.get(best)) < 0 ? i : best;
        }
        ofOnePid.set(best, joined(ofOnePid.get(best), unknown));
    }

    private static Judgement joined(Judgement a, Judgement b) {
        Judgement best = Orders.BEST_FIRST.compare(a, b) <= 0 ? a : b;
        return new Judgement(best.side(), best.verdict(), best.reason(), 1, best.gap(), best.life(), a.sightings() + b.sightings());
    }

    /** Whether it is one socket that processes share. */
    private static boolean areOne(List<Judgement> sockets) {
        SocketRow first = sockets.get(0).life().best();
        return first.inode() != 0 && sockets.stream().map(j -> j.life().best())
                .allMatch(row -> row.host() == first.host() && row.inode() == first.inode());
    }
}

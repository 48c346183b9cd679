package correlate.match;

import correlate.index.HostFacts;
import correlate.index.SocketRow;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which sighting explains a connection, and how surely: the rules of product.md over the lives of formats.md 6.2. A pure
 * function of the rows and connections of one tuple and of the hosts' timelines: no I/O, no clock, no order dependence.
 */
public final class Judge {
    private final Lives lives;
    private final HostFacts facts;
    private final long skew;

    /** Judges by these facts and allowances. */
    public Judge(HostFacts facts, Settings settings) {
        this.lives = new Lives(facts, settings);
        this.facts = facts;
        this.skew = settings.skew();
    }

    /**
     * Judges all connections of one tuple.
     *
     * @param rows the tuple's rows, of every host and query, in any order
     * @param flows its connections, in any order
     * @param sided whether the tuple is known, so that the host's side is; else only ids were equal
     * @param withExcluded whether to list the excluded
     */
    public Outcome judge(List<SocketRow> rows, List<Flow> flows, boolean sided, boolean withExcluded) {
        return new Case(lives.of(rows), flows, sided).decide(withExcluded);
    }

    /** The lives of one tuple, for sightings that no connection may explain. */
    public List<Life> lives(List<SocketRow> rows) {
        return lives.of(rows);
    }

    /** One tuple's sockets and connections. */
    private final class Case {
        private final List<Life> all;
        private final List<Flow> flows;
        private final boolean sided;
        private final Spans lifeSpans;
        private final Spans flowSpans;
        private final int[] meetings;       // for each life: how many connections can meet it

        Case(List<Life> all, List<Flow> flows, boolean sided) {
            this.all = all;
            this.flows = flows;
            this.sided = sided;
            this.lifeSpans = new Spans(all, Life::mayFrom, Life::mayTo);
            this.flowSpans = new Spans(flows, flow -> flow.start() - skew, flow -> flow.end() + skew);
            this.meetings = new int[all.size()];
        }

        Outcome decide(boolean withExcluded) {
            List<List<Integer>> meeting = new ArrayList<>();
            for (Flow flow : flows) {
                List<Integer> lives = meeting(flow);
                lives.forEach(i -> meetings[i]++);
                meeting.add(lives);
            }
            List<List<Judgement>> found = new ArrayList<>();
            List<List<Judgement>> excluded = new ArrayList<>();
            List<Judgement> nearest = new ArrayList<>();
            int[] excludedCount = new int[flows.size()];
            for (int f = 0; f < flows.size(); f++) {
                Flow flow = flows.get(f);
                List<Judgement> best = best(flow, meeting.get(f));
                found.add(best);
                excludedCount[f] = all.size() - meeting.get(f).size();
                excluded.add(withExcluded ? excluded(flow, meeting.get(f)) : List.of());
                nearest.add(best.isEmpty() && !all.isEmpty() ? nearestExcluded(flow) : null);
            }
            boolean[] used = new boolean[all.size()];
            for (int i = 0; i < used.length; i++) {
                used[i] = meetings[i] > 0;
            }
            return new Outcome(found, excluded, nearest, excludedCount, all, used);
        }

        /** The lives that the connection, widened by the skew, can meet. */
        private List<Integer> meeting(Flow flow) {
            List<Integer> lives = new ArrayList<>();
            lifeSpans.meeting(flow.start() - skew, flow.end() + skew, i -> {
                if (canBe(all.get(i), flow)) {
                    lives.add(i);
                }
            });
            Collections.sort(lives);
            return lives;
        }

        private boolean canBe(Life life, Flow flow) {
            return !life.processBeganAfter(flow.end() + skew) && (!life.isEvent() || flow.start() - skew <= life.mayTo());
        }

        private List<Judgement> best(Flow flow, List<Integer> meeting) {
            if (meeting.isEmpty()) {
                return List.of();
            }
            List<Judgement> judged = new ArrayList<>(meeting.size());
            for (int i : meeting) {
                judged.add(judge(flow, all.get(i), i));
            }
            if (!sided) {
                return Processes.settle(judged);
            }
            List<Judgement> result = new ArrayList<>();
            for (Side side : Side.values()) {
                result.addAll(Processes.settle(judged.stream().filter(j -> j.side() == side).toList()));
            }
            return result;
        }

        private Judgement judge(Flow flow, Life life, int i) {
            Reason reason = reason(flow, life, i);
            Verdict verdict = reason == Reason.ALIVE_DURING || reason == Reason.ONLY_USE ? Verdict.CONFIRMED : Verdict.POSSIBLE;
            return judgement(flow, life, verdict, reason);
        }

        private Reason reason(Flow flow, Life life, int i) {
            if (life.isEvent()) {
                return Reason.EVENT_TUPLE;
            }
            if (life.knownWithin(flow.start(), flow.end()) || life.spanMeets(flow.start() + skew, flow.end() - skew)) {
                return Reason.ALIVE_DURING;
            }
            SocketRow row = life.best();
            if (meetings[i] == 1 && life.observedOnBothEnds(facts.schedule(row.host(), row.query(), row.snapshot()))) {
                return Reason.ONLY_USE;
            }
            boolean contested = false;
            for (int scan = life.windowWithin(flow.start() - skew, flow.end() + skew, 0); scan >= 0;
                    scan = life.windowWithin(flow.start() - skew, flow.end() + skew, scan + 1)) {
                if (connectionsAt(life.windowFrom(scan), life.windowTo(scan)) == 1) {
                    return Reason.ALIVE_DURING;
                }
                contested = true;
            }
            return contested ? Reason.WITHIN_SKEW : Reason.MAY_BE_ALIVE;
        }

        private int connectionsAt(long from, long to) {
            int[] count = new int[1];
            flowSpans.meeting(from, to, f -> count[0]++);
            return count[0];
        }

        private Judgement judgement(Flow flow, Life life, Verdict verdict, Reason reason) {
            Side side = !sided ? null : life.best().localIsFirst() == flow.origIsFirst() ? Side.ORIG : Side.RESP;
            return new Judgement(side, verdict, reason, 1, life.gap(flow.start(), flow.end()), life, life.rows());
        }

        private List<Judgement> excluded(Flow flow, List<Integer> meeting) {
            List<Judgement> result = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (Collections.binarySearch(meeting, i) < 0) {
                    result.add(exclusion(flow, all.get(i)));
                }
            }
            return result;
        }

        private Judgement exclusion(Flow flow, Life life) {
            Reason reason = flow.end() + skew < life.mayFrom() ? Reason.ENDED_BEFORE_OPEN
                    : flow.start() - skew > life.mayTo() ? Reason.STARTED_AFTER_CLOSE : Reason.PROCESS_STARTED_LATER;
            return judgement(flow, life, Verdict.EXCLUDED, reason);
        }

        private Judgement nearestExcluded(Flow flow) {
            Judgement nearest = null;
            for (int i : new int[] {lifeSpans.lastBefore(flow.end() + skew), lifeSpans.firstAfter(flow.end() + skew)}) {
                if (i >= 0) {
                    Judgement other = exclusion(flow, all.get(i));
                    nearest = nearest == null || other.gap() < nearest.gap() ? other : nearest;
                }
            }
            return nearest;
        }
    }
}

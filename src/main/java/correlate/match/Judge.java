package correlate.match;

import correlate.index.HostFacts;
import correlate.index.SocketRow;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which sighting explains a connection, and how surely: the rules of product.md over the lives of formats.md 6.2. A pure
 * function of the rows and connections of one tuple and of the hosts' timelines: no I/O, no clock, no order dependence.
 */
public final class Judge {
    private static final Side[] SIDES = Side.values();

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
     */
    public Outcome judge(List<SocketRow> rows, List<Flow> flows) {
        return new Case(lives.of(rows), flows);
    }

    /** One tuple's sockets and connections. */
    private final class Case implements Outcome {
        private final List<Life> all;
        private final List<Flow> flows;
        private final Spans lifeSpans;
        /** Made when first asked for, perhaps by two threads: they make the same. */
        private Spans flowSpans;

        Case(List<Life> all, List<Flow> flows) {
            this.all = all;
            this.flows = flows;
            this.lifeSpans = new Spans(all, Life::mayFrom, Life::mayTo, 0);
        }

        @Override
        public Found of(int flow) {
            List<Judgement> judged = judged(flows.get(flow));
            return new Found(settled(judged, flows.get(flow).sided()), all.size() - judged.size());
        }

        @Override
        public List<Life> lives() {
            return all;
        }

        @Override
        public boolean[] used() {
            boolean[] used = new boolean[all.size()];
            for (Flow flow : flows) {
                lifeSpans.meeting(flow.start() - skew, flow.end() + skew, i -> {
                    used[i] |= canBe(all.get(i), flow);
                    return true;
                });
            }
            return used;
        }

        /** What is to be said of each life that the connection, widened by the skew, can meet. */
        private List<Judgement> judged(Flow flow) {
            Met met = new Met(flow);
            lifeSpans.meeting(flow.start() - skew, flow.end() + skew, met);
            return met.judged;
        }

        /** The lives that a connection meets. No lambda: every tuple asks, and where C1 alone compiles, to make one is a slow call. */
        private final class Met implements IntPredicate {
            private final Flow flow;
            private final List<Judgement> judged = new ArrayList<>(1);

            Met(Flow flow) {
                this.flow = flow;
            }

            @Override
            public boolean test(int i) {
                Life life = all.get(i);
                if (canBe(life, flow)) {
                    Reason reason = reason(flow, life);
                    Verdict verdict = reason == Reason.ALIVE_DURING || reason == Reason.ONLY_USE ? Verdict.CONFIRMED : Verdict.POSSIBLE;
                    judged.add(judgement(flow, life, verdict, reason));
                }
                return true;
            }
        }

        /** Whether a life that the connection meets in time can be its socket's. */
        private boolean canBe(Life life, Flow flow) {
            return !life.processBeganAfter(flow.end() + skew) && (!life.isEvent() || flow.start() - skew <= life.mayTo());
        }

        private List<Judgement> settled(List<Judgement> judged, boolean sided) {
            if (judged.size() < 2 || !sided) {
                return Processes.settle(judged);
            }
            List<Judgement> result = new ArrayList<>(2);
            for (Side side : SIDES) {
                List<Judgement> ofSide = new ArrayList<>(judged);
                ofSide.removeIf(j -> j.side() != side);
                result.addAll(Processes.settle(ofSide));
            }
            return result;
        }

        private Reason reason(Flow flow, Life life) {
            if (life.isEvent()) {
                return Reason.EVENT_TUPLE;
            }
            Known known = life.known();
            if (known.isWithin(flow.start(), flow.end()) || known.spanMeets(flow.start() + skew, flow.end() - skew)) {
                return Reason.ALIVE_DURING;
            }
            SocketRow row = life.best();
            if (life.observedOnBothEnds(facts.schedule(row.host(), row.query(), row.snapshot())) && meetsOne(life)) {
                return Reason.ONLY_USE;
            }
            boolean contested = false;
            for (int scan = known.windowWithin(flow.start() - skew, flow.end() + skew, 0); scan >= 0;
                    scan = known.windowWithin(flow.start() - skew, flow.end() + skew, scan + 1)) {
                if (fewerThanTwo(known.windowFrom(scan), known.windowTo(scan), f -> true)) {
                    return Reason.ALIVE_DURING;
                }
                contested = true;
            }
            if (known.isPollBeforeRemovalWithin(flow.start() - skew, flow.end() + skew)) {
                if (fewerThanTwo(known.beforeRemovalFrom(), known.beforeRemovalTo(), f -> true)) {
                    return Reason.ALIVE_DURING;
                }
                contested = true;
            }
            return contested ? Reason.WITHIN_SKEW : Reason.MAY_BE_ALIVE;
        }

        /** Whether no second connection can be this life's. */
        private boolean meetsOne(Life life) {
            return fewerThanTwo(life.mayFrom(), life.mayTo(), f -> canBe(life, flows.get(f)));
        }

        private boolean fewerThanTwo(long from, long to, IntPredicate counts) {
            Spans spans = flowSpans;
            if (spans == null) {
                spans = new Spans(flows, Flow::start, Flow::end, skew);
                flowSpans = spans;
            }
            int[] count = new int[1];
            spans.meeting(from, to, f -> !counts.test(f) || ++count[0] < 2);
            return count[0] < 2;
        }

        private Judgement judgement(Flow flow, Life life, Verdict verdict, Reason reason) {
            Side side = !flow.sided() ? null : life.best().localIsFirst() == flow.origIsFirst() ? Side.ORIG : Side.RESP;
            return new Judgement(side, verdict, reason, 1, life.gap(flow.start(), flow.end()), life, life.rows());
        }

        private Judgement exclusion(Flow flow, Life life) {
            Reason reason = flow.end() + skew < life.mayFrom() ? Reason.ENDED_BEFORE_OPEN
                    : flow.start() - skew > life.mayTo() ? Reason.STARTED_AFTER_CLOSE : Reason.PROCESS_STARTED_LATER;
            return judgement(flow, life, Verdict.EXCLUDED, reason);
        }

        @Override
        public Judgement nearestExcluded(int number) {
            Flow flow = flows.get(number);
            int before = lifeSpans.lastBefore(flow.end() + skew);
            int after = lifeSpans.firstAfter(flow.end() + skew);
            Judgement earlier = before < 0 ? null : exclusion(flow, all.get(before));
            Judgement later = after < 0 ? null : exclusion(flow, all.get(after));
            return later == null || earlier != null && earlier.gap() <= later.gap() ? earlier : later;
        }

        @Override
        public List<Judgement> excluded(int number) {
            Flow flow = flows.get(number);
            return all.stream().filter(life -> !meets(life, flow)).map(life -> exclusion(flow, life)).toList();
        }

        private boolean meets(Life life, Flow flow) {
            return life.mayFrom() <= flow.end() + skew && life.mayTo() >= flow.start() - skew && canBe(life, flow);
        }
    }
}

package correlate.stream;

import correlate.index.SocketRow;
import correlate.match.Flow;
import correlate.match.Judge;
import correlate.match.Judgement;
import correlate.match.Life;
import correlate.match.Outcome;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks the core's judge about one group, and sees to what the group may forget. */
final class GroupJudge {
    /** A host that has sent nothing for so long is taken for gone, and its open sockets with it. */
    static final long GONE = 7 * 24 * 3600 * Times.SECOND;

    /**
     * What is to be said and done about a group.
     *
     * @param findings by record key, all that hold now
     * @param withdrawn record keys said before that hold no more
     * @param settled record keys that stay said, but need not be remembered
     * @param interests until when its sockets may have been alive, by query
     * @param nextAtWatermark when to look again, µs since 1970; {@link Long#MAX_VALUE} for never
     * @param nextAtClock when to look again by the clock, ms since 1970; likewise
     */
    record Opinion(Map<String, byte[]> findings, List<String> withdrawn, List<String> settled, Map<Query, Long> interests,
            long nextAtWatermark, long nextAtClock) {
    }

    private final StreamSettings settings;
    private final Timelines timelines;
    private final Wording wording;

    GroupJudge(StreamSettings settings, Timelines timelines, Wording wording) {
        this.settings = settings;
        this.timelines = timelines;
        this.wording = wording;
    }

    /**
     * Judges a group, and removes from it what is of no more use.
     *
     * @param at the watermark of the host side, µs since 1970
     * @param now the clock, ms since 1970
     */
    Opinion judge(Group group, long at, long now) {
        return new Sitting(group, at, now).hold();
    }

    private final class Sitting {
        private final Group group;
        private final long at;
        private final long now;
        private final GroupFacts facts = new GroupFacts(timelines);
        private final Map<String, byte[]> findings = new TreeMap<>();
        private final List<String> withdrawn = new ArrayList<>();
        private final List<String> settled = new ArrayList<>();
        private final Map<Query, Long> interests = new HashMap<>();
        private long nextAtWatermark = Long.MAX_VALUE;
        private long nextAtClock = Long.MAX_VALUE;

        Sitting(Group group, long at, long now) {
            this.group = group;
            this.at = at;
            this.now = now;
        }

        Opinion hold() {
            if (!group.cases.isEmpty() || group.rows.stream().allMatch(this::isOld)) {
                List<Life> lives = decide();
                forget(lives);
            }
            group.rows.forEach(row -> comeBack(row.socket().run().time(), row.late(), settings.retainMicros()));
            return new Opinion(findings, withdrawn, settled, interests, nextAtWatermark, nextAtClock);
        }

        private List<Life> decide() {
            boolean tuples = group.rows.stream().anyMatch(row -> row.socket().sided());
            List<SocketRow> rows = new ArrayList<>();
            for (int i = 0; i < group.rows.size(); i++) {
                Socket socket = group.rows.get(i).socket();
                timelines.add(socket.run());
                if (socket.sided() || !tuples) {            // where a tuple is known, rows that have only an id say no more
                    rows.add(socket.row(facts.host(socket.run().query()), facts.query(socket.run().query()), i));
                }
            }
            List<Flow> flows = new ArrayList<>();
            group.cases.forEach(c -> flows.add(c.flow(flows.size())));
            boolean sided = tuples && group.cases.stream().allMatch(Group.Case::isSided);
            Outcome outcome = new Judge(facts, settings.allowances()).judge(rows, flows, sided, false);
            for (int i = 0; i < flows.size(); i++) {
                Group.Case one = group.cases.get(i);
                if (!one.isSettled()) {
                    say(one, outcome.found().get(i), outcome.nearestExcluded().get(i));
                }
            }
            if (!flows.isEmpty()) {
                outcome.lives().forEach(life -> interests.merge(query(life), life.mayTo(), Math::max));
            }
            return outcome.lives();
        }

        private Query query(Life life) {
            SocketRow row = life.best();
            return facts.named(row.host(), row.query(), row.snapshot());
        }

        private void say(Group.Case one, List<Judgement> found, Judgement nearest) {
            List<FlowLine> lines = one.lines.stream().map(Group.Line::flow).toList();
            String name = wording.connection(lines) + ' ';
            List<String> before = group.said.keySet().stream().filter(key -> key.startsWith(name)).toList();
            String none = name + "none 1";
            if (!found.isEmpty()) {
                Map<String, Integer> count = new HashMap<>();
                for (Judgement j : found) {
                    String side = j.side() == null ? "unknown" : j.side().name().toLowerCase(Locale.ROOT);
                    findings.put(name + side + ' ' + count.merge(side, 1, Integer::sum),
                            wording.finding(group.id, lines, j, socket(j)));
                }
                before.stream().filter(key -> !findings.containsKey(key)).forEach(withdrawn::add);
            } else {
                before.stream().filter(key -> !key.equals(none)).forEach(withdrawn::add);
                if (!before.contains(none) && isPast(one.end(), one.late(), settings.unmatchedAfterMicros())) {
                    findings.put(none, wording.unmatched(group.id, lines, nearest, nearest == null ? null : socket(nearest)));
                } else if (!before.contains(none)) {
                    comeBack(one.end(), one.late(), settings.unmatchedAfterMicros());
                }
            }
            if (isOld(one)) {
                before.forEach(settled::add);
                settled.addAll(findings.keySet().stream().filter(key -> key.startsWith(name)).toList());
            } else {
                comeBack(one.end(), one.late(), settings.retainMicros());
            }
        }

        /** Drops sockets and connections that nothing can concern any more; of a connection its times stay while a socket does. */
        private void forget(List<Life> lives) {
            List<Life> left = new ArrayList<>();
            for (Life life : lives) {
                List<Group.Row> rows = group.rows.stream().filter(row -> belongs(row.socket(), life)).toList();
                boolean gone = life.end() != Life.End.OPEN || life.best().change() == SocketRow.Change.EVENT
                        || at != Watermark.NONE && life.lastSeen() + GONE < at;
                if (gone && rows.stream().allMatch(this::isOld)
                        && group.cases.stream().filter(c -> meets(c, life)).allMatch(this::isOld)) {
                    rows.forEach(group::remove);
                    group.rows.removeAll(rows);
                } else {
                    left.add(life);
                    if (!gone && at != Watermark.NONE) {
                        nextAtWatermark = Math.min(nextAtWatermark, at + settings.retainMicros());
                    }
                }
            }
            for (Group.Case old : group.cases.stream().filter(this::isOld).toList()) {
                if (left.stream().noneMatch(life -> meets(old, life))) {
                    group.remove(old);
                } else if (!old.isSettled()) {
                    group.settle(old);
                }
            }
        }

        private Socket socket(Judgement j) {
            return group.rows.get(j.life().best().ref()).socket();
        }

        private boolean belongs(Socket socket, Life life) {
            SocketRow best = life.best();
            Run run = socket.run();
            return facts.host(run.query()) == best.host() && facts.query(run.query()) == best.query()
                    && run.query().snapshots() == best.snapshot() && socket.pid() == best.pid()
                    && socket.inode() == best.inode() && socket.descriptor() == best.descriptor()
                    && (socket.change() == SocketRow.Change.EVENT) == (best.change() == SocketRow.Change.EVENT)
                    && run.time() >= life.firstSeen() && run.time() <= life.lastSeen();
        }

        private boolean meets(Group.Case one, Life life) {
            long skew = settings.allowances().skew();
            return one.start() - skew <= life.mayTo() && one.end() + skew >= life.mayFrom();
        }

        private boolean isOld(Group.Row row) {
            return isPast(row.socket().run().time(), row.late(), settings.retainMicros());
        }

        private boolean isOld(Group.Case one) {
            return isPast(one.end(), one.late(), settings.retainMicros());
        }

        /** Whether so many µs have gone by since a time: by the watermark, or by the clock for what came late. */
        private boolean isPast(long time, long late, long wait) {
            return late == 0 ? at != Watermark.NONE && time + wait <= at : late + wait / 1000 <= now;
        }

        private void comeBack(long time, long late, long wait) {
            if (isPast(time, late, wait)) {
                return;
            }
            if (late == 0) {
                nextAtWatermark = Math.min(nextAtWatermark, time + wait);
            } else {
                nextAtClock = Math.min(nextAtClock, late + wait / 1000);
            }
        }
    }
}

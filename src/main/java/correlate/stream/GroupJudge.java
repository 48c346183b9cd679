package correlate.stream;

import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.match.Flow;
import correlate.match.Judge;
import correlate.match.Judgement;
import correlate.match.Life;
import correlate.match.Outcome;
import correlate.model.Times;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks the core's judge about one group, and sees to what is to be said, and to what the group may forget. */
final class GroupJudge {
    /** A host that has sent nothing for so long is taken for gone, and its open sockets with it. */
    static final long GONE = 7 * 24 * 3600 * Times.SECOND;

    /** When to look again: by the watermark, µs since 1970, and by the clock, in ms; {@link Long#MAX_VALUE} for never. */
    record Next(long atWatermark, long atClock) {
    }

    /**
     * What is to be said and done about a group.
     *
     * @param changes findings by record key, null for one that holds no more
     * @param interests which executions may tell something new
     */
    record Opinion(Map<String, byte[]> changes, Map<Query, Interests.Interest> interests, Next next) {
    }

    private static final String NONE = "none 1";

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
        return new Sitting(group, new Ages(settings, at, now)).hold();
    }

    /** When to look at a group that no connection asks about. */
    Next unasked(Group group, long at, long now) {
        Ages ages = new Ages(settings, at, now);
        group.rows().forEach(ages::keep);
        return ages.next();
    }

    private final class Sitting {
        private final Group group;
        private final Ages ages;
        private final GroupFacts facts = new GroupFacts(timelines);
        private final Map<String, byte[]> changes = new TreeMap<>();
        private final Map<Query, Interests.Interest> interests = new HashMap<>();
        private final List<Entry.Row> rows;

        Sitting(Group group, Ages ages) {
            this.group = group;
            this.ages = ages;
            this.rows = List.copyOf(group.rows());
        }

        Opinion hold() {
            boolean anyOld = rows.stream().anyMatch(ages::isOld) || group.cases().stream().anyMatch(ages::isOld);
            if (anyOld || group.cases().stream().anyMatch(c -> !c.isSettled())) {
                List<Life> lives = decide();
                if (anyOld) {
                    new Forgetting(group, facts, ages, settings.allowances().skew()).forget(lives);
                }
            }
            group.rows().forEach(ages::keep);
            return new Opinion(changes, interests, ages.next());
        }

        private List<Life> decide() {
            boolean tuples = rows.stream().anyMatch(row -> row.socket.sided());
            List<SocketRow> judged = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Socket socket = rows.get(i).socket;
                if (socket.sided() || !tuples) {            // where a tuple is known, rows that have only an id say no more
                    judged.add(facts.row(socket, i));
                }
            }
            List<Group.Case> cases = List.copyOf(group.cases());
            List<Flow> flows = new ArrayList<>(cases.size());
            cases.forEach(c -> flows.add(c.flow(tuples, flows.size())));
            Outcome outcome = new Judge(facts, settings.allowances()).judge(judged, flows);
            for (int i = 0; i < flows.size(); i++) {
                if (!cases.get(i).isSettled()) {
                    List<Judgement> found = outcome.of(i).judged();
                    say(cases.get(i), found, found.isEmpty() ? outcome.nearestExcluded(i) : null);
                    if (!ages.isOld(cases.get(i))) {        // else it goes, and nobody would take back what it asked
                        want(flows.get(i), outcome.lives());
                    }
                }
            }
            return outcome.lives();
        }

        private void say(Group.Case one, List<Judgement> found, Judgement nearest) {
            boolean old = ages.isOld(one);
            boolean past = ages.isDecided(one, found.isEmpty() || found.stream().anyMatch(j -> isOpen(j.life())));
            Map<String, Entry.Said> said = new HashMap<>(one.said());
            if (!found.isEmpty()) {
                Map<String, Integer> count = new HashMap<>();
                for (Judgement j : found) {
                    String side = j.side() == null ? "unknown" : j.side().name().toLowerCase(Locale.ROOT);
                    String key = side + ' ' + count.merge(side, 1, Integer::sum);
                    if (said.remove(key) != null || past || said.containsKey(NONE) || !isPremature(j, one)) {
                        say(one, key, Digests.of(j, row(j), one), old || !isOpen(j.life()),
                                () -> wording.finding(group.id, one.flows(), j, row(j).socket));
                    }
                }
            } else if (said.remove(NONE) != null || past) {
                say(one, NONE, Digests.none(nearest, nearest == null ? null : row(nearest), one), old,
                        () -> wording.unmatched(group.id, one.flows(), nearest, nearest == null ? null : row(nearest).socket));
            }
            said.keySet().forEach(key -> {
                one.say(key, null);
                changes.put(one.name(wording) + ' ' + key, null);
            });
            ages.keep(one);
        }

        /** What has another outcome is said at once; new numbers of a socket that is open wait until it is over, or nothing more is expected. */
        private void say(Group.Case one, String key, Entry.Said now, boolean last, java.util.function.Supplier<byte[]> words) {
            Entry.Said before = one.said().get(key);
            if (before == null || !before.hasCoreOf(now) || last && !before.hasAllOf(now)) {
                one.say(key, now);
                changes.put(one.name(wording) + ' ' + key, words.get());
            }
        }

        /** The row that a judgement rests on. */
        private Entry.Row row(Judgement j) {
            return rows.get(j.life().best().ref());
        }

        private static boolean isOpen(Life life) {
            return life.end() == Life.End.OPEN && life.best().change() != SocketRow.Change.EVENT;
        }

        /** Whether rows are on their way that may decide what is only possible: the host side must have told what became of the socket. */
        private boolean isPremature(Judgement j, Group.Case one) {
            return j.verdict() == Verdict.POSSIBLE && one.late() == 0
                    && !ages.hasCome(isOpen(j.life()) ? next(j.life(), one.end()) : j.life().lastSeen());
        }

        /** The first execution of a socket's query that tells what had become of it at a connection's end. */
        private long next(Life life, long end) {
            Timeline timeline = facts.timeline(query(life));
            int next = timeline.firstFrom(end + settings.allowances().skew() + settings.allowances().queryTime() + Times.SECOND);
            return next < timeline.size() ? timeline.time(next) : Times.AFTER_ALL;
        }

        private Query query(Life life) {
            SocketRow row = life.best();
            return facts.named(row.host(), row.query(), row.snapshot());
        }

        /** Until when executions may tell something new of a connection, should they come late: as long as its socket may have been open. */
        private void want(Flow flow, List<Life> lives) {
            long skew = settings.allowances().skew();
            for (Life life : lives) {
                boolean meets = flow.start() - skew <= life.mayTo() && flow.end() + skew >= life.mayFrom();
                if (meets && life.best().change() != SocketRow.Change.EVENT) {
                    interests.merge(query(life), new Interests.Interest(until(life, flow.end()), isOpen(life)), Interests.Interest::and);
                }
            }
        }

        /** No verdict depends on executions after the first that showed an open socket alive after the connection. */
        private long until(Life life, long end) {
            long next = isOpen(life) && life.knownTo() != Times.NONE ? next(life, end) : Times.AFTER_ALL;
            return next <= life.knownTo() ? next : life.mayTo();
        }
    }
}

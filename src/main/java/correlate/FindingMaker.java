package correlate;

import correlate.identify.CommunityIds;
import correlate.identify.Tuple;
import correlate.index.SocketIndex;
import correlate.match.Homes;
import correlate.match.Judge;
import correlate.match.Judgement;
import correlate.match.Outcome;
import correlate.match.WeakJudge;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Finding;
import correlate.model.Place;
import correlate.model.Problem;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
import correlate.model.Verdict;
import correlate.source.Row;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** From the numbers of a hit to findings: judges its tuple, parses its rows, and puts words to the verdicts. Several threads may ask. */
final class FindingMaker {
    /** Made when a connection first has several findings: its lambdas would delay every start. */
    private static final class Order {
        static final Comparator<Finding> ORDER = Comparator.comparing((Finding f) -> f.side() == null ? 2 : f.side().ordinal())
                .thenComparing(Finding::verdict).thenComparing(f -> f.sighting().host())
                .thenComparing(f -> String.valueOf(f.sighting().process().pid())).thenComparingLong(f -> f.sighting().firstSeen())
                .thenComparing(f -> f.sighting().query());
    }

    private static final Side[] SIDES = Side.values();
    /** So many connections of a tuple have it judged anew each: outcomes kept for them were most of what a collection had to copy. */
    private static final int FEW = 4;

    private final Options options;
    private final SocketIndex index;
    private final Hits hits;
    private final List<NetworkFile> files;
    private final HostRows hostRows;
    private final Judge judge;
    private final WeakJudge weakJudge;
    private final Homes homes;
    /** The outcomes of tuples with many connections. */
    private final Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();
    /** Each thread's, under the seed of the log that it asked for last. */
    private final ThreadLocal<CommunityIds> ids = new ThreadLocal<>();

    FindingMaker(Options options, SocketIndex index, NetworkScan scan, List<NetworkFile> files, HostRows hostRows, Homes homes) {
        this.options = options;
        this.index = index;
        this.hits = scan.hits;
        this.weakJudge = scan.weakJudge;
        this.files = files;
        this.hostRows = hostRows;
        this.judge = new Judge(index, options.settings());
        this.homes = homes;
    }

    /**
     * What was made of one connection.
     *
     * @param judged what is said of it, printed or not, excluded sightings aside; empty if it is unmatched
     * @param attributedHosts the hosts, observed at the time, of its findings that are sure or possible and name a process
     * @param weak what rows without a tuple say, also where better is known
     * @param problems what is wrong with columns that only printing reads
     */
    record Made(List<Judgement> judged, List<Finding> findings, List<Integer> attributedHosts, int excluded, List<Judgement> weak,
            List<Problem> problems) {
    }

    /**
     * The findings of one hit.
     *
     * @param rows reads its rows, if they are needed
     * @param whyNot gives the reason where there is no finding and one is wanted; else null
     */
    Made of(int hit, IntFunction<byte[]> rows, Function<Judgement, WhyNot.Answer> whyNot) {
        List<Judgement> judged = List.of();
        List<Judgement> excluded = List.of();
        Judgement nearest = null;
        int excludedCount = 0;
        if (hits.key(hit) >= 0 && hits.start(hit) != Times.NONE) {
            Outcome outcome = outcomeOf(hit);
            int position = hits.position(hit);
            Outcome.Found found = outcome.of(position);
            judged = found.judged();
            excludedCount = found.excluded();
            excluded = options.shows(Options.Show.EXCLUDED) ? outcome.excluded(position) : List.of();
            nearest = whyNot == null || !judged.isEmpty() ? null : outcome.nearestExcluded(position);
        }
        List<Judgement> weak = weak(hit);
        judged = withWeak(judged, weak);
        List<Judgement> printed = joined(options.shows(Options.Show.MATCHED) ? judged : List.of(), excluded);
        List<Integer> hosts = attributed(judged, hit);
        WhyNot.Answer answer = judged.isEmpty() && whyNot != null ? whyNot.apply(nearest) : null;
        if (printed.isEmpty() && answer == null) {
            return new Made(judged, List.of(), hosts, excludedCount, weak, List.of());
        }
        List<Problem> problems = new ArrayList<>(0);
        Connection connection = connection(hit, rows, problems);
        CommunityId id = id(connection, files.get(hits.file(hit)));
        List<Finding> findings = new ArrayList<>(printed.size() + (answer == null ? 0 : 1));
        for (Judgement j : printed) {
            findings.add(finding(j, connection, id));
        }
        if (findings.size() > 1) {
            findings.sort(Order.ORDER);
        }
        if (answer != null) {
            findings.add(unmatched(answer, connection, id));
        }
        return new Made(judged, findings, hosts, excludedCount, weak, problems);
    }

    /** Whether the scan counted the connection as one of an observed host: a loopback address is no host's, an id alone has none. */
    private boolean touchesObserved(int hit) {
        Tuple tuple = hits.key(hit) < 0 || !hits.isSided(hit) ? null : index.tuple(hits.key(hit));
        return tuple != null && (isObserved(tuple.srcHigh(), tuple.srcLow(), hit) || isObserved(tuple.dstHigh(), tuple.dstLow(), hit));
    }

    private boolean isObserved(long high, long low, int hit) {
        return index.hosts().isAddressObserved(index.address(high, low), hits.start(hit), hits.end(hit));
    }

    /** The hosts, observed at the time, of the judgements that are sure or possible and name a process. */
    private List<Integer> attributed(List<Judgement> judged, int hit) {
        if (judged.isEmpty() || !touchesObserved(hit)) {
            return List.of();
        }
        List<Integer> hosts = List.of();
        for (Judgement j : judged) {
            int host = j.life().best().host();
            if (j.verdict() != Verdict.WEAK && j.life().best().pid() >= 0 && !hosts.contains(host)
                    && index.hosts().isObserved(host, hits.start(hit), hits.end(hit))) {
                hosts = joined(hosts, List.of(host));
            }
        }
        return hosts;
    }

    /** Both, one behind the other; mostly one is empty. */
    private static <T> List<T> joined(List<T> first, List<T> then) {
        if (first.isEmpty() || then.isEmpty()) {
            return first.isEmpty() ? then : first;
        }
        List<T> both = new ArrayList<>(first.size() + then.size());
        both.addAll(first);
        both.addAll(then);
        return both;
    }

    /** The finding of a connection that touches no row at all. */
    Made unmatched(NetworkFile file, Row row, WhyNot.Answer answer) {
        List<Problem> problems = new ArrayList<>(0);
        Connection connection = parse(file, List.of(row), problems);
        return new Made(List.of(), List.of(unmatched(answer, connection, id(connection, file))), List.of(), 0, List.of(), problems);
    }

    private static Finding unmatched(WhyNot.Answer answer, Connection connection, CommunityId id) {
        return new Finding(Verdict.UNMATCHED, answer.reason(), answer.text(), id, null, 0, Times.NONE, connection, null);
    }

    private Outcome outcomeOf(int hit) {
        int key = hits.key(hit);
        if (hits.count(key) <= FEW) {
            return judge(key);
        }
        Outcome known = outcomes.get(key);
        return known != null ? known : outcomes.computeIfAbsent(key, this::judge);
    }

    private Outcome judge(int key) {
        return judge.judge(index.rows(key), hits.flows(key, index.tuple(key) != null));
    }

    /** About how many findings a connection of a tuple with many connections will have; 1 where there are few. */
    int count(int hit) {
        if (hits.count(hits.key(hit)) <= FEW || hits.start(hit) == Times.NONE || !hits.isFirst(hit)) {
            return 1;
        }
        Outcome.Found found = outcomeOf(hit).of(hits.position(hit));
        return found.judged().size() + (options.shows(Options.Show.EXCLUDED) ? found.excluded() : 0);
    }

    /** What the outcome of a key that connections have is; for sightings that none of them explains. */
    Outcome outcome(int key) {
        Outcome known = outcomes.get(key);
        return known != null ? known : judge(key);
    }

    /** What rows without a tuple say of the connection. */
    List<Judgement> weak(int hit) {
        WeakAsks.Ask ask = hits.weakAsk(hit);
        return ask == null ? List.of() : weakJudge.judge(ask.flow(hits.start(hit), hits.end(hit)), ask.orig(), ask.resp());
    }

    /** Weak evidence never stands beside better for the same side. */
    private static List<Judgement> withWeak(List<Judgement> judged, List<Judgement> weak) {
        if (judged.isEmpty() || weak.isEmpty()) {
            return judged.isEmpty() ? weak : judged;
        }
        List<Judgement> result = new ArrayList<>(judged);
        for (Side side : SIDES) {
            boolean judgedBetter = false;
            for (Judgement j : judged) {
                judgedBetter |= j.side() == side || j.side() == null;
            }
            for (int i = 0; !judgedBetter && i < weak.size(); i++) {
                if (weak.get(i).side() == side) {
                    result.add(weak.get(i));
                }
            }
        }
        return result;
    }

    private Connection connection(int hit, IntFunction<byte[]> bytes, List<Problem> problems) {
        if (hits.folded(hit).isEmpty()) {
            return parse(files.get(hits.file(hit)), List.of(row(hit, bytes)), problems);
        }
        Map<Class<?>, List<Integer>> byFormat = new LinkedHashMap<>();      // Zeek may tell of it as TSV and as JSON
        byFormat.computeIfAbsent(formatOf(hit), f -> new ArrayList<>(1)).add(hit);
        hits.folded(hit).forEach(more -> byFormat.computeIfAbsent(formatOf(more), f -> new ArrayList<>()).add(more));
        return byFormat.values().stream().map(told -> parse(files.get(hits.file(told.get(0))), rows(told, bytes), problems))
                .reduce((first, next) -> next.end() > first.end() ? next : first).orElseThrow();
    }

    private Class<?> formatOf(int hit) {
        return files.get(hits.file(hit)).log.getClass();
    }

    /** Rows that are read when asked for: a flow may have a million alerts. */
    private List<Row> rows(List<Integer> told, IntFunction<byte[]> bytes) {
        return new AbstractList<>() {
            @Override
            public Row get(int i) {
                return row(told.get(i), bytes);
            }

            @Override
            public int size() {
                return told.size();
            }
        };
    }

    private static Connection parse(NetworkFile file, List<Row> rows, List<Problem> problems) {
        return file.log.connection(rows, p -> problems.add(
                new Problem(p.row().at().file(), p.row().at().line(), p.field(), p.reason())));
    }

    private Row row(int hit, IntFunction<byte[]> bytes) {
        NetworkFile file = files.get(hits.file(hit));
        return new Row(file.layout(hits.layout(hit)), bytes.apply(hit),
                new Place(file.input.name(), hits.line(hit)));
    }

    /** The id of the tuple under the log's seed; where there is no tuple, the logged one. */
    private CommunityId id(Connection connection, NetworkFile file) {
        if (connection.orig() == null || connection.resp() == null || connection.protocol() < 0) {
            return connection.loggedId();
        }
        CommunityIds mine = ids.get();
        if (mine == null || mine.seed() != file.seed()) {
            mine = new CommunityIds(file.seed());
            ids.set(mine);
        }
        return mine.of(connection.protocol(), connection.orig(), connection.resp());
    }

    private Finding finding(Judgement j, Connection connection, CommunityId id) {
        return new Finding(j.verdict(), j.reason(), text(j), id, j.side(), j.candidates(), j.gap(), connection,
                hostRows.sighting(j.life(), j.sightings(), j.side() == null));
    }

    private String text(Judgement j) {
        boolean inferred = j.verdict() == Verdict.WEAK && homes.isInferred(j.life().best().host());
        return j.text(inferred ? "; the host's address is inferred from its rows" : "");
    }
}

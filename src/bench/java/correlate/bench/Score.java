package correlate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scores findings against a truth file: a pair is (uid, host, pid); those with expected 1 must be reported, 0 must not be, and
 * ? counts for neither. A reported pair that the truth does not know is wrong too.
 */
public final class Score {
    private static final String USAGE = "Score TRUTH FINDINGS.ndjson [--verdicts confirmed,possible] [--nearest] [--label TEXT]   "
            + "(--nearest: of each connection's side only the findings with the smallest gap; "
            + "--label: one tab-separated line a kind: label, verdicts, kind, must, found, must not, wrong)";

    /** One (uid, host, pid). */
    private record Pair(String uid, String host, String pid) {
    }

    /** Pairs of one kind. */
    private static final class Count {
        private int must;
        private int found;
        private int mustNot;
        private int wrong;
    }

    private final Map<Pair, String> expected = new HashMap<>();
    private final Map<Pair, String> kinds = new HashMap<>();

    private Score() {
    }

    public static void main(String[] args) throws Exception {
        Args.run(Score::start, args);
    }

    private static void start(String[] line) throws IOException {
        Args args = new Args(line, Set.of("nearest"), Set.of("verdicts", "label"));
        List<String> paths = args.words(2, 2, USAGE);
        String verdicts = args.text("verdicts", "confirmed,possible");
        Score score = new Score();
        score.readTruth(Path.of(paths.get(0)));
        Map<String, Count> counts = score.count(
                reported(Path.of(paths.get(1)), Arrays.asList(verdicts.split(",")), args.has("nearest")));
        if (args.has("label")) {
            counts.forEach((kind, c) -> System.out.println(String.join("\t", args.text("label", ""), verdicts + (args.has("nearest") ? " nearest" : ""), kind,
                    "" + c.must, "" + c.found, "" + c.mustNot, "" + c.wrong)));
        } else {
            print(counts);
        }
    }

    private void readTruth(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<String> names = Arrays.asList(lines.get(0).split("\t"));
        for (String line : lines.subList(1, lines.size())) {
            String[] v = line.split("\t", -1);
            Pair pair = new Pair(v[names.indexOf("uid")], v[names.indexOf("host")], v[names.indexOf("pid")]);
            String kind = v[names.indexOf("kind")];
            if (!pair.uid.equals("-") && !kind.equals("absent")) {
                String now = v[names.indexOf("expected")];
                String before = expected.get(pair);
                // a pair may stand in several lines: 1 outranks ?, which outranks 0
                if (before == null || "0?1".indexOf(now) > "0?1".indexOf(before)) {
                    expected.put(pair, now);
                    kinds.put(pair, kind);
                }
            }
        }
    }

    private static Set<Pair> reported(Path path, List<String> verdicts, boolean nearest) throws IOException {
        Map<String, Map<Pair, Double>> bySide = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, Object> finding = Json.object(line);
                String uid = (String) Json.at(finding, "connection", "uid");
                String host = (String) Json.at(finding, "sighting", "host");
                String pid = (String) Json.at(finding, "sighting", "process", "pid");
                if (verdicts.contains(finding.get("verdict")) && uid != null && host != null) {
                    Object gap = nearest ? finding.get("gap_seconds") : null;
                    bySide.computeIfAbsent(uid + " " + finding.get("side"), k -> new HashMap<>())
                            .merge(new Pair(uid, host, pid), gap == null ? 0 : Double.parseDouble((String) gap), Math::min);
                }
            }
        }
        Set<Pair> pairs = new HashSet<>();
        for (Map<Pair, Double> gaps : bySide.values()) {
            double least = gaps.values().stream().min(Double::compare).orElseThrow();
            gaps.forEach((pair, gap) -> {
                if (gap == least) {
                    pairs.add(pair);
                }
            });
        }
        return pairs;
    }

    private Map<String, Count> count(Set<Pair> reported) {
        Map<String, Count> counts = new TreeMap<>();
        List<Pair> all = new ArrayList<>(kinds.keySet());
        reported.stream().filter(p -> !kinds.containsKey(p)).forEach(all::add);
        for (Pair pair : all) {
            Count count = counts.computeIfAbsent(kinds.getOrDefault(pair, "unknown"), k -> new Count());
            boolean found = reported.contains(pair);
            switch (expected.getOrDefault(pair, "0")) {
                case "1" -> {
                    count.must++;
                    count.found += found ? 1 : 0;
                }
                case "0" -> {
                    count.mustNot++;
                    count.wrong += found ? 1 : 0;
                }
                default -> { }
            }
        }
        return counts;
    }

    private static void print(Map<String, Count> counts) {
        int must = 0;
        int found = 0;
        int wrong = 0;
        for (Map.Entry<String, Count> entry : counts.entrySet()) {
            Count c = entry.getValue();
            System.out.printf("%-16s found %d of %d, wrong %d of %d%n", entry.getKey(), c.found, c.must, c.wrong, c.mustNot);
            must += c.must;
            found += c.found;
            wrong += c.wrong;
        }
        System.out.printf("recall %.4f (%d of %d)  precision %.4f (%d wrong)%n", must == 0 ? 1.0 : (double) found / must, found,
                must, found + wrong == 0 ? 1.0 : (double) found / (found + wrong), wrong);
    }
}

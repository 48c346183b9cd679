package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports run one way, and each library is known to few: read from the import lines. */
final class PackageRulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([a-z0-9_.]+)\\.[A-Z]");
    /** A name written out in the code instead of imported. */
    private static final Pattern QUALIFIED = Pattern.compile("(?<![\\w.\"])((?:correlate|com|org|info)(?:\\.[a-z0-9_]+)+)\\.[A-Z]");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    /** The other packages of ours that each may use beside model; what lies below one counts as the one. The root knows all. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "correlate.model", Set.of(),
            "correlate.read", Set.of(),
            "correlate.source", Set.of("correlate.read"),
            "correlate.identify", Set.of(),
            "correlate.index", Set.of("correlate.source", "correlate.identify"),
            "correlate.match", Set.of("correlate.index", "correlate.identify", "correlate.source"),
            "correlate.report", Set.of(),
            "correlate.changelog", Set.of());
    /** In which packages, and below, a library may be imported; the root is itself alone. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "picocli", List.of("correlate"),
            "com.fasterxml.jackson", List.of("correlate.read", "correlate.source", "correlate.report", "correlate.stream"),
            "com.univocity", List.of("correlate.report"),
            "org.apache.commons.compress", List.of("correlate.read"),
            "org.tukaani", List.of("correlate.read"),
            "com.github.luben", List.of("correlate.read"),
            "org.apache.kafka", List.of("correlate.stream"),
            "org.rocksdb", List.of("correlate.stream"));

    private record Use(Path file, String from, String to) {
    }

    private final List<Use> uses = new ArrayList<>();

    @BeforeEach
    void readImports() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(MAIN)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String from = MAIN.relativize(file.getParent()).toString().replace('/', '.');
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            Stream.concat(IMPORT.matcher(code).results(), QUALIFIED.matcher(code).results()).map((MatchResult m) -> m.group(1))
                    .distinct().forEach(to -> uses.add(new Use(file, from, to)));
        }
        assertFalse(uses.isEmpty());
    }

    @Test
    void importsRunOneWay() {
        List<Use> wrong = uses.stream().filter(use -> use.to.startsWith("correlate") && !isRoot(use.from)).filter(use -> {
            String from = stage(use.from);
            String to = stage(use.to);
            return !from.equals(to) && !to.equals("correlate.model") && !MAY_USE.get(from).contains(to);
        }).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPackageHasItsRule() {
        List<String> unruled = uses.stream().map(Use::from).filter(from -> !isRoot(from)).map(PackageRulesTest::stage).distinct()
                .filter(stage -> !MAY_USE.containsKey(stage)).toList();
        assertEquals(List.of(), unruled);
    }

    @Test
    void aSourceKnowsNoOtherSource() {
        List<Use> wrong = uses.stream().filter(use -> slice(use.from) != null && slice(use.to) != null
                && !slice(use.from).equals(slice(use.to)) && !slice(use.to).equals("json")).toList();
        assertEquals(List.of(), wrong);
    }

    /** The slice below source, such as zeek, or null. */
    private static String slice(String name) {
        return name.startsWith("correlate.source.") ? name.split("\\.")[2] : null;
    }

    @Test
    void eachLibraryIsUsedWhereItBelongs() {
        List<Use> wrong = uses.stream().filter(use -> LIBRARIES.entrySet().stream().anyMatch(library ->
                isIn(use.to, library.getKey()) && library.getValue().stream().noneMatch(allowed -> allowed.equals("correlate")
                        ? use.from.equals(allowed) : isIn(use.from, allowed)))).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyForeignLibraryHasItsRule() {
        List<Use> unruled = uses.stream().filter(use -> !isIn(use.to, "java") && !isIn(use.to, "correlate")
                && LIBRARIES.keySet().stream().noneMatch(library -> isIn(use.to, library))).toList();
        assertEquals(List.of(), unruled);
    }

    @Test
    void nobodyAsksInetAddress() throws IOException {
        for (Use use : uses) {
            String code = COMMENT.matcher(Files.readString(use.file)).replaceAll("");
            assertFalse(code.contains("InetAddress"), () -> use.file + " uses InetAddress, which asks DNS about anything odd");
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        uses.stream().map(use -> use.file.getParent()).distinct().forEach(folder ->
                assertTrue(Files.exists(folder.resolve("package-info.java")), folder + " has no package-info.java"));
    }

    /** The streaming runner wires the same stages together. */
    private static boolean isRoot(String name) {
        return name.equals("correlate") || name.equals("correlate.stream");
    }

    private static boolean isIn(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    /** The package right below the root: {@code correlate.source} of {@code correlate.source.zeek}. */
    private static String stage(String name) {
        String[] parts = name.split("\\.");
        return parts.length == 1 ? name : parts[0] + "." + parts[1];
    }
}

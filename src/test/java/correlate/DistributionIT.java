package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The packed distribution with real Javas: what is in it, and that it starts from archived classes, in silence. */
final class DistributionIT {
    @TempDir
    Path folder;
    private Installation installation;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        installation = new Installation(folder);
    }

    /** This Java's version and the ends of the range that is promised. */
    static IntStream versions() {
        return IntStream.of(Runtime.version().feature(), 17, 25).distinct();
    }

    @Test
    void bringsLicencesManPageAndCompletion() throws IOException {
        for (String name : List.of("LICENSE", "share/man/man1/correlate.1", "share/bash-completion/completions/correlate",
                "share/zsh/site-functions/_correlate")) {
            assertTrue(Files.size(installation.home.resolve(name)) > 0, name);
        }
        String notices = Files.readString(installation.home.resolve("THIRD-PARTY.txt"));
        try (var jar = new JarFile(installation.jar().toFile())) {
            // Whoever adds a library names it there: here each is known by its package.
            List<String> packages = jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class"))
                    .map(name -> name.split("/")).map(parts -> parts[0].length() > 3 ? parts[0] : parts[0] + "." + parts[1])
                    .distinct().filter(name -> !name.equals("correlate")).toList();
            assertTrue(packages.size() >= 3, packages.toString());
            packages.forEach(name -> assertTrue(notices.contains(name), name));
        }
    }

    /** As a lambda that the JVM makes a class of costs a start more than a class that is there. */
    @Test
    void eachLambdaIsAClass() throws Exception {
        int lambdas = 0;
        try (var jar = new JarFile(installation.jar().toFile());
                var loader = new URLClassLoader(new URL[] {installation.jar().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : jar.stream().map(JarEntry::getName).filter(name -> name.matches("correlate/.*[.]class")).toList()) {
                byte[] bytes = jar.getInputStream(jar.getEntry(name)).readAllBytes();
                assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("LambdaMetafactory"), name);
                if (name.contains("$$Lambda")) {
                    Class<?> lambda = Class.forName(name.replace(".class", "").replace('/', '.'), true, loader);    // verified so
                    assertNotEquals(lambda, lambda.getNestHost(), name);
                    lambdas++;
                }
            }
        }
        assertTrue(lambdas > 300, lambdas + " lambdas");
    }

    @ParameterizedTest
    @CsvSource({"--format, table json ndjson csv tsv", "--color, auto always never", "--summary, hosts",
        "--show, matched unmatched unseen excluded all", "--zeek, ''", "-o, ''"})
    void completesWordsAndLeavesFilesToTheShell(String option, String offered) throws Exception {
        Path script = installation.home.resolve("share/bash-completion/completions/correlate");
        var result = installation.run(List.of("bash", "-c", "compopt() { [ \"$*\" != '+o default' ] || echo no files; }; source '" + script
                + "'; COMP_WORDS=(correlate " + option + " ''); COMP_CWORD=2; COMP_LINE='correlate " + option + " '; _complete_correlate; "
                + "echo ${COMPREPLY[*]}"));
        assertEquals(offered, String.join("/", result.lines()));
    }

    /** A pipe has no path of its own, whatever leads to it. */
    @Test
    void writesToAPipeThatIsNamed() throws Exception {
        use(Runtime.version().feature());
        installation.with("XDG_CACHE_HOME", "/dev/null");
        Path zeek = Path.of("samples/conn.log").toAbsolutePath();
        Path osquery = Path.of("samples/osqueryd.results.log").toAbsolutePath();
        var result = installation.run(List.of("sh", "-c", "'" + installation.launcher() + "' --zeek '" + zeek + "' --osquery '" + osquery
                + "' -q -o /dev/stdout | cat"));
        assertEquals("", result.err());
        assertEquals(3, result.lines().size());
    }

    @Test
    void putsTemporaryFilesWhereTmpdirSays() throws Exception {
        use(Runtime.version().feature());
        installation.with("XDG_CACHE_HOME", "/dev/null").with("TMPDIR", folder.resolve("nowhere").toString());
        var result = installation.run(List.of("sh", "-c", "echo | '" + installation.launcher() + "' --zeek - --osquery /dev/null"));
        assertEquals(3, result.status());
        assertTrue(result.err().contains("/nowhere cannot be written; name one that can in TMPDIR"), result.err());
    }

    /** What stream needs is in an archive of its own, classes of ours too. */
    @Test
    void streamIsInstalledApart() throws Exception {
        use(Runtime.version().feature());
        installation.with("XDG_CACHE_HOME", "/dev/null"); // nothing is left in the background
        Path impatient = Files.writeString(folder.resolve("impatient"), "default.api.timeout.ms=100\nrequest.timeout.ms=100\n");
        String[] stream = {"stream", "--bootstrap-servers", "localhost:1", "--config", impatient.toString()};
        var without = installation.correlate(stream);
        assertEquals(2, without.status());
        assertTrue(without.err().contains("(correlate.StreamJob is missing)"), without.err());
        assertEquals(0, installation.correlate("stream", "--help").status());
        try (var jar = new JarFile(installation.jar().toFile())) {
            assertEquals(List.of(), jar.stream().map(entry -> entry.getName()).filter(name -> name.startsWith("correlate/stream/")).toList());
        }

        installation.addStream();
        var with = installation.correlate(stream);
        assertEquals(3, with.status(), with.err());
        assertTrue(with.err().contains("the broker at localhost:1 cannot be used"), with.err());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void startsFromArchivedClassesAfterTheFirstRun(int version) throws Exception {
        use(version);
        assertQuiet(installation.correlateAndWait("--version"));
        assertArchived();
        assertQuiet(installation.correlate("--version"));

        // The JVM would silently drop an archive whose jar has moved or changed.
        Files.setLastModifiedTime(installation.jar(), FileTime.fromMillis(1_000_000_000_000L));
        assertArchived();
        Files.setLastModifiedTime(installation.jar(), FileTime.fromMillis(4_000_000_000_000L));
        installation.correlateAndWait("--version");
        assertArchived();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void isQuietWithAnArchiveThatDoesNotFit(int version) throws Exception {
        use(version);
        Path archive = Files.write(folder.resolve("unfit.jsa"), new byte[100_000]);
        installation.with("XDG_CACHE_HOME", "/dev/null").with("CORRELATE_JAVA_OPTS", "-XX:SharedArchiveFile=" + archive);
        assertQuiet(installation.correlate("--version"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void endsOnSigterm(int version) throws Exception {
        use(version);
        installation.with("XDG_CACHE_HOME", "/dev/null"); // nothing is left in the background
        Path pipe = folder.resolve("pipe");
        installation.run(List.of("mkfifo", pipe.toString()));
        Process process = installation.start(List.of(installation.launcher().toString(),
                "--zeek", pipe.toString(), "--osquery", pipe.toString()), folder.resolve("out"), folder.resolve("err"));
        try (var writer = new FileOutputStream(pipe.toFile())) { // returns when the program has opened the pipe too
            writer.flush();
            process.destroy();
            assertEquals(128 + 15, process.waitFor());
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void passesTheStatusOn(int version) throws Exception {
        use(version);
        installation.with("XDG_CACHE_HOME", "/dev/null"); // nothing is left in the background
        assertEquals(2, installation.correlate("--no-such-option").status());
    }

    private static void assertQuiet(Installation.Result result) {
        assertEquals(0, result.status());
        assertEquals("", result.err());
        assertTrue(result.out().matches("correlate \\S+\\n"), result.out());
    }

    private void assertArchived() throws Exception {
        installation.with("CORRELATE_JAVA_OPTS", "-Xlog:class+load");
        List<String> archived = installation.correlate("--version").lines().stream()
                .filter(line -> line.contains("shared objects file")).toList();
        installation.without("CORRELATE_JAVA_OPTS");
        assertTrue(archived.size() > 500, archived.size() + " classes");
        long picocli = archived.stream().filter(line -> line.contains(" picocli.")).count();
        assertTrue(picocli > 100, picocli + " classes of picocli");
        assertTrue(archived.stream().anyMatch(line -> line.contains(" correlate.Main ")));
    }

    private void use(int version) throws IOException {
        if (version == Runtime.version().feature()) {
            installation.with("JAVA_HOME", System.getProperty("java.home"));
            return;
        }
        Optional<Path> home = Optional.empty();
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                home = homes.filter(candidate -> isJava(version, candidate)).findFirst();
            }
        }
        assumeTrue(home.isPresent(), "no Java " + version + " under " + installed);
        installation.with("JAVA_HOME", home.orElseThrow().toString());
    }

    private static boolean isJava(int version, Path home) {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + version);
        } catch (IOException e) {
            return false;
        }
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/correlate with a stand-in for the Java, which tells how it was called. */
final class LauncherIT {
    private static final String WHAT_TO_DO = ": install one (on Debian: apt install openjdk-17-jre-headless),"
            + " name it in JAVA_HOME, or use the package that brings its own, ";

    @TempDir
    Path folder;
    private Installation installation;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        installation = new Installation(folder);
        // The archive is another test's: here a stand-in could not make it.
        installation.with("XDG_CACHE_HOME", "/dev/null");
        installation.with("JAVA_HOME", Installation.fakeJava(folder.resolve("a jdk"), "17.0.1").toString());
    }

    @Test
    void passesArgumentsAndStatusThrough() throws Exception {
        var result = installation.correlate("--zeek", "two words", "", "*");
        assertEquals(42, result.status());
        assertEquals("", result.err());
        List<String> lines = result.lines();
        assertEquals(List.of("-jar", installation.jar().toString(), "--zeek", "two words", "", "*"),
                lines.subList(lines.size() - 6, lines.size()));
    }

    @Test
    void becomesTheJavaSoThatSignalsReachIt() throws Exception {
        Path out = folder.resolve("out");
        Process process = installation.start(List.of(installation.launcher().toString()), out, folder.resolve("err"));
        process.waitFor();
        assertEquals(String.valueOf(process.pid()), Files.readAllLines(out).get(0));
    }

    @Test
    void findsItsHomeThroughLinksAndFromAnyFolder() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("inner"), links.relativize(installation.launcher()));
        Files.createSymbolicLink(folder.resolve("outer"), links.resolve("inner"));
        Files.createSymbolicLink(folder.resolve("other-home"), installation.home);
        for (String command : List.of("./outer", "links/inner", "other-home/bin/correlate",
                "a folder/../links/inner", "cd links && PATH=.:$PATH && inner", "cd 'a folder'/*/bin && sh correlate")) {
            String line = command.contains("&&") ? command : "'" + command + "'";
            String out = installation.run(List.of("sh", "-c", line)).out();
            assertTrue(out.contains("\n-jar\n" + installation.jar() + "\n"), command + " gave " + out);
        }
    }

    @Test
    void prefersItsOwnRuntime() throws Exception {
        Installation.fakeJava(installation.home.resolve("runtime"), "17.0.1");
        installation.with("JAVA_HOME", Installation.fakeJava(folder.resolve("old"), "1.8.0_402").toString());
        assertEquals(42, installation.correlate().status());
    }

    @Test
    void takesTheJavaOnThePathWhereJavaHomeHasNone() throws Exception {
        String bin = folder.resolve("a jdk/bin").toString();
        installation.with("PATH", "/nowhere:" + bin + ":" + System.getenv("PATH"));
        assertEquals(42, installation.with("JAVA_HOME", "/nowhere").correlate().status());
        assertEquals(42, installation.without("JAVA_HOME").correlate().status());
    }

    @Test
    void saysWhatToDoWithoutJava() throws Exception {
        installation.without("JAVA_HOME").with("PATH", folder.toString());
        var result = installation.correlate();
        assertEquals(127, result.status());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("correlate: Java 17 or newer is needed,"
                + " and there is none in JAVA_HOME or on the PATH" + WHAT_TO_DO), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void saysWhatToDoWithOldJava() throws Exception {
        for (String release : List.of("1.8.0_402", "11.0.2", "16")) {
            Path jdk = Installation.fakeJava(folder.resolve("jdk" + release), release);
            var result = installation.with("JAVA_HOME", jdk.toString()).correlate();
            assertEquals(127, result.status());
            assertEquals("", result.out());
            assertTrue(result.err().startsWith("correlate: Java 17 or newer is needed, and " + jdk + "/bin/java is Java "
                    + release + WHAT_TO_DO), result.err());
        }
    }

    @Test
    void asksTheJavaItselfWhereNoReleaseFileTells() throws Exception {
        Path jdk = Installation.fakeJava(folder.resolve("jdk"), "");
        Files.delete(jdk.resolve("release"));
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(installation.with("JAVA_HOME", jdk.toString()).correlate().err().contains("is Java 11.0.2:"));
    }

    @Test
    void runsWhereNoCacheCanBe() throws Exception {
        for (String cache : List.of("/dev/null", "relative", "")) {
            var result = installation.with("XDG_CACHE_HOME", cache).correlate();
            assertEquals(42, result.status());
            assertEquals("", result.err());
            assertFalse(result.out().contains("SharedArchiveFile"));
        }
    }

    @Test
    void usesTheSecondCompilerForLargeLogsAlone() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("two words"));
        Files.writeString(logs.resolve("conn.log"), "small");
        assertTrue(installation.correlate("--zeek", logs.toString()).lines().contains("-XX:TieredStopAtLevel=1"));

        Path du = folder.resolve("stand-in/du");
        Files.createDirectories(du.getParent());
        Files.writeString(du, "#!/bin/sh\nfor path; do [ ! -e \"$path\" ] || echo \"800000\t$path\"; done; echo '1600000\ttotal'\n");
        assertTrue(du.toFile().setExecutable(true));
        installation.with("PATH", du.getParent() + ":" + System.getenv("PATH"));
        List<String> lines = installation.correlate("--zeek", logs.toString(), "--osquery", logs.toString()).lines();
        assertFalse(lines.contains("-XX:TieredStopAtLevel=1"));
        assertTrue(lines.contains("-XX:LoopUnrollLimit=0"), lines::toString);
        assertTrue(installation.correlate("--help").lines().contains("-XX:TieredStopAtLevel=1"));
    }

    @Test
    void addsTheJarsOfStreamForStreamAlone() throws Exception {
        Path jars = Files.createDirectories(installation.home.resolve("lib/stream"));
        String path = installation.jar() + ":" + jars + "/*";
        assertTrue(installation.correlate("stream", "--help").out()
                .endsWith("\n-cp\n" + path + "\ncorrelate.Main\nstream\n--help\n"));
        assertFalse(installation.correlate("--zeek", "stream").out().contains(path));
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More host logs, or larger ones, than the heap and the system have room for: the run takes longer, and says the same. */
final class MemoryIT {
    private static final String HEAP = "-Xmx40m";
    private static final int STRANGERS = 250_000;
    private static final int FILES = 400;

    @TempDir
    private Path folder;

    @Test
    void hostLogsLargerThanTheHeapGiveTheSameFindings() throws Exception {
        GeneratedLogs logs = new GeneratedLogs(20_000, 4);
        Path conn = Files.writeString(folder.resolve("conn.log"), logs.conn);
        Path osquery = folder.resolve("results.log");
        writeWithStrangers(osquery, logs.results);
        Installation installation = new Installation(folder).with("JAVA_HOME", System.getProperty("java.home"));
        for (String show : new String[] {"matched", "matched,excluded"}) {
            String[] args = {"--zeek", conn.toString(), "--osquery", osquery.toString(), "--show", show, "--format", "ndjson"};
            Run roomy = Run.of(FileSystems.getDefault(), args);
            Installation.Result tight = installation.with("CORRELATE_JAVA_OPTS", HEAP).correlate(args);
            assertEquals(0, tight.status(), tight.err());
            assertEquals(roomy.err(), tight.err());
            assertTrue(roomy.out().equals(tight.out()), "the findings differ");
            assertTrue(roomy.lines().size() > 500, roomy.err());
        }
        assertTrue(Files.size(osquery) > 40L << 20, "the log is smaller than the heap");
    }

    /** Rows are read again from all of them, by both threads, which may open fewer files than there are. */
    @Test
    void manyHostLogsNeedNoMoreRoomThanOne() throws Exception {
        GeneratedLogs logs = new GeneratedLogs(240_000, 4);
        Path conn = Files.writeString(folder.resolve("conn.log"), logs.conn);
        Path osquery = Files.createDirectory(folder.resolve("osquery"));
        String[] lines = logs.results.split("\n");
        String other = "{\"name\":\"other\",\"columns\":{\"text\":\"" + "x".repeat(70_000) + "\"}}\n";
        for (int file = 0; file < FILES; file++) {
            StringBuilder log = new StringBuilder();
            for (int i = file; i < lines.length; i += FILES) {
                log.append(lines[i]).append('\n').append(i / FILES % 8 == 0 ? other : "");
            }
            Files.writeString(osquery.resolve("osqueryd.results." + file + ".log"), log);
        }
        String[] args = {"--zeek", conn.toString(), "--osquery", osquery.toString(), "--format", "ndjson"};
        Run roomy = Run.of(FileSystems.getDefault(), args);
        Installation installation = new Installation(folder).with("JAVA_HOME", System.getProperty("java.home"))
                .with("CORRELATE_JAVA_OPTS", HEAP);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 300; exec \"$@\"", "sh", installation.launcher().toString()));
        command.addAll(List.of(args));
        Installation.Result tight = installation.run(command);
        assertEquals(0, tight.status(), tight.err());
        assertTrue(roomy.out().equals(tight.out()), "the findings differ");
        assertTrue(roomy.lines().size() > 500, roomy.err());
    }

    /** Sockets that no connection has, among those that some have. */
    private static void writeWithStrangers(Path file, String results) throws Exception {
        Random random = new Random(1);
        String[] lines = results.split("\n");
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < STRANGERS; i++) {
                out.write("{\"name\":\"sockets\",\"hostIdentifier\":\"web" + i % 30 + "\",\"unixTime\":" + (1_600_000_000 + i / 250)
                        + ",\"columns\":{\"pid\":\"7\",\"name\":\"p\",\"protocol\":\"6\",\"local_address\":\"10.0.0." + i % 30
                        + "\",\"local_port\":\"" + (20_000 + random.nextInt(5_000)) + "\",\"remote_address\":\"198.51."
                        + random.nextInt(256) + "." + random.nextInt(256) + "\",\"remote_port\":\"8080\"},\"action\":\"added\"}\n");
                if (i * (long) lines.length / STRANGERS < (i + 1) * (long) lines.length / STRANGERS) {
                    out.write(lines[(int) (i * (long) lines.length / STRANGERS)] + "\n");
                }
            }
        }
    }
}

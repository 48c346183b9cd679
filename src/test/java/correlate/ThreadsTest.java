package correlate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.read.Chunks;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many threads work changes nothing that anybody can see. */
final class ThreadsTest {
    @TempDir
    private Path folder;
    private GeneratedLogs logs;

    @BeforeEach
    void write() throws IOException {
        logs = new GeneratedLogs(60_000, 20261120);
        Files.writeString(folder.resolve("conn.log"), logs.conn);
        Files.writeString(folder.resolve("results.log"), logs.results);
    }

    private Run run(int threads, String show) {
        return Run.of(FileSystems.getDefault(), "--zeek", folder.resolve("conn.log").toString(), "--osquery",
                folder.resolve("results.log").toString(), "--show", show, "--format", "ndjson", "--threads", "" + threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"matched", "all"})
    void outputAndMessagesAreEqual(String show) {
        Run one = run(1, show);
        Run four = run(4, show);
        assertArrayEquals(one.bytes(), four.bytes());
        assertEquals(one.err(), four.err());
        assertEquals(0, one.exit());
    }

    /** What the test above needs to mean anything. */
    @Test
    void theLogsAreHardEnough() {
        assertTrue(logs.conn.length() > 3 * Chunks.CHUNK, "the log is one piece");
        assertTrue(logs.conn.split("#fields").length > 10, "the header hardly changes");
        Run run = run(1, "matched");
        assertTrue(run.lines().size() > 1_000, run.err());
        assertTrue(run.err().contains("rows: id.orig_p: \"80x\" is not a port"), run.err());
        assertTrue(run.err().contains("rows: local_orig: \"maybe\""), run.err());
    }
}

package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProblemLogTest {
    private final StringWriter messages = new StringWriter();
    private final StringWriter all = new StringWriter();

    private ProblemLog log(StringWriter file, boolean quiet) {
        return new ProblemLog(new PrintWriter(messages, true), file, quiet);
    }

    private static void addFour(ProblemLog log) {
        log.add(new Problem("conn.log", 4211, "id.resp_p", "\"80x\" is not a port"));
        log.add(new Problem("conn.log", 4212, "id.resp_p", "\"a \"b\" c\" is not a port"));
        log.add(new Problem("old.log", 9, "", "21 values under 22 names"));
        log.add(new Problem("new.log", 3, "", "7 values under 8 names"));
        log.add(new Problem("new.log", 4, "id.orig_p", "\"80x\" is not a port"));
        log.add(new Problem("new.log", 5, "", "19 values under 22 names"));
    }

    @Test
    void showsTheFirstOfEachKindAndCountsTheRest() throws IOException {
        try (ProblemLog log = log(null, false)) {
            addFour(log);
            assertEquals(6, log.problems());
            assertEquals(0, log.errors());
        }
        assertEquals("""
                conn.log:4211: id.resp_p: "80x" is not a port
                old.log:9: 21 values under 22 names
                new.log:4: id.orig_p: "80x" is not a port
                conn.log: 2 rows: id.resp_p: "80x" is not a port, or similar; first at line 4211; all with --problems FILE
                3 rows of several files: 21 values under 22 names, or similar; first at old.log:9; all with --problems FILE
                """, messages.toString());
    }

    @Test
    void summarisesOnceAndOnDemand() throws IOException {
        try (ProblemLog log = log(null, false)) {
            for (int line = 3; line < 8; line++) {
                log.add(new Problem("conn.log", line, "", "21 values under 22 names"));
            }
            log.summarise();
        }
        assertEquals("""
                conn.log:3: 21 values under 22 names
                conn.log: 5 rows: 21 values under 22 names; first at line 3; all with --problems FILE
                """, messages.toString());
    }

    @Test
    void writesAllOfThemToAFile() throws IOException {
        try (ProblemLog log = log(all, false)) {
            log.add(new Problem("conn.log", 4211, "id.resp_p", "\"8\t\033x\" is not a port"));
            log.add(new Problem("conn.log", 4212, "id.resp_p", "\"C:\\\" is not a port"));
            log.error(new Problem("gone.log", 0, "", "does not exist; check the name"));
        }
        assertEquals("""
                file\tline\tfield\treason
                conn.log\t4211\tid.resp_p\t"8\\t\\x1bx" is not a port
                conn.log\t4212\tid.resp_p\t"C:\\\\" is not a port
                gone.log\t\t\tdoes not exist; check the name
                """, all.toString());
        assertEquals("""
                conn.log:4211: id.resp_p: "8\\t\\x1bx" is not a port
                gone.log: does not exist; check the name
                conn.log: 2 rows: id.resp_p: "8\\t\\x1bx" is not a port, or similar; first at line 4211
                """, messages.toString());
    }

    @Test
    void quietSilencesAllButErrors() throws IOException {
        try (ProblemLog log = log(all, true)) {
            addFour(log);
            log.error(new Problem("gone.log", 0, "", "does not exist; check the name"));
            assertEquals(6, log.problems());
            assertEquals(1, log.errors());
        }
        assertEquals("gone.log: does not exist; check the name\n", messages.toString());
        assertEquals(8, all.toString().lines().count());
    }

    @Test
    void logTextCannotActOrFloodTheTerminal() throws IOException {
        try (ProblemLog log = log(null, false)) {
            log.add(new Problem("c\n.log", 1, "\u202efield", "\"" + "\033".repeat(1 << 20) + "\" is not a time"));
            log.add(new Problem("c.log", 2, "\u202efield", "\"\" is not a time"));
        }
        assertEquals("c\\n.log:1: \\u202efield: \"" + "\\x1b".repeat(381) + "…\n"
                + "2 rows of several files: \\u202efield: \"" + "\\x1b".repeat(399)
                + "…, or similar; first at c\\n.log:1; all with --problems FILE\n",
                messages.toString());
    }

    @Test
    void anAttackerCannotMakeEndlesslyManyKinds() throws IOException {
        try (ProblemLog log = log(null, false)) {
            for (int i = 0; i < 1_000; i++) {
                log.add(new Problem("c.log", i + 1, "field" + i, "is unknown"));
            }
        }
        assertEquals(101, messages.toString().lines().count());
        assertTrue(messages.toString().endsWith("900 problems of other kinds; all with --problems FILE\n"));
    }
}

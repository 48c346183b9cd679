package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TableReportTest {

    @Test
    void showsWhatAPersonNeedsFirst() {
        assertEquals("""
                TIME                         VERDICT    HOST   PROCESS (PID)  USER  LOCAL               DIR  REMOTE            PROTO  SERVICE  BYTES  DURATION   COMMAND LINE
                2020-02-25T22:28:29.844549Z  confirmed  web-1  nc (23689)     root  172.17.0.2:42716    out  13.227.76.23:443  tcp    ssl      0/288  30.017714  nc osquery.io 443
                2020-02-25T22:28:30.000000Z  unmatched  -      -              -     [2001:db8::1]:5353  -    [2001:db8::2]:53  udp    -        -      -          [neither end is an address of a host in the osquery logs]
                2020-02-25T22:30:00.000000Z  unseen     web-2  - (-1)         -     172.17.0.2:42716    -    -                 -      -        -      -          -
                """,
                Reports.print(OutputFormat.TABLE, Reports.PLAIN, Findings.full(), Findings.unmatched(), Findings.unseen()));
    }

    @Test
    void printsNothingAtAllWithoutFindings() {
        assertEquals("", Reports.print(OutputFormat.TABLE, Reports.PLAIN));
    }

    @Test
    void cutsOnlyTheCommandLineWhereTheTerminalIsWideEnough() {
        List<String> notes = new ArrayList<>();
        Finding finding = Findings.of("web-1", "nc", "nc --verbose osquery.io 443 --then --go --on --and --on");

        assertEquals("""
                TIME                         VERDICT    HOST   PROCESS (PID)  USER  LOCAL             DIR  REMOTE            PROTO  SERVICE  BYTES  DURATION   COMMAND LINE
                2020-02-25T22:28:29.844549Z  confirmed  web-1  nc (23689)     root  172.17.0.2:42716  out  13.227.76.23:443  tcp    ssl      0/288  30.017714  nc --verbose osquery.io 443 --then…
                """,
                Reports.print(OutputFormat.TABLE, Reports.terminal(178, notes), finding));
        assertEquals(List.of(), notes);
    }

    @Test
    void leavesOutColumnsAndSaysSoOnce() {
        List<String> notes = new ArrayList<>();

        assertEquals("""
                TIME                         VERDICT    HOST   PROCESS (PID)  USER  LOCAL             DIR  REMOTE            COMMAND LINE
                2020-02-25T22:28:29.844549Z  confirmed  web-1  nc (23689)     root  172.17.0.2:42716  out  13.227.76.23:443  nc osquery.io 443
                """,
                Reports.print(OutputFormat.TABLE, Reports.terminal(132, notes), Findings.full()));
        assertEquals(List.of("columns left out: DURATION, SERVICE, BYTES, PROTO;"
                + " a wider terminal, --columns or an output that is no terminal shows them"), notes);
    }

    @Test
    void neverCutsTimeVerdictHostPidOrAddress() {
        List<String> notes = new ArrayList<>();

        assertEquals("""
                TIME                         VERDICT    HOST   PROCESS (PID)  LOCAL             REMOTE
                2020-02-25T22:28:29.844549Z  confirmed  web-1  nc (23689)     172.17.0.2:42716  13.227.76.23:443
                """,
                Reports.print(OutputFormat.TABLE, Reports.terminal(40, notes), Findings.full()));
        assertEquals(List.of("columns left out: DURATION, SERVICE, BYTES, PROTO, USER, DIR, COMMAND LINE;"
                + " a wider terminal, --columns or an output that is no terminal shows them"), notes);
    }

    @Test
    void cutsALongProcessNameButNotItsPid() {
        assertEquals("""
                TIME                         VERDICT    HOST   PROCESS (PID)                             LOCAL             REMOTE
                2020-02-25T22:28:29.844549Z  confirmed  web-1  nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn… (23689)  172.17.0.2:42716  13.227.76.23:443
                """,
                Reports.print(OutputFormat.TABLE, Reports.terminal(40), Findings.of("web-1", "n".repeat(300), "nc")));
    }

    @Test
    void measuresWhatTheConsoleShows() {
        assertEquals("""
                sighting.host  sighting.process.name  verdict
                東京           nc                     confirmed
                Zu\u0308rich         nc                     confirmed
                b              nc                     confirmed
                """,
                Reports.print(OutputFormat.TABLE, Reports.columns("sighting.host", "sighting.process.name", "verdict"),
                        Findings.of("東京", "nc", "nc"), Findings.of("Zu\u0308rich", "nc", "nc"), Findings.of("b", "nc", "nc")));
    }

    @Test
    void showsWhatAnAttackerWroteWithoutLettingItAct() {
        assertEquals("""
                sighting.process.name  sighting.process.cmdline
                \\x1b]0;owned\\x07       a\\nb\\tc \\u202egpj.exe\\u2028 \\ud800 C:\\Windows\\\\new
                """,
                Reports.print(OutputFormat.TABLE, Reports.columns("sighting.process.name", "sighting.process.cmdline"),
                        Findings.of("web-1", "\033]0;owned\007", "a\nb\tc \u202egpj.exe\u2028 \ud800 C:\\Windows\\new")));
    }

    @Test
    void oneHugeValueDoesNotWidenOtherRows() {
        String huge = "x".repeat(1 << 20);
        String table = Reports.print(OutputFormat.TABLE, Reports.columns("sighting.process.cmdline", "verdict"),
                Findings.of("web-1", "nc", huge), Findings.of("web-1", "nc", "nc"));

        assertEquals("sighting.process.cmdline" + " ".repeat(42) + "verdict\n"
                + huge + "  confirmed\n"
                + "nc" + " ".repeat(64) + "confirmed\n", table);
    }

    @Test
    void aHugeCommandLineFitsTheTerminal() {
        String table = Reports.print(OutputFormat.TABLE, Reports.terminal(30, new ArrayList<>(), "verdict",
                "sighting.process.cmdline"), Findings.of("web-1", "nc", "x".repeat(1 << 20)),
                Findings.of("web-1", "nc", "\u0301".repeat(1 << 20)));

        assertEquals("verdict    sighting.process.c…\nconfirmed  " + "x".repeat(18) + "…\nconfirmed  "
                + "\u0301".repeat(76) + "…\n", table);
    }

    @Test
    void coloursTheVerdictOnly() {
        ReportOptions coloured = new ReportOptions(List.of("verdict", "side"), 0, true, note -> { });

        assertEquals("verdict    side\n\033[32mconfirmed\033[0m  orig\n\033[35munmatched\033[0m  -\n",
                Reports.print(OutputFormat.TABLE, coloured, Findings.full(), Findings.unmatched()));
    }

    @Test
    void printsABatchWhenItIsFull() throws IOException {
        StringWriter out = new StringWriter();
        try (Report report = Report.open(OutputFormat.TABLE, out, Reports.columns("verdict"))) {
            for (int i = 0; i < 499; i++) {
                report.add(Findings.full());
            }
            assertEquals("", out.toString());
            report.add(Findings.full());
            assertEquals(501, out.toString().lines().count());
            report.add(Findings.full());
        }
        assertEquals(502, out.toString().lines().count());
    }

    @Test
    void printsABatchOfLongRowsSooner() throws IOException {
        StringWriter out = new StringWriter();
        try (Report report = Report.open(OutputFormat.TABLE, out, Reports.columns("sighting.process.cmdline"))) {
            report.add(Findings.of("web-1", "nc", "x".repeat(1 << 20)));
            assertEquals(2, out.toString().lines().count());
        }
    }

    @Test
    void printsSoonOnATerminalWhenRowsAreRare() throws IOException {
        long[] now = {0};
        StringWriter out = new StringWriter();
        List<String> notes = new ArrayList<>();
        try (Report report = new TableReport(out, Reports.terminal(80, notes, "verdict"), new Waiting(() -> now[0]))) {
            report.add(Findings.full());
            assertEquals("", out.toString());
            now[0] += TimeUnit.SECONDS.toNanos(1);
            report.add(Findings.full());
            assertEquals("verdict\nconfirmed\nconfirmed\n", out.toString());
        }
    }

    @Test
    void aLaterBatchThatNeedsMoreRoomHasItsOwnHeader() throws IOException {
        StringWriter out = new StringWriter();
        List<String> notes = new ArrayList<>();
        try (Report report = Report.open(OutputFormat.TABLE, out,
                Reports.terminal(40, notes, "sighting.host", "connection.state", "verdict"))) {
            report.add(Findings.of("a", "nc", "nc"));
            report.flush();
            report.add(Findings.of("a-host-with-a-long-name", "nc", "nc"));
        }
        assertEquals("""
                sighting.host  connection.st…  verdict
                a              SHR             confirmed
                sighting.host            verdict
                a-host-with-a-long-name  confirmed
                """, out.toString());
        assertTrue(notes.get(0).startsWith("columns left out: connection.state;"));
    }
}

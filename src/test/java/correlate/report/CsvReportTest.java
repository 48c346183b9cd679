package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import correlate.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReportTest {

    @Test
    void printsFlatColumnsUnderTheirPaths() {
        assertEquals("""
                time,verdict,reason.code,community_id,side,candidates,gap_seconds,local.ip,local.port,remote.ip,remote.port,\
                connection.source,connection.uid,connection.start,connection.end,connection.duration_seconds,connection.proto,\
                connection.service,connection.state,connection.orig.bytes,connection.resp.bytes,connection.at.file,\
                connection.at.line,sighting.host,sighting.query,sighting.kind,sighting.sightings,sighting.first_seen,\
                sighting.last_seen,sighting.closed_by,sighting.process.pid,sighting.process.name,sighting.process.path,\
                sighting.process.cmdline,sighting.process.start,sighting.process.parent_pid,sighting.process.user.id,\
                sighting.process.user.name,sighting.process.hash.md5,sighting.process.hash.sha1,sighting.process.hash.sha256,\
                sighting.at.file,sighting.at.line
                2020-02-25T22:28:29.844549Z,confirmed,alive_during,1:l7a9beh8+bQe2MRtUW92OFmMMsM=,orig,1,0.0,172.17.0.2,42716,\
                13.227.76.23,443,zeek,CZX3af2jpkfeJzNItb,2020-02-25T22:28:29.844549Z,2020-02-25T22:28:59.862263Z,30.017714,tcp,\
                ssl,SHR,0,288,conn.log,5,web-1,pack_sockets,added,2,2020-02-25T22:28:30.000000Z,2020-02-25T22:28:50.000000Z,\
                removed,23689,nc,/bin/nc,nc osquery.io 443,2020-02-25T22:28:20.000000Z,1,0,root,\
                0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef01234567,\
                0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,osqueryd.results.log,12
                """, Reports.print(OutputFormat.CSV, Reports.PLAIN, Findings.full()));
    }

    @Test
    void hasItsHeaderEvenWithoutFindings() {
        assertEquals("time,verdict\n", Reports.print(OutputFormat.CSV, Reports.columns("time", "verdict")));
        assertEquals("time\tverdict\n", Reports.print(OutputFormat.TSV, Reports.columns("time", "verdict")));
    }

    @Test
    void leavesEmptyWhatIsUnknown() {
        assertEquals("side,verdict,sighting.host\n,unmatched,\n",
                Reports.print(OutputFormat.CSV, Reports.columns("side", "verdict", "sighting.host"), Findings.unmatched()));
        assertEquals("side\tverdict\tsighting.host\n\tunmatched\t\n",
                Reports.print(OutputFormat.TSV, Reports.columns("side", "verdict", "sighting.host"), Findings.unmatched()));
        assertEquals("side\n\n", Reports.print(OutputFormat.CSV, Reports.columns("side"), Findings.unmatched()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "-", "--x"})
    void disarmsFormulas(String text) {
        assertEquals("'" + text, csvCell(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "-0.5", "-1e-7", "nc -e", "a=b", "'x", " =1", " padded ", "#x", "\"q\"", "a,b", "a;=b",
        "two\nlines", "carriage\r\nreturn", "C:\\temp\\x1b", "東京"})
    void leavesOtherTextAsItIs(String text) {
        assertEquals(text, csvCell(text));
    }

    @Test
    void quotesAsRfc4180SaysAndWhereASpreadsheetMightPart() {
        assertEquals("""
                sighting.process.name,sighting.process.cmdline
                "a ""b\""","c,d"
                ab,"e;=f"
                """, Reports.print(OutputFormat.CSV, Reports.columns("sighting.process.name", "sighting.process.cmdline"),
                Findings.of("h", "a \"b\"", "c,d"), Findings.of("h", "ab", "e;=f")));
    }

    @Test
    void csvShowsHiddenCharactersAndKeepsBackslashes() {
        assertEquals("\\x1b]0;x\\x07 \\u202egpj \\u2028\\ud800 C:\\new",
                csvCell("\033]0;x\007 \u202egpj \u2028\ud800 C:\\new"));
    }

    @Test
    void tsvIsExactButForTabsLineBreaksBackslashesAndControls() {
        assertEquals("\\x1b]0;x\\x07 a\\tb\\nc\\rd C:\\\\new \\x85 \u202e\u2028=1 \\ud800 😀\\udc00",
                tsvCell("\033]0;x\007 a\tb\nc\rd C:\\new \u0085 \u202e\u2028=1 \ud800 😀\udc00"));
    }

    @Test
    void writesACommandLineOfAMegabyte() {
        String huge = "x".repeat(1 << 20);
        assertEquals(huge, csvCell(huge));
        assertEquals(huge, tsvCell(huge));
    }

    private static String tsvCell(String cmdline) {
        String printed = Reports.print(OutputFormat.TSV, Reports.columns("side", "sighting.process.cmdline", "verdict"),
                finding(cmdline));
        List<String> lines = printed.lines().toList();
        String row = printed.substring(lines.get(0).length() + 1);
        assertEquals("orig\t", row.substring(0, 5));
        assertEquals("\tconfirmed\n", row.substring(row.length() - 11));
        return row.substring(5, row.length() - 11);
    }

    /** The cell as an independent reader sees it. */
    private static String csvCell(String cmdline) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.getFormat().setComment('\0');
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setNormalizeLineEndingsWithinQuotes(false);
        settings.setMaxCharsPerColumn(1 << 22);
        String printed = Reports.print(OutputFormat.CSV, Reports.columns("sighting.process.cmdline", "verdict"),
                finding(cmdline));
        List<String[]> rows = new CsvParser(settings).parseAll(new java.io.StringReader(printed));
        assertEquals(2, rows.size());
        assertEquals("confirmed", rows.get(1)[1]);
        return rows.get(1)[0];
    }

    private static Finding finding(String cmdline) {
        return Findings.of("web-1", "nc", cmdline);
    }
}

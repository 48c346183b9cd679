package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows, however a shipper wrapped them. */
class WrappersTest {
    private static final String EVENT = "{\"name\":\"q\",\"hostIdentifier\":\"h\",\"calendarTime\":\"Tue\",\"unixTime\":\"5\","
            + "\"epoch\":\"0\",\"counter\":\"7\",\"decorations\":{\"u\":\"a\\\"b\"},\"columns\":" + OsqueryScannerTest.socket(1)
            + ",\"action\":\"added\"}";
    private static final String SNAPSHOT = "{\"snapshot\":[{\"x\":\"1\"}," + OsqueryScannerTest.socket(1) + ","
            + OsqueryScannerTest.socket(2) + "],\"action\":\"snapshot\",\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5}";

    static List<String> wrapped() {
        return List.of(
                "@cee:" + EVENT,
                "@cee: " + EVENT,
                "<14>Nov 20 10:00:00 h osqueryd[123]: @cee:" + EVENT,
                "2026-11-20T10:00:00Z h{1} osqueryd[123]: " + EVENT,
                "2020 Nov 19 07:52:15 (h) 10.0.0.1->/var/log/osquery/osqueryd.results.log " + EVENT,
                "h_osqueryd\t" + EVENT,
                "{\"@timestamp\":\"t\",\"log\":{\"offset\":1},\"message\":" + quoted(EVENT) + ",\"agent\":{\"type\":\"filebeat\"}}",
                "{\"message\":" + quoted("Nov 20 10:00:00 h osqueryd[1]: " + EVENT) + "}",
                "{\"_index\":\"x\",\"_source\":{\"message\":" + quoted(EVENT) + "}}",
                "{\"@timestamp\":\"t\",\"json\":" + EVENT + "}",
                "{\"timestamp\":\"t\",\"rule\":{\"id\":\"24010\"},\"full_log\":" + quoted(EVENT) + ",\"data\":{\"osquery\":" + EVENT
                        + "},\"location\":\"osquery\"}",
                "{\"log\":" + quoted(EVENT + "\n") + ",\"stream\":\"stdout\",\"time\":\"t\"}",
                "{\"log\":\"another\",\"message\":" + quoted(EVENT) + "}",
                "{\"message\":" + quoted(EVENT) + ",\"log\":\"another\"}",
                "{\"preview\":false,\"result\":{\"_raw\":" + quoted(EVENT) + ",\"host\":\"not this\"}}",
                "{\"@timestamp\":\"t\",\"fileset.module\":\"osquery\"," + dotted("osquery.result.") + "}",
                "{\"@timestamp\":\"t\",\"osquery\":{\"result\":{\"action\":\"added\",\"host_identifier\":\"h\",\"unix_time\":\"5\","
                        + "\"decorations\":{\"u\":\"a\\\"b\"},\"counter\":7,\"epoch\":\"0\",\"name\":\"q\",\"columns\":"
                        + OsqueryScannerTest.socket(1) + "}},\"host\":{\"name\":\"not this\"},\"name\":\"nor this\"}",
                "{\"osquery\":{\"result.name\":\"q\",\"result\":{\"columns\":" + OsqueryScannerTest.socket(1) + "}},"
                        + "\"osquery.result\":{\"action\":\"added\",\"host_identifier\":[\"h\"],\"unix_time\":5},"
                        + "\"osquery.result.counter\":[7,{}],\"osquery.result.epoch\":\"0\",\"osquery.resulting\":{\"name\":\"x\"},"
                        + "\"osquery.result.decorations.u\":\"a\\\"b\"}",
                "{\"node_key\":\"k\",\"log_type\":\"result\",\"data\":[" + EVENT + "]}",
                EVENT.substring(0, EVENT.length() - 1) + ",\"log_type\":\"result\"}");
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void givesTheRowInside(String line) {
        assertEquals(Heard.scan(EVENT).calls, Heard.scan("\n" + line + "\r\n").calls.stream()
                .map(call -> call.replaceFirst(" 1", " 0")).toList());
        assertNull(refusal(line));
        assertNull(refusal("\n" + line + "\n"));
    }

    /** A collector's file: osquery's lines are rare among those of other programs. */
    @Test
    void isRecognisedBehindManyLinesOfOtherPrograms() {
        assertNull(refusal("2015 Dec 02 00:00:01 (h) any->/var/log/auth.log Dec  1 16:00:01 h CRON[1]: session opened\n".repeat(300) + EVENT));
    }

    @Test
    void numbersTheRowsThatMustBeFoundAgainInAWholeLine() {
        List<String> expected = Heard.scan(SNAPSHOT).calls;
        assertEquals(expected, Heard.scan("{\"message\":" + quoted(SNAPSHOT) + "}").calls);
        assertEquals(expected, Heard.scan("{\"osquery\":{\"result\":" + SNAPSHOT.replace("hostIdentifier", "host_identifier")
                + "}}").calls);
    }

    /** A line of 100,000 rows that is read whole for each row printed takes hours. */
    @Test
    void readsARowWithinAStringAgainByItself() {
        String row = OsqueryScannerTest.socket(1).replace("{", "{\"c\":\"\u00e9\u20ac\ud83d\ude00\\ud83d \\u00e9\\\\ \\\"\",");
        String rows = "{\"diffResults\":{\"added\":[" + row + ",{\"x\":\"\u00e9\"}," + row + "],\"removed\":[" + row
                + "]},\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5}";
        List<String> expected = Heard.scan(rows).calls;
        for (String message : List.of(quoted(rows), ascii(rows), quoted("prefix \u00e9: " + rows))) {
            Heard heard = Heard.scan("{\"n\":\"\u00e9\",\"message\":" + message + "}");
            assertEquals(expected, heard.calls);
            assertEquals(3, heard.lengths.stream().filter(length -> length >= row.length() && length < 2 * row.length() + 60).count());
        }
        assertEquals(expected, Heard.scan("{\"message\":" + quoted("{\"message\":" + quoted(rows) + "}") + "}").calls);
    }

    private static String ascii(String text) {
        StringBuilder escaped = new StringBuilder();
        quoted(text).chars().forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    @Test
    void countsAPostOfSeveralResultsAsOneLine() {
        String other = "{\"name\":\"other\",\"hostIdentifier\":\"h2\",\"unixTime\":9,\"columns\":{\"a\":\"b\"},\"action\":\"added\"}";
        Heard heard = Heard.scan("{\"node_key\":\"k\",\"log_type\":\"result\",\"data\":[" + other + "," + SNAPSHOT + "," + EVENT + ",1]}");
        assertEquals(List.of("alive", "batch", "row", "row", "batch", "row", "in", "used"),
                heard.calls.stream().map(call -> call.replaceFirst(" .*", "")).toList());
        assertEquals(1, heard.rows());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"node_key\":\"k\",\"log_type\":\"status\",\"data\":[{\"severity\":\"0\",\"message\":\"x\"}]}",
        "{\"message\":\"{this is another program's line\"}",
        "{\"message\":\"sshd: {\\\"a\\\" no}\"}",
        "{\"osquery\":{\"result\":{\"name\":\"q\"}}}",
        "{\"_source\":{\"_source\":{\"_source\":{\"_source\":{\"_source\":{\"name\":\"q\"}}}}}}",
        "{\"columns\":{\"local_address\":\"1.2.3.4\",\"local_port\":\"1\"}}",
        "{}"})
    void passesOverWhatIsNoResult(String line) {
        assertEquals(List.of("passed over 0"), Heard.scan(line).calls);
    }

    private static final String AGENT = "{\"@timestamp\":\"2024-05-01T10:00:07.123Z\",\"agent\":{\"name\":\"a\",\"type\":\"osquerybeat\","
            + "\"version\":\"8.17.0\"},\"event\":{\"module\":\"osquery_manager\"},\"host\":{\"hostname\":\"H\",\"name\":\"h\"},";

    @Test
    void readsAScheduledRowOfOsqueryManagerUnderOsquerysOwnTime() {
        String snapshot = AGENT + "\"schedule_id\":\"s\",\"query_name\":\"sockets\",\"response_id\":\"r\",\"osquery_meta\":{"
                + "\"type\":\"snapshot\",\"unix_time\":1714557600,\"epoch\":0,\"counter\":0},\"osquery\":" + OsqueryScannerTest.socket(1) + "}";
        List<String> calls = Heard.scan(snapshot).calls;
        assertEquals("batch 0 h/s 1714557600000000 0:0 SNAPSHOT {query_name=sockets}", calls.get(0));
        assertTrue(calls.get(1).startsWith("row 0 h/s 1714557600000000 0:0 SNAPSHOT {query_name=sockets} SOCKET"), calls.get(1));
        assertEquals("used 0", calls.get(2));
        assertNull(refusal(snapshot));
        String flat = AGENT.replace("\"host\":{\"hostname\":\"H\",\"name\":\"h\"}", "\"host.name\":[\"h\"]") + "\"schedule_id\":[\"s\"],"
                + "\"query_name\":[\"sockets\"],\"osquery_meta.unix_time\":[1714557600],\"osquery_meta.counter\":[0],"
                + OsqueryScannerTest.socket(1).replaceAll("[{}]", "").replaceAll("\"(\\w+)\":(\"[^\"]*\"|\\d+)", "\"osquery.$1\":[$2]")
                + ",\"osquery.pid.number\":[1]}";
        assertEquals(calls, Heard.scan(flat).calls);
        assertNull(refusal(flat));
        assertEquals(calls, Heard.scan("{\"_index\":\"logs\",\"_source\":" + snapshot + "}").calls);
    }

    @Test
    void readsADifferentialRowOfOsqueryManagerAsWhatItIs() {
        String added = AGENT + "\"action_id\":\"pack_a_b\",\"response_id\":\"r\",\"osquery_meta\":{\"type\":\"diff\",\"action\":\"added\","
                + "\"unix_time\":5,\"epoch\":1,\"counter\":7},\"osquery\":" + OsqueryScannerTest.socket(1) + "}";
        assertEquals("batch 0 h/pack_a_b 5000000 1:7 ADDED -", Heard.scan(added).calls.get(0));
        String removed = added.replace("added", "removed");
        for (String version : List.of("8.17.0", "9.2.5", "9.3.0", "8.19.99", "unknown")) {
            assertEquals(List.of("rejected 0 [osquery_meta.action] removed, but Elastic Agent before 9.2.6 and 9.3.1 put the added rows there"),
                    Heard.scan(removed.replace("8.17.0", version)).calls);
        }
        for (String version : List.of("9.2.6", "9.2.10", "9.3.1-SNAPSHOT", "9.4.0", "10.0.0")) {
            assertEquals("batch 0 h/pack_a_b 5000000 1:7 REMOVED -", Heard.scan(removed.replace("8.17.0", version)).calls.get(0));
        }
        assertEquals(List.of("rejected 0 [action] \"repeated\" is none of added, removed and snapshot"),
                Heard.scan("{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"action\":\"repeated\",\"columns\":"
                        + OsqueryScannerTest.socket(1) + "}").calls);
        String otherQuery = removed.replaceAll("\"osquery\":\\{.*", "\"osquery\":{\"pid\":1}}");
        assertEquals(List.of("alive h 5000000", "passed over 0"), Heard.scan(otherQuery).calls);
    }

    @Test
    void givesEachSecondOfALiveQueryATimelineOfItsOwn() {
        String live = AGENT + "\"action_id\":\"u\",\"action_data\":{\"id\":\"u\",\"query\":\"SELECT 1\"},\"osquery\":"
                + OsqueryScannerTest.socket(1) + "}";
        assertEquals("batch 0 h/u 2024-05-01T10:00:07 1714557607123000 0:-1 SNAPSHOT -", Heard.scan(live).calls.get(0));
    }

    @Test
    void knowsNoTimeOfAScheduledRowBeforeOsqueryMeta() {
        List<String> calls = Heard.scan(AGENT + "\"action_id\":\"pack_a_b\",\"response_id\":\"r\",\"osquery\":"
                + OsqueryScannerTest.socket(1) + "}").calls;
        assertEquals("batch 0 h/pack_a_b - 0:-1 SNAPSHOT -", calls.get(0));
        assertTrue(calls.contains("in part 0 [unixTime] missing, so the time of the rows is not known"), calls.toString());
    }

    @Test
    void passesOverDocumentsOfOsqueryManagerWithoutARow() {
        for (String rest : List.of("\"action_response\":{\"osquery\":{\"count\":3}}}", "\"osquery\":{}}", "\"osquery_profile\":{\"pid\":1}}")) {
            assertEquals(List.of("passed over 0"), Heard.scan(AGENT + rest).calls);
        }
        assertEquals(List.of("passed over 0"), Heard.scan("{\"osquery\":" + OsqueryScannerTest.socket(1) + "}").calls);
    }

    @Test
    void whatLiesBelowAColumnOfOsqueryManagerIsNoColumnHoweverMuchItIs() {
        String document = AGENT + "\"schedule_id\":\"s\",\"osquery_meta\":{\"unix_time\":5},\"osquery\":" + OsqueryScannerTest.socket(1) + "}";
        String below = "\"" + "x".repeat(500_000) + "\":{\"pid\":2" + ",\"name\":3".repeat(500_000) + "}";       // nothing may look through the name again each time
        assertEquals(Heard.scan(document).calls, Heard.scan(document.replace("\"osquery\":{", "\"osquery\":{" + below + ",")).calls);
    }

    @Test
    void readsALongMessageBeyondTheLimitOfAValue() {
        String row = OsqueryScannerTest.socket(1);
        String snapshot = "{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"snapshot\":[" + row
                + ("," + row).repeat(9_999) + "],\"action\":\"snapshot\"}";
        Counter counter = new Counter();
        byte[] bytes = ("{\"message\":" + quoted(snapshot) + "}").getBytes(StandardCharsets.UTF_8);
        new OsqueryScanner().scan(new correlate.read.Chunk(bytes, 0, bytes.length, 0, false, true), counter);
        assertEquals(10_000, counter.rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"ts\":1591367999.305988,\"uid\":\"C1\",\"id.orig_h\":\"10.0.0.1\"}",
        "{\"timestamp\":\"2017-04-07T22:24:37.251547+0100\",\"event_type\":\"alert\",\"alert\":{\"severity\":1}}",
        "{\"@timestamp\":\"t\",\"message\":\"{\\\"ts\\\":1}\"}",
        "{\"message\":7,\"columns\":\"\"}", "{\"_source\":7}", "{}"})
    void refusesOtherJson(String line) {
        assertEquals("JSON without name and columns", refusal(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#separator \\x09", "certainly nothing", "{\"name\":\"q\",}", "\0\0\0"})
    void refusesWhatIsNoJson(String line) {
        assertEquals("the first line is not JSON", refusal(line));
    }

    @Test
    void knowsALogByTheBeginningOfItsFirstLine() {
        for (String line : List.of(SNAPSHOT, "{\"message\":" + quoted(SNAPSHOT.replace("\"x\"", "\"é\\u00e9\\\\\"")) + "}",
                "{\"_source\":{\"message\":" + quoted(SNAPSHOT) + "}}",
                "{\"diffResults\":{\"removed\":[" + OsqueryScannerTest.socket(1) + "]},\"name\":\"q\"}")) {
            int enough = line.indexOf("local_address");
            for (int length = enough; length <= line.length(); length++) {
                assertNull(refusal(line.substring(0, length)), line.substring(0, length));
            }
        }
        assertNull(refusal("rubbish\n{\"broken\n" + EVENT + "\n"));
        assertNull(refusal("{\"severity\":\"0\",\"filename\":\"x\",\"hostIdentifier\":\"h\",\"message\":\"m\"}"));
        assertNull(refusal(""));
        assertNull(refusal(" \n\n"));
        assertEquals("osquery results", new OsqueryResults().name());
    }

    private static String refusal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new OsqueryResults().refuses(java.util.Arrays.copyOf(bytes, bytes.length + 5), bytes.length);
    }

    private static String dotted(String prefix) {
        String columns = OsqueryScannerTest.socket(1).replaceAll("[{}]", "").replaceAll("\"(\\w+)\":", "\"" + prefix + "columns.$1\":");
        return "\"" + prefix + "action\":\"added\"," + columns + ",\"" + prefix + "name\":\"q\",\"" + prefix
                + "host_identifier\":\"h\",\"" + prefix + "unix_time\":\"5\",\"" + prefix + "counter\":\"7\",\"" + prefix
                + "decorations.u\":\"a\\\"b\",\"" + prefix + "epoch\":\"0\"";
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}

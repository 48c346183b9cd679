package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.read.Chunk;
import correlate.source.SocketKey.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsqueryScannerTest {
    /** The Fleet guide "Correlate network connections with community ID in osquery" (MIT), shortened to the keyed columns. */
    private static final String NC = """
            {"name":"fleet_guide","hostIdentifier":"fleet-guide","calendarTime":"Tue Feb 25 22:28:49 2020 UTC",\
            "unixTime":1582669729,"epoch":0,"counter":1,"numerics":false,"columns":{"pid":"23689","name":"nc","path":"",\
            "cmdline":"nc osquery.io 443","state":"CLOSE_WAIT","start_time":"1582669708","fd":"3","socket":"138425",\
            "family":"2","protocol":"6","local_address":"172.17.0.2","remote_address":"13.227.76.23","local_port":"42716",\
            "remote_port":"443","net_namespace":"4026532309"},"action":"added"}
            """;

    @Test
    void keysTheArticlesRow() {
        String line = "0 fleet-guide/fleet_guide 1582669729000000 0:1 ADDED -";
        assertEquals(List.of("batch " + line, "row " + line + " SOCKET 172.17.0.2|42716 13.227.76.23|443 proto=6 pid=23689"
                + " start=1582669708000000 inode=138425 descriptor=true event=1582669729000000 id=null"
                + " columns={pid=23689, name=nc, path=, cmdline=nc osquery.io 443, state=CLOSE_WAIT, start_time=1582669708, fd=3,"
                + " socket=138425, family=2, protocol=6, local_address=172.17.0.2, remote_address=13.227.76.23,"
                + " local_port=42716, remote_port=443, net_namespace=4026532309}", "used 0"), Heard.scan(NC).calls);
    }

    @Test
    void readsNumbersAndOldNamesAndKeysInAnyOrder() {
        String text = "{\"columns\":{\"remote_port\":53,\"local_port\":40000,\"remote_address\":\"10.0.0.1\",\"pid\":7,"
                + "\"local_address\":\"10.0.0.2\",\"protocol\":17,\"x\":null,\"y\":1.50},\"counter\":\"3\",\"epoch\":\"2\","
                + "\"unixTime\":\"1500000000.25\",\"hostname\":\"h\",\"action\":\"removed\",\"name\":\"q\"}";
        String line = "0 h/q 1500000000250000 2:3 REMOVED -";
        assertEquals(List.of("batch " + line, "row " + line + " SOCKET 10.0.0.2|40000 10.0.0.1|53 proto=17 pid=7 start=- inode=0"
                + " descriptor=false event=1500000000250000 id=null columns={remote_port=53, local_port=40000,"
                + " remote_address=10.0.0.1, pid=7, local_address=10.0.0.2, protocol=17, y=1.50}", "used 0"),
                Heard.scan(text).calls);
    }

    @Test
    void handsOverRemovedRowsBeforeAddedOnes() {
        Heard heard = Heard.scan("{\"diffResults\":{\"added\":[" + socket(1) + "," + socket(2) + "],\"removed\":[" + socket(3)
                + "]},\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"epoch\":0,\"counter\":1}\n");
        assertEquals(List.of("batch ADDED", "row REMOVED 3", "row ADDED 1", "row ADDED 2", "used"), forms(heard));
    }

    @Test
    void tellsOfQueriesThatShowedNothing() {
        assertEquals(List.of("batch 0 h/q 5000000 0:0 SNAPSHOT -", "used 0", "batch 1 h/q 6000000 0:-1 ADDED -", "used 1",
                "batch 2 h/q 7000000 0:4 ADDED -", "used 2", "batch 3 h/q 8000000 0:-1 SNAPSHOT -", "used 3"), Heard.scan("""
                {"snapshot":[],"action":"snapshot","name":"q","hostIdentifier":"h","unixTime":5,"epoch":0,"counter":0}
                {"diffResults":{"removed":[],"added":[]},"name":"q","hostIdentifier":"h","unixTime":6}
                {"diffResults":{"removed":"","added":""},"name":"q","hostIdentifier":"h","unixTime":"7","counter":"4"}
                {"snapshot":"","action":"snapshot","name":"q","hostIdentifier":"h","unixTime":"8"}
                """).calls);
    }

    @Test
    void takesSnapshotsAsOneLineAndAsOneLineARow() {
        Heard heard = Heard.scan("{\"snapshot\":[" + socket(1) + " , " + socket(2) + "],\"action\":\"snapshot\",\"name\":\"q\","
                + "\"hostIdentifier\":\"h\",\"unixTime\":5}\n{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"columns\":" + socket(3) + ",\"action\":\"snapshot\"}");
        assertEquals(List.of("batch SNAPSHOT", "row SNAPSHOT 1", "row SNAPSHOT 2", "used", "batch SNAPSHOT", "row SNAPSHOT 3",
                "used"), forms(heard));
    }

    @Test
    void internsHostsAndDecorations() {
        Heard heard = Heard.scan(NC + NC);
        assertSame(heard.hosts.get(0), heard.hosts.get(1));
    }

    @Test
    void gathersDecorationsOfBothKinds() {
        Heard heard = Heard.scan("{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"site\":\"B\\u0065rn\",\"offset\":17,"
                + "\"@timestamp\":\"now\",\"decorations\":{\"host_uuid\":\"u\",\"n\":1},\"columns\":" + socket(1)
                + ",\"rack\":\"\",\"agent\":{},\"action\":\"added\"}");
        assertEquals("batch 0 h/q 5000000 0:-1 ADDED {host_uuid=u, n=1, site=Bern, rack=}", heard.calls.get(0));
        assertEquals("batch 0 h/q 5000000 0:-1 ADDED {rack=B}", Heard.scan("{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,"
                + "\"decorations\": { } ,\"rack\":\"B\",\"columns\":" + socket(1) + ",\"action\":\"added\"}").calls.get(0));
    }

    @Test
    void passesOverOtherQueriesAndStatusLines() {
        assertEquals(List.of("alive h 5000000", "passed over 0", "alive h 6000000", "passed over 1", "alive h 7000000",
                "passed over 2", "passed over 3", "passed over 4", "passed over 5", "passed over 6"), Heard.scan("""
                {"name":"usb","hostIdentifier":"h","unixTime":5,"columns":{"usb_address":"1","usb_port":"1","protocol":"0"},"action":"added"}
                {"name":"arp","hostIdentifier":"h","unixTime":6,"columns":{"address":"10.0.0.9","mac":"0:1","interface":"en0","permanent":"0"},"action":"added"}
                {"hostIdentifier":"h","unixTime":"7","severity":"0","filename":"x.cpp","line":"1","message":"{\\"a\\":1}","version":"5"}
                Jan  1 00:00:00 h osqueryd[1]: severity=1 location=x.cpp:1 message=hm
                {"@timestamp":"2020-01-01","message":"sshd: {not ours}"}
                2015 Dec 02 00:00:01 (h) any->/var/log/auth.log Dec  1 16:00:01 h CRON[1053]: session opened for user root
                <86>1 2015-12-02T00:00:01Z h CRON 1053 - - session opened for user root
                """).calls);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"q","unixTime":5,"columns":{"pid":"1"},}                  | [] not JSON: a name in quotes should stand here (byte 48)
            {"name":"q"} {}                                                   | [] not JSON: more text after the end of the JSON value (byte 14)
            [{"name":"q"}]                                                    | [] not a JSON object
            certainly nothing                                                 | [] not JSON
            {"name":"q","action":"added","unixTime":5}                        | [] no columns, snapshot or diffResults
            {"name":"q","action":"added","columns":[]}                        | [columns] not an object
            {"name":"q","snapshot":{}}                                        | [snapshot] not a list of rows
            {"name":"q","diffResults":[]}                                     | [diffResults] not an object
            {"name":"q","diffResults":{"added":7}}                            | [diffResults] not a list of rows
            {"name":"q","snapshot":[[1]]}                                     | [] a row is not an object
            {"name":"q","action":"changed","columns":{"local_address":""}}    | [action] "changed" is none of added, removed and snapshot
            {"name":"q","columns":{"community_id":"2:x"}}                     | [community_id] "2:x" is not a Community ID
            {"node_key":"k","log_type":"result","data":[7]}                   | [data] a result is not an object
            {"message":"{\\"name\\":}"}                                         | [message] not JSON: a value should stand here (byte 9)
            """)
    void rejects(String line, String problem) {
        assertEquals(List.of("rejected 0 " + problem), Heard.scan(line + "\n").calls);
    }

    @Test
    void saysWhichFieldOfARowIsBad() {
        String row = socket(1);
        assertEquals("rejected 0 [remote_address] \"10.0.0.256\" is not an address", last(row.replace("10.0.0.2", "10.0.0.256")));
        assertEquals("rejected 0 [local_port] \"65536\" is not a port", last(row.replace("\"40000\"", "\"65536\"")));
        assertEquals("rejected 0 [local_port] \"-1\" is not a port", last(row.replace("\"40000\"", "-1")));
        assertEquals("rejected 0 [local_port] an object or array is not a port", last(row.replace("\"40000\"", "{}")));
        String lengthy = "9".repeat(70);
        assertEquals("rejected 0 [local_port] \"" + lengthy.substring(10) + "…\" is not a port",
                last(row.replace("40000", lengthy)));
    }

    @Test
    void usesARowInPart() {
        Heard heard = Heard.scan("{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":\"soon\",\"epoch\":\"x\",\"counter\":-2,\"columns\":"
                + socket(1).replace("\"1\"", "\"one\"").replace("\"6\"", "\"256\"") + "}");
        assertEquals(List.of("in part 0 [pid] \"one\" is not a process id", "in part 0 [protocol] \"256\" is not a protocol",
                "in part 0 [unixTime] \"soon\" is not a time", "in part 0 [epoch] \"x\" is not a number from 0",
                "in part 0 [counter] \"-2\" is not a number from 0", "in part 0 [action] missing, taken for added", "used 0"),
                heard.calls.subList(2, heard.calls.size()));
        assertEquals(1, heard.usedInPart);
        assertTrue(Heard.scan("{\"name\":\"q\",\"action\":\"added\",\"columns\":" + socket(1) + "}").calls
                .containsAll(List.of("in part 0 [hostIdentifier] missing, so the host of the rows is not known",
                "in part 0 [unixTime] missing, so the time of the rows is not known")));
    }

    @Test
    void keepsTheSoundRowsOfALine() {
        String bad = socket(2).replace("10.0.0.2", "nowhere");
        Heard heard = Heard.scan("{\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5,\"snapshot\":[" + bad + "," + socket(1) + ",7," + bad
                + "],\"action\":\"snapshot\"}");
        assertEquals(List.of("in part 0 [remote_address] \"nowhere\" is not an address", "in part 0 [] a row is not an object",
                "used 0"), heard.calls.subList(2, 5));
        assertEquals(List.of(Kind.SOCKET), heard.kinds);
    }

    @Test
    void tellsACutOffLineFromADamagedOne() {
        String cut = NC.substring(0, 300);
        assertEquals(List.of("rejected 0 [] cut off: the file ends inside this line"), Heard.scan(cut).calls);
        assertEquals(List.of("rejected 0 [] not JSON: the text ends inside a JSON value (byte 301)"), Heard.scan(cut + "\n").calls);
        assertEquals(List.of("rejected 0 [] not JSON: the text ends inside a JSON value (byte 301)"),
                Heard.scan(cut.getBytes(StandardCharsets.UTF_8), false).calls);
        assertEquals(1, Heard.scan(NC.strip()).used);
    }

    @Test
    void countsLinesAndLeavesBlankOnesOut() {
        Heard heard = Heard.scan("\r\n  \n" + NC.strip() + "\r\n\t" + NC + "\nrubbish\n");
        assertEquals(6, heard.lines);
        assertEquals(2, heard.used);
        assertEquals(1, heard.rejected);
        assertEquals("rejected 5 [] not JSON", heard.calls.get(heard.calls.size() - 1));
        assertEquals(0, Heard.scan("").lines);
    }

    @Test
    void rejectsAnOverlongLineAndAnOverlongValue() {
        byte[] bytes = NC.getBytes(StandardCharsets.UTF_8);
        Heard heard = Heard.scan(new Chunk(bytes, 0, 200, 0, true, false));
        assertEquals(List.of("rejected 0 [] line longer than 64 MiB"), heard.calls);
        assertEquals(1, heard.lines);
        heard = Heard.scan(NC.replace("nc osquery.io 443", "x".repeat((1 << 20) + 1)) + NC);
        assertTrue(heard.calls.get(0).startsWith("rejected 0 [] not JSON: a name or string is longer than 1 MiB"));
        assertEquals(1, heard.used);
    }

    @Test
    void readsASnapshotOfManyRows() {
        StringBuilder text = new StringBuilder("{\"snapshot\":[" + socket(0));
        for (int i = 1; i < 100_000; i++) {
            text.append(',').append(socket(i));
        }
        Counter counter = new Counter();
        byte[] bytes = text.append("],\"action\":\"snapshot\",\"name\":\"q\",\"hostIdentifier\":\"h\",\"unixTime\":5}").toString()
                .getBytes(StandardCharsets.UTF_8);
        new OsqueryResults().open("f").scanner().scan(new Chunk(bytes, 0, bytes.length, 0, false, true), counter);
        assertEquals(100_000, counter.rows);
        assertEquals(4_999_950_000L, counter.pids);
    }

    private static String last(String row) {
        List<String> calls = Heard.scan("{\"name\":\"q\",\"unixTime\":5,\"columns\":" + row + ",\"action\":\"added\"}").calls;
        return calls.get(calls.size() - 1);
    }

    private static List<String> forms(Heard heard) {
        return heard.calls.stream().map(call -> call.replaceFirst("^(\\w+) .*? (ADDED|REMOVED|SNAPSHOT|EVENT).*", "$1 $2"
                + (call.startsWith("row") ? call.replaceFirst(".*pid=(\\d+).*", " $1") : "")).replaceFirst("used .*", "used")).toList();
    }

    static String socket(int pid) {
        return "{\"pid\":\"" + pid + "\",\"protocol\":\"6\",\"local_address\":\"10.0.0.1\",\"local_port\":\"40000\","
                + "\"remote_address\":\"10.0.0.2\",\"remote_port\":\"443\"}";
    }
}

package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessPortCommandTest {
    /** The two messages of github.com/alexwoolford/osquery-process-port, README.md, shortened to the columns that count. */
    private static final String DOCUMENT = """
            {"name":"pack_system-snapshot_processes_by_port","hostIdentifier":"cp02.woolford.io","unixTime":1571245086,\
            "epoch":0,"counter":5629,"columns":{"family":"2","local_address":"10.0.1.42","local_port":"41560","name":"java",\
            "pid":"1755","protocol":"6","remote_address":"10.0.1.43","remote_port":"9092","username":"cp-ksql"},\
            "action":"removed"}
            {"name":"pack_system-snapshot_processes_by_port","hostIdentifier":"zk02.woolford.io","unixTime":1571245108,\
            "epoch":0,"counter":5550,"columns":{"family":"2","local_address":"10.0.1.32","local_port":"52544",\
            "name":"filebeat","pid":"29804","protocol":"6","remote_address":"10.0.1.41","remote_port":"9092",\
            "username":"root"},"action":"added"}
            """;
    private static final String KEY = "10.0.0.1:50000:10.0.0.2:443";

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/case").build());
    private String out;
    private String err;

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @Test
    void givesTheSourceDocumentsKeysAndValues() throws IOException {
        assertEquals(0, run(DOCUMENT, "--osquery", "log"));
        assertEquals("""
                10.0.1.42:41560:10.0.1.43:9092\tnull
                10.0.1.32:52544:10.0.1.41:9092\t{"name":"filebeat","pid":"29804","username":"root"}
                """, out);
        assertEquals("", err);
    }

    @Test
    void keyNamesWhatIsAskedFor() throws IOException {
        assertEquals(0, run(DOCUMENT, "--osquery", "log", "--key", "pid,host,protocol", "--format", "ndjson"));
        assertEquals("""
                {"time":"2019-10-16T16:58:06.000000Z","key":"cp02.woolford.io:tcp:10.0.1.42:41560:10.0.1.43:9092:1755",\
                "value":null}
                {"time":"2019-10-16T16:58:28.000000Z","key":"zk02.woolford.io:tcp:10.0.1.32:52544:10.0.1.41:9092:29804",\
                "value":{"name":"filebeat","pid":"29804","username":"root"}}
                """, out);
    }

    @Test
    void tellsWhoHeldThePortThen() throws IOException {
        String log = row("added", 220, 7, "curl") + row("removed", 220, 7, "nc") + row("added", 100, 5, "nc");
        assertEquals(0, run(log, "--osquery", "log"));
        assertEquals(held("nc") + held("curl"), out);
        assertEquals(0, run(log, "--osquery", "log", "--table"));
        assertEquals(held("curl"), out);
        assertEquals(0, run(log, "--osquery", "log", "--at", "1970-01-01T00:03:39Z"));
        assertEquals(held("nc"), out);
    }

    @Test
    void saysWhyNothingIsPrinted() throws IOException {
        String log = row("added", 100, 5, "nc") + row("removed", 220, 7, "nc");
        assertEquals(0, run(log, "--osquery", "log", "--at", "99"));
        assertEquals("", out);
        assertEquals("nothing to print: no socket was open then; the rows are of 1970-01-01T00:01:40.000000Z to "
                + "1970-01-01T00:03:40.000000Z\n", err);
        assertEquals(0, run(log, "--osquery", "log", "--at", "99", "-q"));
        assertEquals("", err);
        assertEquals(0, run(row("added", 100, 5, "nc").replace("\"sockets\"", "\"users\"").replaceAll("local_[a-z]*", "x"), "--osquery", "log"));
        assertEquals("nothing to print: no row is of a socket that a query found open; events do not tell what is held\n", err);
    }

    /** A query need not show fd: named has its port 53 twice, by TCP and by UDP. */
    @Test
    void theSocketOfAnotherProtocolStaysOpen() throws IOException {
        String tcp = row("added", 100, 5, "named");
        String udp = tcp.replace("\"6\"", "\"17\"");
        assertEquals(0, run(tcp + udp + udp.replace("added", "removed").replace(":100,", ":160,").replace(":5,", ":6,"),
                "--osquery", "log", "--table"));
        assertEquals(held("named"), out);
    }

    @Test
    void snapshotClosesWhatItLeavesOut() throws IOException {
        assertEquals(0, run(snapshot(100, columns("nc")) + snapshot(160, ""), "--osquery", "log"));
        assertEquals(held("nc") + KEY + "\tnull\n", out);
    }

    @Test
    void namesThatActOnATerminalAreEscaped() throws IOException {
        String log = row("added", 100, 5, "a\\u001b[2J\\u202e\\n\\\"").replace("\"h\"", "\"h\\t\\u001b\"");
        assertEquals(0, run(log, "--osquery", "log", "--key", "host"));
        assertEquals("h\\t\\x1b:" + KEY + "\t{\"name\":\"a\\u001b[2J\\u202e\\u000a\\\"\",\"pid\":\"42\",\"username\":\"root\"}\n", out);
    }

    @Test
    void rowsWithoutAPlaceAreLeftOut() throws IOException {
        String remoteOnly = row("added", 100, 5, "nc").replace("\"local_address\":\"10.0.0.1\",", "");
        String bad = "{\"name\":\"sockets\"\n";
        String unix = row("added", 100, 5, "nc").replaceAll("(address|port)\":\"[^\"]*", "$1\":\"").replace("\"2\"", "\"1\"");
        assertEquals(0, run(remoteOnly + unix + bad + row("added", 160, 6, "nc"), "--osquery", "log"));
        assertEquals(held("nc"), out);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void goodFilesAreReadThoughOneIsMissing() throws IOException {
        assertEquals(3, run(row("added", 100, 5, "nc"), "--osquery", "none", "log"));
        assertEquals(held("nc"), out);
        assertEquals("none: there is no such file or folder; check the path\n", err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--table|give at least one log: --osquery osqueryd.results.log",
        "--osquery log --key port|--key takes host, protocol and pid, not \"port\"",
        "--osquery log --format csv|--format takes lines or ndjson",
        "--osquery log --at noon|--at takes a time and its zone, such as 2026-11-20T22:00:00Z, or seconds since 1970",
    })
    void saysWhatIsWrongWithTheCommandLine(String args, String reason) throws IOException {
        assertEquals(2, run("", args.split(" ")));
        assertEquals("correlate: " + reason + "\nTry 'correlate process-port --help'.\n", err);
    }

    private static String row(String action, long time, int counter, String name) {
        return "{\"name\":\"sockets\",\"hostIdentifier\":\"h\",\"unixTime\":" + time + ",\"epoch\":0,\"counter\":" + counter
                + ",\"columns\":" + columns(name) + ",\"action\":\"" + action + "\"}\n";
    }

    private static String snapshot(long time, String rows) {
        return "{\"name\":\"sockets\",\"hostIdentifier\":\"h\",\"unixTime\":" + time + ",\"epoch\":0,\"counter\":0,\"snapshot\":["
                + rows + "],\"action\":\"snapshot\"}\n";
    }

    private static String columns(String name) {
        return "{\"pid\":\"42\",\"fd\":\"3\",\"protocol\":\"6\",\"family\":\"2\",\"local_address\":\"10.0.0.1\",\"local_port\":\"50000\","
                + "\"remote_address\":\"10.0.0.2\",\"remote_port\":\"443\",\"name\":\"" + name + "\",\"username\":\"root\"}";
    }

    private static String held(String name) {
        return KEY + "\t{\"name\":\"" + name + "\",\"pid\":\"42\",\"username\":\"root\"}\n";
    }

    private int run(String log, String... args) throws IOException {
        Files.writeString(files.getPath("log"), log);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter messages = new StringWriter();
        String[] all = new String[args.length + 1];
        all[0] = "process-port";
        System.arraycopy(args, 0, all, 1, args.length);
        int status = Main.run(files, InputStream.nullInputStream(), bytes, new PrintWriter(messages), Terminal.NONE, all);
        out = bytes.toString(StandardCharsets.UTF_8);
        err = messages.toString();
        return status;
    }
}

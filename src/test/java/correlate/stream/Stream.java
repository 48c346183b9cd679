package correlate.stream;

import correlate.changelog.PortKey;
import correlate.match.Judgement;
import correlate.match.Settings;
import correlate.model.Times;
import correlate.source.osquery.OsqueryResults;
import correlate.source.zeek.ZeekTsv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker, and short ways to write log lines. Time begins at 12:00:00 on a day of 2026; all times are seconds since then. */
final class Stream implements AutoCloseable {
    /** Noon of 1 July 2026, seconds since 1970. */
    static final long NOON = 1782907200;
    static final Duration UNMATCHED_AFTER = Duration.ofMinutes(10);
    static final Duration RETAIN = Duration.ofHours(1);
    static final List<String> FIELDS = List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto",
            "duration", "conn_state");

    private final TopologyTestDriver driver;
    final TestInputTopic<byte[], byte[]> osquery;
    final TestInputTopic<byte[], byte[]> connections;
    private final TestOutputTopic<byte[], byte[]> findings;
    private final TestOutputTopic<byte[], byte[]> ports;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    Stream(Path state) {
        this(state, new Words());
    }

    Stream(Path state, Wording wording) {
        Properties client = new Properties();
        client.put("bootstrap.servers", "none:1");
        client.put("state.dir", state.toString());
        StreamSettings settings = new StreamSettings(client, Topics.DEFAULT, false, 1, (short) 1, UNMATCHED_AFTER, RETAIN,
                Settings.DEFAULT, Intervals.NONE, 0, PortKey.PLAIN);
        driver = new TopologyTestDriver(new CorrelationTopology(settings).build(new OsqueryResults().open(""),
                List.of(new ZeekTsv(FIELDS)), wording), settings.streams(), Instant.ofEpochSecond(NOON));
        osquery = driver.createInputTopic(Topics.DEFAULT.osquery(), new ByteArraySerializer(), new ByteArraySerializer());
        connections = driver.createInputTopic(Topics.DEFAULT.connections(), new ByteArraySerializer(), new ByteArraySerializer());
        findings = output(Topics.DEFAULT.findings());
        ports = output(Topics.DEFAULT.processPort());
        deadLetters = output(Topics.DEFAULT.deadLetters());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A line comes into osquery's topic now. */
    void host(String line) {
        osquery.pipeInput(new byte[0], bytes(line), Instant.ofEpochSecond(NOON + clock));
    }

    /** A line comes into the topic of connections now. */
    void connection(String line) {
        connections.pipeInput(new byte[0], bytes(line), Instant.ofEpochSecond(NOON + clock));
    }

    private long clock;

    /** Lets the clock go on. */
    void pass(long seconds) {
        clock += seconds;
        settle();
        driver.advanceWallClockTime(Duration.ofSeconds(seconds));
        settle();
    }

    /** Each stage looks at what the one before said. */
    private void settle() {
        for (int i = 0; i < 10; i++) {
            tick();
        }
    }

    /** The stages look at the clock once. */
    void tick() {
        driver.advanceWallClockTime(Duration.ofMillis(200));
    }

    /** What came out since the last call, in order: {@code key=value}. */
    List<String> findings() {
        return findings.readKeyValuesToList().stream().map(kv -> text(kv.key) + "=" + text(kv.value)).toList();
    }

    /** What holds after all that came out since the last call. */
    Map<String, String> finalFindings() {
        Map<String, String> last = new TreeMap<>();
        findings.readKeyValuesToList().forEach(kv -> {
            last.remove(text(kv.key));
            if (kv.value != null) {
                last.put(text(kv.key), text(kv.value));
            }
        });
        return last;
    }

    List<String> ports() {
        return ports.readKeyValuesToList().stream().map(kv -> text(kv.key) + "=" + text(kv.value)).toList();
    }

    /** How many entries a state store has. */
    int stored(String store) {
        int count = 0;
        try (KeyValueIterator<Object, Object> all = driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A row of process_open_sockets in event form: a socket of host {@code h} to 10.0.0.2:443. */
    static String row(String action, long time, long counter, int localPort, int pid) {
        return row("h", action, time, counter, localPort, pid);
    }

    static String row(String host, String action, long time, long counter, int localPort, int pid) {
        return """
                {"name":"sockets","hostIdentifier":"%s","unixTime":%d,"epoch":0,"counter":%d,"columns":{"pid":"%d","fd":"3",\
                "protocol":"6","family":"2","local_address":"10.0.0.1","local_port":"%d","remote_address":"10.0.0.2",\
                "remote_port":"443","name":"p%4$d","username":"root"},"action":"%s"}\
                """.formatted(host, NOON + time, counter, pid, localPort, action);
    }

    /** A snapshot of the sockets of host {@code h} to 10.0.0.2:443. */
    static String snapshot(long time, String... ports) {
        return "{\"snapshot\":[" + String.join(",", java.util.Arrays.stream(ports).map(port -> """
                {"pid":"42","protocol":"6","local_address":"10.0.0.1","local_port":"%s","remote_address":"10.0.0.2",\
                "remote_port":"443","name":"p42"}""".formatted(port)).toList())
                + "],\"action\":\"snapshot\",\"name\":\"snap\",\"hostIdentifier\":\"h\",\"unixTime\":%d,\"epoch\":0,\"counter\":0}"
                .formatted(NOON + time);
    }

    /** A connection from 10.0.0.1 to 10.0.0.2:443. */
    static String zeek(String uid, double start, double duration, int localPort) {
        return String.format(Locale.ROOT, "%.6f\t%s\t10.0.0.1\t%d\t10.0.0.2\t443\ttcp\t%.6f\tSF", NOON + start, uid, localPort,
                duration);
    }

    @Override
    public void close() {
        driver.close();
    }

    /** Short words: {@code confirmed alive_during p42@h}. */
    static class Words implements Wording {
        @Override
        public String connection(List<FlowLine> lines) {
            return text(lines.get(0).line()).split("\t")[1];
        }

        @Override
        public byte[] finding(byte[] id, List<FlowLine> lines, Judgement j, Socket best) {
            return bytes((j.verdict() + " " + j.reason()).toLowerCase(Locale.ROOT) + " "
                    + JsonColumns.read(best.columns()).get("name") + "@" + best.run().query().host());
        }

        @Override
        public byte[] unmatched(byte[] id, List<FlowLine> lines, Judgement nearest, Socket best) {
            return bytes("unmatched" + (nearest == null ? "" : " " + nearest.reason().name().toLowerCase(Locale.ROOT)));
        }
    }

    static long micros(long seconds) {
        return (NOON + seconds) * Times.SECOND;
    }
}

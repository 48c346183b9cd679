package correlate;

import correlate.changelog.PortKey;
import correlate.match.Settings;
import correlate.source.HostLog;
import correlate.stream.Intervals;
import correlate.stream.StreamRun;
import correlate.stream.StreamSettings;
import correlate.stream.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What {@link StreamCommand} loads by name: puts the same formats, settings and words under the stream as under the command. */
final class StreamJob implements StreamEntry {
    private static final String OURS = "correlate.";
    private static final Set<String> STREAMS_OWN = Set.of("correlate.rocksdb.memory.mib");

    private final Map<String, String> given = new HashMap<>();
    private final Properties client = new Properties();

    @Override
    public int run(Console console, Properties settings) throws InterruptedException {
        StreamSettings understood = understood(settings);
        List<String> fields = given.containsKey("zeek-fields") ? List.of(given.get("zeek-fields").split(",")) : null;
        Sources.check(fields);
        Sources sources = new Sources(fields, true);            // findings are keyed by uid, and open_conn.log repeats it
        HostLog osquery = Sources.hostLines();
        return new StreamRun(understood, new PrintWriter(console.out()), console.err(), !flag("quiet"))
                .run(osquery, sources.network(), new StreamWording(osquery, sources.network()));
    }

    /** What the settings mean. */
    StreamSettings understood(Properties settings) {
        for (String name : settings.stringPropertyNames()) {
            if (name.startsWith(OURS) && !STREAMS_OWN.contains(name)) {
                given.put(name.substring(OURS.length()), settings.getProperty(name).trim());
            } else {
                client.setProperty(name, settings.getProperty(name));
            }
        }
        refuseUnknown();
        if (given.containsKey("bootstrap-servers")) {
            client.setProperty("bootstrap.servers", given.get("bootstrap-servers"));
        }
        client.putIfAbsent("group.instance.id", value("instance", hostName()));      // a restart moves no work elsewhere
        client.setProperty("state.dir", value("state-dir", client.getProperty("state.dir", stateFolder())));
        Topics usual = Topics.DEFAULT;
        Topics topics = new Topics(value("osquery-topic", usual.osquery()), value("connections-topic", usual.connections()),
                value("findings-topic", usual.findings()), value("process-port-topic", usual.processPort()),
                value("dead-letter-topic", usual.deadLetters()));
        return new StreamSettings(client, topics, flag("create-topics"), number("partitions", 6),
                (short) number("replication-factor", -1), Duration.ofMillis(micros("unmatched-after", "10m") / 1000),
                Duration.ofMillis(micros("retain", "1h") / 1000),
                new Settings(micros("query-time", "2s"), micros("skew", "2s"), micros("event-lag", "5s")), intervals(), seed(),
                PortKeys.of(given.containsKey("key") ? List.of(given.get("key").split(",")) : List.of()));
    }

    private void refuseUnknown() {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(Set.of("bootstrap-servers", "osquery-topic", "connections-topic", "findings-topic",
                "process-port-topic", "dead-letter-topic", "create-topics", "partitions", "replication-factor",
                "unmatched-after", "retain", "poll-interval", "skew", "query-time", "event-lag", "seed", "zeek-fields", "key",
                "instance", "state-dir", "quiet"));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--config: there is no setting correlate." + unknown.iterator().next()
                    + "; --help lists the options, whose names these are");
        }
    }

    private String value(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    private boolean flag(String name) {
        return Boolean.parseBoolean(value(name, "false"));
    }

    private int number(String name, int otherwise) {
        String text = value(name, Integer.toString(otherwise));
        if (!text.matches("-?\\d{1,4}")) {
            throw new IllegalArgumentException("--" + name + " takes a number");
        }
        return Integer.parseInt(text);
    }

    private int seed() {
        String text = value("seed", "0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xffff) {
            throw new IllegalArgumentException("--seed takes a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private long micros(String name, String otherwise) {
        return CorrelateCommand.duration("--" + name, value(name, otherwise));
    }

    private Intervals intervals() {
        Map<String, Long> byQuery = new HashMap<>(CorrelateCommand.pollIntervals(
                given.containsKey("poll-interval") ? List.of(given.get("poll-interval").split(",")) : List.of()));
        Long others = byQuery.remove("");
        return new Intervals(byQuery, others == null ? 0 : others);
    }

    /** As the kernel has it; asking the network for it could take long. Kafka allows few characters. */
    private static String hostName() {
        String name;
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException e) {
            name = Optional.ofNullable(System.getenv("HOSTNAME")).orElse(System.getenv("COMPUTERNAME"));
        }
        return name == null || name.isEmpty() ? "correlate" : name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Not Kafka's default below /tmp, which a restart of the machine empties. */
    private static String stateFolder() {
        String states = System.getenv("XDG_STATE_HOME");
        return (states == null || states.isEmpty() ? System.getProperty("user.home") + "/.local/state" : states) + "/correlate";
    }
}

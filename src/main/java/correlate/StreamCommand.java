package correlate;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The same job, continuously, on Kafka Streams. Knows nothing of Kafka but the name of what does, which lies in a jar of its own. */
@Command(name = "stream", sortOptions = false,
        header = "Correlates continuously, on Kafka Streams.",
        customSynopsis = "correlate stream --bootstrap-servers HOST:PORT [options]",
        description = {"", "Reads osquery's result lines from one topic and lines of network logs from another, and writes"
            + " findings, the process-port changelog, and the lines that could not be used (with the reason) to three more. A"
            + " finding is the JSON of --format ndjson; its key names the connection, the side and a number, and a later record"
            + " of one key replaces the earlier; an empty one withdraws it. Read them with isolation.level=read_committed.",
            "", "Only exact evidence is used: no weak findings, no estimated clocks, and no seed that is found out.", ""},
        optionListHeading = "Options:%n",
        footer = {"", "In --config an option is correlate. and its name: correlate.retain=2h. What is typed wins. All other"
            + " settings go to Kafka's clients and to Kafka Streams: security.protocol, sasl.jaas.config, num.stream.threads.",
            "", "Example:",
            "  correlate stream --bootstrap-servers localhost:9092 --create-topics --partitions 12"})
final class StreamCommand implements Callable<Integer> {
    private static final String ENTRY = "correlate.StreamJob";

    private final Console console;

    @Spec
    private CommandSpec spec;
    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Brokers to begin with; several with commas.")
    private String bootstrapServers;
    @Option(names = "--config", paramLabel = "FILE", description = "Settings as a properties file.")
    private String config;
    @Option(names = "--osquery-topic", paramLabel = "TOPIC", description = "osquery's lines; osquery-results if not given.")
    private String osqueryTopic;
    @Option(names = "--connections-topic", paramLabel = "TOPIC", description = "Lines of network logs; connections if not given.")
    private String connectionsTopic;
    @Option(names = "--findings-topic", paramLabel = "TOPIC", description = "Findings; correlate-findings if not given.")
    private String findingsTopic;
    @Option(names = "--process-port-topic", paramLabel = "TOPIC", description = "The process-port changelog;"
            + " correlate-process-port if not given.")
    private String processPortTopic;
    @Option(names = "--dead-letter-topic", paramLabel = "TOPIC", description = "Lines that could not be used;"
            + " correlate-dead-letters if not given.")
    private String deadLetterTopic;
    @Option(names = "--create-topics", description = "Make the topics that are missing, and say how.")
    private boolean createTopics;
    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of topics that are made, those between the"
            + " stages too; cannot be changed later; 6 if not given.")
    private String partitions;
    @Option(names = "--replication-factor", paramLabel = "N", description = "Copies of topics that are made; the broker's default"
            + " if not given.")
    private String replicationFactor;
    @Option(names = "--unmatched-after", paramLabel = "TIME", description = "How far osquery's lines must have got past a"
            + " connection's end before it is said to have no process; 10m if not given.")
    private String unmatchedAfter;
    @Option(names = "--retain", paramLabel = "TIME", description = "How long connections and closed sockets wait for what belongs"
            + " to them: the longest time by which lines are late; 1h if not given.")
    private String retain;
    @Option(names = "--poll-interval", paramLabel = "[QUERY=]TIME", description = "How often osquery ran the query; several with"
            + " commas. Taken from the log where it shows it, if not given.")
    private String pollInterval;
    @Option(names = "--skew", paramLabel = "TIME", description = "How far clocks may differ; 2s if not given.")
    private String skew;
    @Option(names = "--query-time", paramLabel = "TIME", description = "How long a query may have run; 2s if not given.")
    private String queryTime;
    @Option(names = "--event-lag", paramLabel = "TIME", description = "How late an event may have got its time; 5s if not given.")
    private String eventLag;
    @Option(names = "--seed", paramLabel = "N", description = "The sensors' Community ID seed; 0 if not given.")
    private String seed;
    @Option(names = "--zeek-fields", paramLabel = "NAME,NAME…", description = "Columns of Zeek TSV, whose header has no place in"
            + " a topic.")
    private String zeekFields;
    @Option(names = "--key", paramLabel = "PART", description = "Name these in the changelog's key too: host, protocol, pid;"
            + " several with commas.")
    private String key;
    @Option(names = "--instance", paramLabel = "NAME", description = "This instance's own name, which it keeps when it is started"
            + " again; the host's name if not given.")
    private String instance;
    @Option(names = "--state-dir", paramLabel = "FOLDER", description = "Where state is kept, one folder for each instance; if not given,"
            + " ~/.local/state/correlate")
    private String stateDir;
    @Option(names = {"-q", "--quiet"}, description = "No line of progress every ten seconds.")
    private boolean quiet;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    StreamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return ((StreamEntry) Class.forName(ENTRY).getDeclaredConstructor().newInstance()).run(console, settings());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            console.err().println("correlate: the command stream is not installed (" + e.getMessage().replace('/', '.')
                    + " is missing): unpack correlate-stream-" + Version.number() + ".tar.gz, which brings the folder lib/stream,"
                    + " over this installation.");
            console.err().flush();
            return 2;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file's lines, and over them what was typed. */
    private Properties settings() throws IOException {
        Properties settings = new Properties();
        if (config != null) {
            try (Reader file = Files.newBufferedReader(console.files().getPath(config), StandardCharsets.UTF_8)) {
                settings.load(file);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("--config: there is no file " + config);
            }
        }
        for (OptionSpec option : spec.options()) {
            Object typed = option.getValue();
            if (typed != null && !typed.equals(false) && !option.usageHelp() && !option.longestName().equals("--config")) {
                settings.setProperty("correlate." + option.longestName().substring(2), typed.toString());
            }
        }
        return settings;
    }
}

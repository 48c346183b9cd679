package correlate;

import correlate.match.Settings;
import correlate.model.Times;
import correlate.report.OutputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job as it is typed; {@link Options} is what it means. */
@Command(name = "correlate", sortOptions = false, synopsisSubcommandLabel = "COMMAND", versionProvider = Version.class,
        header = "Tells which process, on which host, was behind every network connection.",
        customSynopsis = {"correlate --zeek PATH… --osquery PATH… [options]", "       correlate COMMAND …"},
        description = {"", "Joins what network sensors logged with what osquery logged, after the fact, by Community ID and time."
                + " A PATH is a file, a folder, a glob, a pipe, or - for standard input; formats and compression are found by"
                + " content.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {"", "Examples:",
            "  correlate --zeek conn.log --osquery osqueryd.results.log",
            "  correlate --zeek conn.*.log.gz --osquery results/ --format ndjson | jq .sighting.process",
            "  correlate --network /var/log/sensor/ --osquery results.log",
            "  correlate --zeek conn.log --osquery results.log --uid CZX3af2jpkfeJzNItb --show all",
            "  correlate --zeek conn.log --osquery results.log --show unmatched --format csv -o why.csv",
            "", "Exit status, the highest that applies:",
            "  0  ran to the end, whether anything was found or not",
            "  1  --exit-status was given and nothing was printed",
            "  2  the command line is wrong",
            "  3  an input was missing or unreadable, or output could not be written",
            "  4  --strict was given and there were problems"})
final class CorrelateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @ArgGroup(validate = false, heading = "Input:%n")
    private final Inputs inputs = new Inputs();
    @ArgGroup(validate = false, heading = "%nOutput:%n")
    private final Output output = new Output();
    @ArgGroup(validate = false, heading = "%nFilters (they choose what is printed, never what counts as evidence):%n")
    private final Filter filter = new Filter();
    @ArgGroup(validate = false, heading = "%nEvidence:%n")
    private final Evidence evidence = new Evidence();
    @ArgGroup(validate = false, heading = "%nRun:%n")
    private final Run run = new Run();

    /** Options that name logs. */
    static final class Inputs {
        @Option(names = "--zeek", arity = "1..*", paramLabel = "PATH", description = "Zeek conn logs.")
        List<String> zeek = new ArrayList<>();
        @Option(names = "--suricata", arity = "1..*", paramLabel = "PATH", description = "Suricata eve.json.")
        List<String> suricata = new ArrayList<>();
        @Option(names = "--arkime", arity = "1..*", paramLabel = "PATH", description = "Arkime sessions, as its viewer or"
                + " Elasticsearch gives them.")
        List<String> arkime = new ArrayList<>();
        @Option(names = "--ecs", arity = "1..*", paramLabel = "PATH", description = "ECS documents of Packetbeat, Filebeat"
                + " and others.")
        List<String> ecs = new ArrayList<>();
        @Option(names = "--network", arity = "1..*", paramLabel = "PATH", description = "Network logs of any of these kinds.")
        List<String> network = new ArrayList<>();
        @Option(names = "--osquery", arity = "1..*", paramLabel = "PATH", description = "osquery results and snapshots.")
        List<String> osquery = new ArrayList<>();
        @Option(names = "--zeek-fields", split = ",", paramLabel = "NAME",
                description = "Columns of Zeek TSV that has no header.")
        List<String> zeekFields;
    }

    /** Options that say what is printed, and how. */
    static final class Output {
        @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table",
                description = "table, json, ndjson, csv or tsv; ${DEFAULT-VALUE} if not given.")
        String format;
        @Option(names = "--columns", split = ",", paramLabel = "PATH",
                description = "Columns of table, csv and tsv, by JSON path: time,sighting.process.name")
        List<String> columns;
        @Option(names = "--show", split = ",", paramLabel = "WHAT", description = "What to print: matched (if not given),"
                + " unmatched, unseen, excluded, all; several with commas.")
        List<String> show = List.of();
        @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write there instead of standard output;"
                + " the file appears when it is complete.")
        String file;
        @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto", description = "auto, always or never.")
        String colour;
        @Option(names = "--summary", paramLabel = "WHAT", description = "hosts: a line for each host in the summary.")
        String summary;
        @Option(names = "--problems", paramLabel = "FILE", description = "Write every problem there, tab-separated.")
        String problems;
        @Option(names = {"-q", "--quiet"}, description = "Say nothing but errors.")
        boolean quiet;
        @Option(names = "--verbose", description = "Also say which files were passed over, and why.")
        boolean verbose;
    }

    /** Options that choose findings. */
    static final class Filter {
        @Option(names = "--community-id", split = ",", paramLabel = "ID", description = "Only this Community ID.")
        List<String> ids = List.of();
        @Option(names = "--uid", split = ",", paramLabel = "UID", description = "Only this connection.")
        List<String> uids = List.of();
        @Option(names = "--ip", split = ",", paramLabel = "ADDRESS", description = "Only this address or network (10.0.0.0/8).")
        List<String> ips = List.of();
        @Option(names = "--port", split = ",", paramLabel = "PORT", description = "Only this port, at either end.")
        List<Integer> ports = List.of();
        @Option(names = "--host", split = ",", paramLabel = "HOST", description = "Only this host; * and ? are wildcards.")
        List<String> hosts = List.of();
        @Option(names = "--process", paramLabel = "NAME", description = "Only this process, by name or path; * and ? are"
                + " wildcards.")
        List<String> processes = List.of();
        @Option(names = "--hash", split = ",", paramLabel = "HASH", description = "Only this executable, by md5, sha1 or sha256.")
        List<String> hashes = List.of();
        @Option(names = "--since", paramLabel = "TIME", description = "Only what had not ended by then: 2026-11-20T22:00:00Z, or"
                + " seconds since 1970.")
        String since;
        @Option(names = "--until", paramLabel = "TIME", description = "Only what had begun by then.")
        String until;
    }

    /** Options that say how the evidence came about. */
    static final class Evidence {
        @Option(names = "--poll-interval", paramLabel = "[QUERY=]TIME", description = "How often osquery ran the query, without"
                + " a break: 60s, or net_sockets=10s. Taken from the log where it shows it, if not given.")
        List<String> pollIntervals = List.of();
        @Option(names = "--clock-offset", paramLabel = "HOST=TIME", description = "Add this to the host's times: web1=+12h5m17s;"
                + " auto applies what the logs themselves show.")
        List<String> clockOffsets = List.of();
        @Option(names = "--seed", paramLabel = "N", description = "The sensors' Community ID seed; found out if not given.")
        Integer seed;
        @Option(names = "--skew", paramLabel = "TIME", defaultValue = "2s", description = "How far clocks may differ;"
                + " ${DEFAULT-VALUE} if not given.")
        String skew;
        @Option(names = "--query-time", paramLabel = "TIME", defaultValue = "2s", description = "How long a query may have run;"
                + " ${DEFAULT-VALUE} if not given.")
        String queryTime;
        @Option(names = "--event-lag", paramLabel = "TIME", defaultValue = "5s", description = "How late an event may have got"
                + " its time; ${DEFAULT-VALUE} if not given.")
        String eventLag;
    }

    /** Options of the run itself. */
    static final class Run {
        @Option(names = "--exit-status", description = "Exit with 1 if nothing was printed.")
        boolean exitStatus;
        @Option(names = "--strict", description = "Exit with 4 if there were problems.")
        boolean strict;
        @Option(names = "--threads", paramLabel = "N", description = "Threads to use; all cores if not given.")
        Integer threads;
        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;
        @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
        boolean version;
    }

    CorrelateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Options options;
        boolean colour;
        try {
            options = options();
            colour = colour();
            console.checkColumns(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        return new MainJob(console, options, colour, output.file, output.problems, run.exitStatus, run.strict).run();
    }

    private boolean colour() {
        return switch (output.colour) {
            case "auto" -> console.terminal().colour() && output.file == null;
            case "always" -> true;
            case "never" -> false;
            default -> throw new IllegalArgumentException("--color takes auto, always or never");
        };
    }

    private Options options() {
        List<Options.NetworkPaths> network = new ArrayList<>();
        add(network, Sources.Kind.ZEEK, inputs.zeek);
        add(network, Sources.Kind.SURICATA, inputs.suricata);
        add(network, Sources.Kind.ARKIME, inputs.arkime);
        add(network, Sources.Kind.ECS, inputs.ecs);
        add(network, Sources.Kind.ANY, inputs.network);
        Map<String, Long> offsets = new HashMap<>();
        boolean auto = false;
        for (String given : evidence.clockOffsets) {
            if (given.equals("auto")) {
                auto = true;
            } else {
                int equals = given.lastIndexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("--clock-offset takes HOST=TIME, such as web1=+12h5m17s, or auto");
                }
                offsets.put(given.substring(0, equals), duration("--clock-offset", given.substring(equals + 1)));
            }
        }
        if (output.summary != null && !output.summary.equals("hosts")) {
            throw new IllegalArgumentException("--summary takes hosts");
        }
        return new Options(network, inputs.osquery, constant(OutputFormat.class, "--format", output.format), output.columns,
                show(), filters(), settings(), pollIntervals(evidence.pollIntervals), evidence.seed == null ? -1 : check(evidence.seed), offsets, auto,
                inputs.zeekFields, output.summary != null, output.verbose, output.quiet,
                run.threads == null ? Runtime.getRuntime().availableProcessors() : run.threads);
    }

    private static int check(int seed) {
        return seed < 0 ? Integer.MAX_VALUE : seed;         // Options refuses it
    }

    private static void add(List<Options.NetworkPaths> network, Sources.Kind kind, List<String> paths) {
        if (!paths.isEmpty()) {
            network.add(new Options.NetworkPaths(kind, paths));
        }
    }

    private Set<Options.Show> show() {
        Set<Options.Show> show = EnumSet.noneOf(Options.Show.class);
        for (String word : output.show.isEmpty() ? List.of("matched") : output.show) {
            if (word.equals("all")) {
                show.addAll(EnumSet.allOf(Options.Show.class));
            } else {
                show.add(constant(Options.Show.class, "--show", word));
            }
        }
        return show;
    }

    private Filters filters() {
        return new Filters().communityIds(filter.ids).uids(filter.uids).ips(filter.ips).ports(filter.ports).hosts(filter.hosts)
                .processes(filter.processes).hashes(filter.hashes)
                .between(time("--since", filter.since), time("--until", filter.until));
    }

    private Settings settings() {
        return new Settings(duration("--query-time", evidence.queryTime), duration("--skew", evidence.skew),
                duration("--event-lag", evidence.eventLag));
    }

    /** µs by name of the query, an empty one for all others. */
    static Map<String, Long> pollIntervals(List<String> all) {
        Map<String, Long> intervals = new HashMap<>();
        for (String given : all) {
            int equals = given.lastIndexOf('=');
            long interval = duration("--poll-interval", given.substring(equals + 1));
            if (interval <= 0) {
                throw new IllegalArgumentException("--poll-interval takes a time above 0");
            }
            intervals.put(equals < 0 ? "" : given.substring(0, equals), interval);
        }
        return intervals;
    }

    /** What an option says, in µs. */
    static long duration(String option, String text) {
        return said(option, text, Durations::parse);
    }

    private static long time(String option, String text) {
        long time = text == null ? Times.NONE : Times.parse(text);
        if (text != null && time == Times.NONE) {
            throw new IllegalArgumentException(option + " takes a time such as 2026-11-20T22:00:00Z, or seconds since 1970");
        }
        return time;
    }

    private static <T> T said(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage());
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String option, String text) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
            words.add(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException(option + " takes one of: " + String.join(", ", words)
                + (type == Options.Show.class ? ", all" : ""));
    }
}

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
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The main job as it is typed; {@link Options} is what it means. */
final class CorrelateCommand implements Callable<Integer> {
    private final Console console;
    private final CommandSpec spec;

    private CorrelateCommand(Console console) {
        this.console = console;
        spec = CommandSpec.wrapWithoutInspection(this).name("correlate").versionProvider(new Version());
    }

    /** The command with these options alone and no help: all that it takes to run one that was given no others. */
    static CommandSpec with(Set<MainOption> options, Console console) {
        CommandSpec spec = new CorrelateCommand(console).spec;
        for (MainOption option : options) {
            spec.addOption(option.spec());
        }
        return spec;
    }

    /** The whole command, with its help. */
    static CommandSpec whole(Console console) {
        CommandSpec spec = new CorrelateCommand(console).spec;
        for (MainOption.Section section : MainOption.Section.values()) {
            ArgGroupSpec.Builder group = ArgGroupSpec.builder().validate(false).heading(section.heading);
            for (MainOption option : MainOption.values()) {
                if (option.section == section) {
                    group.addArg(option.spec());
                }
            }
            spec.addArgGroup(group.build());
        }
        spec.usageMessage().sortOptions(false).synopsisSubcommandLabel("COMMAND")
                .header("Tells which process, on which host, was behind every network connection.")
                .customSynopsis("correlate --zeek PATH… --osquery PATH… [options]", "       correlate COMMAND …")
                .description("", "Joins what network sensors logged with what osquery logged, after the fact, by Community ID and"
                        + " time. A PATH is a file, a folder, a glob, a pipe, or - for standard input; formats and compression"
                        + " are found by content.", "")
                .commandListHeading("%nCommands:%n")
                .footer("", "Examples:",
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
                        "  4  --strict was given and there were problems");
        return spec;
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
        return new MainJob(console, options, colour, output(), text(MainOption.PROBLEMS),
                has(MainOption.EXIT_STATUS), has(MainOption.STRICT)).run();
    }

    // ---- what was typed ----

    private <T> T typed(MainOption option, T otherwise) {
        return spec.commandLine().getParseResult().matchedOptionValue(option.names.get(0), otherwise);
    }

    private boolean has(MainOption option) {
        return typed(option, false);
    }

    private String text(MainOption option) {
        return typed(option, null);
    }

    /** The output file, null for standard output, which {@code -} means by habit. */
    private String output() {
        String file = text(MainOption.OUTPUT);
        return "-".equals(file) ? null : file;
    }

    private List<String> texts(MainOption option) {
        return typed(option, List.of());
    }

    // ---- what it means ----

    private boolean colour() {
        return switch (typed(MainOption.COLOR, "auto")) {
            case "auto" -> console.terminal().colour() && output() == null;
            case "always" -> true;
            case "never" -> false;
            default -> throw new IllegalArgumentException("--color takes auto, always or never");
        };
    }

    private Options options() {
        List<Options.NetworkPaths> network = new ArrayList<>();
        for (Sources.Kind kind : Sources.Kind.values()) {
            List<String> paths = texts(kind.option);
            if (!paths.isEmpty()) {
                network.add(new Options.NetworkPaths(kind, paths));
            }
        }
        Map<String, Long> offsets = new HashMap<>();
        boolean auto = false;
        for (String given : texts(MainOption.CLOCK_OFFSET)) {
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
        String summary = text(MainOption.SUMMARY);
        if (summary != null && !summary.equals("hosts")) {
            throw new IllegalArgumentException("--summary takes hosts");
        }
        Integer seed = typed(MainOption.SEED, null);
        return new Options(network, texts(MainOption.OSQUERY),
                constant(OutputFormat.class, "--format", typed(MainOption.FORMAT, "table")), typed(MainOption.COLUMNS, null),
                show(), filters(), settings(), pollIntervals(texts(MainOption.POLL_INTERVAL)), seed == null ? -1 : check(seed),
                offsets, auto, typed(MainOption.ZEEK_FIELDS, null), summary != null, has(MainOption.VERBOSE),
                has(MainOption.QUIET), typed(MainOption.THREADS, Runtime.getRuntime().availableProcessors()));
    }

    private static int check(int seed) {
        return seed < 0 ? Integer.MAX_VALUE : seed;         // Options refuses it
    }

    private Set<Options.Show> show() {
        Set<Options.Show> show = EnumSet.noneOf(Options.Show.class);
        for (String word : typed(MainOption.SHOW, List.of("matched"))) {
            if (word.strip().equalsIgnoreCase("all")) {
                show.addAll(EnumSet.allOf(Options.Show.class));
            } else {
                show.add(constant(Options.Show.class, "--show", word));
            }
        }
        return show;
    }

    private Filters filters() {
        Filters filters = new Filters();
        for (MainOption option : MainOption.values()) {
            if (option.section == MainOption.Section.FILTERS && typed(option, null) != null) {
                return filtered(filters);
            }
        }
        return filters;
    }

    private Filters filtered(Filters filters) {
        return filters.communityIds(texts(MainOption.COMMUNITY_ID)).uids(texts(MainOption.UID)).ips(texts(MainOption.IP))
                .ports(typed(MainOption.PORT, List.of())).hosts(texts(MainOption.HOST)).processes(texts(MainOption.PROCESS))
                .hashes(texts(MainOption.HASH))
                .between(time("--since", text(MainOption.SINCE)), time("--until", text(MainOption.UNTIL)));
    }

    private Settings settings() {
        return new Settings(duration(MainOption.QUERY_TIME, 2 * Times.SECOND), duration(MainOption.SKEW, 2 * Times.SECOND),
                duration(MainOption.EVENT_LAG, 5 * Times.SECOND));
    }

    private long duration(MainOption option, long otherwise) {
        String text = text(option);
        return text == null ? otherwise : duration(option.names.get(0), text);
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
            throw new IllegalArgumentException(option + " takes a time and its zone, such as 2026-11-20T22:00:00Z, or seconds since 1970");
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
            if (constant.name().equalsIgnoreCase(text.strip())) {
                return constant;
            }
            words.add(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException(option + " takes one of: " + String.join(", ", words)
                + (type == Options.Show.class ? ", all" : "")
                + "; not \"" + text + '"');
    }
}

package correlate;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of the main job in the order of its help: what each takes, and what help says of it.
 *
 * <p>A table rather than annotated fields, so that a run pays for the options that it was given: to read the annotations
 * of all of them took a third of the CPU of a start.
 */
enum MainOption {
    ZEEK(Section.INPUT, Takes.PATHS, "--zeek", "PATH", "Zeek conn logs."),
    SURICATA(Section.INPUT, Takes.PATHS, "--suricata", "PATH", "Suricata eve.json."),
    ARKIME(Section.INPUT, Takes.PATHS, "--arkime", "PATH", "Arkime sessions, as its viewer or Elasticsearch gives them."),
    ECS(Section.INPUT, Takes.PATHS, "--ecs", "PATH", "ECS documents of Packetbeat, Filebeat and others."),
    NETWORK(Section.INPUT, Takes.PATHS, "--network", "PATH", "Network logs of any of these kinds."),
    OSQUERY(Section.INPUT, Takes.PATHS, "--osquery", "PATH", "osquery results and snapshots."),
    ZEEK_FIELDS(Section.INPUT, Takes.TEXTS_BETWEEN_COMMAS, "--zeek-fields", "NAME", "Columns of Zeek TSV that has no header."),

    FORMAT(Section.OUTPUT, Takes.TEXT, "--format", "FORMAT", "table, json, ndjson, csv or tsv; table if not given.",
            "table", "json", "ndjson", "csv", "tsv"),
    COLUMNS(Section.OUTPUT, Takes.TEXTS_BETWEEN_COMMAS, "--columns", "COLUMN",
            "Columns of table, csv and tsv, by JSON path: time,sighting.process.name"),
    SHOW(Section.OUTPUT, Takes.TEXTS_BETWEEN_COMMAS, "--show", "WHAT",
            "What to print: matched (if not given), unmatched, unseen, excluded, all; several with commas.",
            "matched", "unmatched", "unseen", "excluded", "all"),
    OUTPUT(Section.OUTPUT, Takes.TEXT, "-o --output", "FILE",
            "Write there instead of standard output (-); the file appears when it is complete."),
    COLOR(Section.OUTPUT, Takes.TEXT, "--color", "WHEN", "auto, always or never.", "auto", "always", "never"),
    SUMMARY(Section.OUTPUT, Takes.TEXT, "--summary", "DETAIL", "hosts: a line for each host in the summary.", "hosts"),
    PROBLEMS(Section.OUTPUT, Takes.TEXT, "--problems", "FILE", "Write every problem there, tab-separated."),
    QUIET(Section.OUTPUT, Takes.NOTHING, "-q --quiet", "", "Say nothing but errors."),
    VERBOSE(Section.OUTPUT, Takes.NOTHING, "--verbose", "", "Also say which files were passed over, and why."),

    COMMUNITY_ID(Section.FILTERS, Takes.TEXTS_BETWEEN_COMMAS, "--community-id", "ID", "Only this Community ID."),
    UID(Section.FILTERS, Takes.TEXTS_BETWEEN_COMMAS, "--uid", "UID", "Only this connection."),
    IP(Section.FILTERS, Takes.TEXTS_BETWEEN_COMMAS, "--ip", "ADDRESS", "Only this address or network (10.0.0.0/8)."),
    PORT(Section.FILTERS, Takes.NUMBERS_BETWEEN_COMMAS, "--port", "PORT", "Only this port, at either end."),
    HOST(Section.FILTERS, Takes.TEXTS_BETWEEN_COMMAS, "--host", "HOST", "Only this host; * and ? are wildcards."),
    PROCESS(Section.FILTERS, Takes.TEXTS, "--process", "NAME",
            "Only this process, by name or path; * and ? are wildcards."),
    HASH(Section.FILTERS, Takes.TEXTS_BETWEEN_COMMAS, "--hash", "HASH", "Only this executable, by md5, sha1 or sha256."),
    SINCE(Section.FILTERS, Takes.TEXT, "--since", "TIME",
            "Only what had not ended by then: 2026-11-20T22:00:00Z, or seconds since 1970."),
    UNTIL(Section.FILTERS, Takes.TEXT, "--until", "TIME", "Only what had begun by then."),

    POLL_INTERVAL(Section.EVIDENCE, Takes.TEXTS, "--poll-interval", "[QUERY=]TIME", "How often osquery ran the query, without"
            + " a break: 60s, or net_sockets=10s. Taken from the log where it shows it, if not given."),
    CLOCK_OFFSET(Section.EVIDENCE, Takes.TEXTS, "--clock-offset", "HOST=TIME",
            "Add this to the host's times: web1=+12h5m17s; auto applies what the logs themselves show."),
    SEED(Section.EVIDENCE, Takes.NUMBER, "--seed", "N", "The sensors' Community ID seed; found out if not given."),
    SKEW(Section.EVIDENCE, Takes.TEXT, "--skew", "TIME", "How far clocks may differ; 2s if not given."),
    QUERY_TIME(Section.EVIDENCE, Takes.TEXT, "--query-time", "TIME", "How long a query may have run; 2s if not given."),
    EVENT_LAG(Section.EVIDENCE, Takes.TEXT, "--event-lag", "TIME", "How late an event may have got its time; 5s if not given."),

    EXIT_STATUS(Section.RUN, Takes.NOTHING, "--exit-status", "", "Exit with 1 if nothing was printed."),
    STRICT(Section.RUN, Takes.NOTHING, "--strict", "", "Exit with 4 if there were problems."),
    THREADS(Section.RUN, Takes.NUMBER, "--threads", "N", "Threads to use; all cores if not given."),
    HELP(Section.RUN, Takes.NOTHING, "-h --help", "", "Show this help."),
    VERSION(Section.RUN, Takes.NOTHING, "-V --version", "", "Show the version.");

    /** The parts of the help, with their headings. */
    enum Section {
        INPUT("Input:%n"),
        OUTPUT("%nOutput:%n"),
        FILTERS("%nFilters (they choose what is printed, never what counts as evidence):%n"),
        EVIDENCE("%nEvidence:%n"),
        RUN("%nRun:%n");

        final String heading;

        Section(String heading) {
            this.heading = heading;
        }
    }

    private enum Takes { NOTHING, TEXT, NUMBER, TEXTS, TEXTS_BETWEEN_COMMAS, NUMBERS_BETWEEN_COMMAS, PATHS }

    final Section section;
    /** As it is typed. */
    final List<String> names;
    private final Takes takes;
    private final String label;
    private final String description;
    /** All that it takes, where these are few words: a shell completes them. */
    private final List<String> words;

    MainOption(Section section, Takes takes, String names, String label, String description, String... words) {
        this.section = section;
        this.takes = takes;
        this.names = List.of(names.split(" "));
        this.label = label;
        this.description = description;
        this.words = List.of(words);
    }

    /** The option of this name, or null. */
    static MainOption named(String name) {
        for (MainOption option : values()) {
            if (option.names.contains(name)) {
                return option;
            }
        }
        return null;
    }

    /** The option as picocli parses and shows it. */
    OptionSpec spec() {
        OptionSpec.Builder spec = OptionSpec.builder(names.toArray(new String[0])).description(description);
        if (takes != Takes.NOTHING) {
            spec.paramLabel(label);
        }
        switch (takes) {
            case NOTHING -> spec.type(boolean.class).usageHelp(this == HELP).versionHelp(this == VERSION);
            case TEXT -> spec.type(String.class);
            case NUMBER -> spec.type(Integer.class);
            case TEXTS -> spec.type(List.class).auxiliaryTypes(String.class);
            case TEXTS_BETWEEN_COMMAS -> spec.type(List.class).auxiliaryTypes(String.class).splitRegex(",");
            case NUMBERS_BETWEEN_COMMAS -> spec.type(List.class).auxiliaryTypes(Integer.class).splitRegex(",");
            case PATHS -> spec.type(List.class).auxiliaryTypes(String.class).arity("1..*");
        }
        if (!words.isEmpty()) {
            spec.completionCandidates(words);
        }
        return spec.build();
    }
}

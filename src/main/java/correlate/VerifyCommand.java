package correlate;

import correlate.identify.IdCheck;
import correlate.identify.Tuple;
import correlate.model.CommunityId;
import correlate.model.Place;
import correlate.model.Problem;
import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.read.Input;
import correlate.read.Inputs;
import correlate.read.KeptRows;
import correlate.report.ProblemLog;
import correlate.report.Visible;
import correlate.source.FlowKey;
import correlate.source.Layout;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Recomputes every Community ID that network logs state, and names the likely cause of each disagreement. */
@Command(name = "verify", sortOptions = false,
        header = "Recomputes every logged Community ID and names the cause of each disagreement.",
        customSynopsis = "correlate verify --zeek PATH… [options]",
        description = {"", "Prints, for each log, how many ids agree with their tuples and under which seed, and a line for each"
                + " cause of disagreement with an example.", ""},
        optionListHeading = "Options:%n",
        footer = {"", "Example:", "  correlate verify --zeek /var/log/zeek/2026-11-20/",
            "", "Exit status: 0 all agree; 1 some do not; 3 a log was missing or unreadable."})
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--zeek", arity = "1..*", paramLabel = "PATH", description = "Zeek conn logs.")
    private List<String> zeek = new ArrayList<>();
    @Option(names = "--suricata", arity = "1..*", paramLabel = "PATH", description = "Suricata eve.json.")
    private List<String> suricata = new ArrayList<>();
    @Option(names = "--arkime", arity = "1..*", paramLabel = "PATH", description = "Arkime sessions.")
    private List<String> arkime = new ArrayList<>();
    @Option(names = "--ecs", arity = "1..*", paramLabel = "PATH", description = "ECS documents.")
    private List<String> ecs = new ArrayList<>();
    @Option(names = "--network", arity = "1..*", paramLabel = "PATH", description = "Network logs of any of these kinds.")
    private List<String> network = new ArrayList<>();
    @Option(names = "--zeek-fields", split = ",", paramLabel = "NAME", description = "Columns of Zeek TSV that has no header.")
    private List<String> zeekFields;
    @Option(names = "--seed", paramLabel = "N", description = "The sensors' seed; found out if not given.")
    private Integer seed;
    @Option(names = {"-q", "--quiet"}, description = "Say nothing but errors.")
    private boolean quiet;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Options.NetworkPaths> given = List.of(new Options.NetworkPaths(Sources.Kind.ZEEK, zeek),
                new Options.NetworkPaths(Sources.Kind.SURICATA, suricata), new Options.NetworkPaths(Sources.Kind.ARKIME, arkime),
                new Options.NetworkPaths(Sources.Kind.ECS, ecs), new Options.NetworkPaths(Sources.Kind.ANY, network));
        if (given.stream().allMatch(paths -> paths.paths().isEmpty())) {
            throw new picocli.CommandLine.ParameterException(spec.commandLine(), "give at least one log: --zeek conn.log");
        }
        if (seed != null && (seed < 0 || seed > 0xffff)) {
            throw new picocli.CommandLine.ParameterException(spec.commandLine(), "--seed takes a number from 0 to 65535");
        }
        try {
            Sources.check(zeekFields);
        } catch (IllegalArgumentException e) {
            throw new picocli.CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
        boolean disagreed = false;
        try (ProblemLog problems = new ProblemLog(console.err(), Writer.nullWriter(), quiet)) {
            RunLog log = new RunLog(problems);
            Inputs inputs = new Inputs(console.files(), console.in(), skipped -> console.tellSkipped(skipped, quiet),
                    (Problem problem) -> log.unread(problem.file(), problem.reason()));
            List<Sources.Found> all = Sources.find(inputs, given);
            for (Sources.Found found : all) {
                try (Input file = found.input(); Input input = Sources.lines(file)) {
                    disagreed |= !console.tellEmpty(input, quiet) && verify(found.kind(), input, log);
                } catch (Sources.NotThisLog e) {
                    if (!console.tellSummary(found.input().name(), all.size(), quiet)) {
                        log.unread(found.input().name(), e.getMessage());
                    }
                }
            }
            return log.anyUnread() ? 3 : disagreed ? 1 : 0;
        }
    }

    private boolean verify(Sources.Kind kind, Input input, RunLog log) throws IOException, Sources.NotThisLog {
        NetworkFile file = new NetworkFile(0, input, new Sources(zeekFields, false).network(kind, input),
                new KeptRows.Room(0));
        IdCheck ids = seed == null ? new IdCheck() : new IdCheck(seed);
        long[] without = new long[1];
        try (Chunks chunks = new Chunks(input, Chunks.CHUNK); Workers workers = new Workers(1)) {
            new ChunkRun(workers, file.log.start()).run(chunks, (chunk, layout) -> {
                Ids all = new Ids(chunk, layout);
                file.log.scanner().scan(chunk, layout, all);
                return all;
            }, (all, line) -> {
                all.stated.forEach(id -> ids.add(id.tuple, id.id, new Place(input.name(), line + id.line)));
                without[0] += all.without;
                log.problems(input.name(), line, all);
                return all.lines;
            });
            log.ended(input.name(), chunks);
        }
        print(input, ids, without[0]);
        return !ids.disagreements().isEmpty();
    }

    private void print(Input input, IdCheck ids, long without) throws IOException {
        String name = Visible.escape(input.name());
        StringBuilder text = new StringBuilder();
        if (ids.checked() == 0) {
            text.append(name).append(": no row states an id beside a tuple");
        } else {
            text.append(name).append(": ").append(ids.agreed()).append(" of ").append(ids.checked())
                    .append(" ids agree with their tuples under seed ").append(ids.seed());
            if (without > 0) {
                text.append("; ").append(without).append(without == 1 ? " row states none" : " rows state none");
            }
        }
        text.append('\n');
        for (IdCheck.Disagreement other : ids.disagreements()) {
            text.append(name).append(": ").append(other.count()).append(" disagree: ").append(other.cause()).append(" (")
                    .append(other.code()).append("); first at line ").append(other.at().line()).append(": logged ")
                    .append(other.logged()).append(", by the specification ").append(other.computed()).append('\n');
        }
        console.out().write(text.toString());
        console.out().flush();
    }

    /** The ids that one chunk states. */
    private static final class Ids extends FlowPiece {
        private record Stated(Tuple tuple, CommunityId id, int line) {
        }

        private final List<Stated> stated = new ArrayList<>();
        private long without;

        Ids(Chunk chunk, Layout before) {
            super(chunk, before);
        }

        @Override
        public void flow(FlowKey flow) {
            countUsed(flow.line);
            String text = flow.id(chunk.bytes());
            CommunityId id = CommunityId.parse(text);
            if (id == null && !text.isEmpty()) {
                notice(flow.line, "community_id", '"' + text + "\" is no version 1 id");
            }
            if (id == null || !flow.hasTuple) {
                without++;
                return;
            }
            stated.add(new Stated(new Tuple(flow.protocol, flow.origHigh, flow.origLow, flow.origPort, flow.respHigh,
                    flow.respLow, flow.respPort), id, flow.line));
        }
    }
}

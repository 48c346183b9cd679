package correlate;

import correlate.changelog.PortBatch;
import correlate.changelog.PortChange;
import correlate.changelog.PortHistory;
import correlate.changelog.PortKey;
import correlate.changelog.PortRow;
import correlate.model.Problem;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.read.Input;
import correlate.read.Inputs;
import correlate.report.ProblemLog;
import correlate.report.Visible;
import correlate.source.HostLog;
import correlate.source.HostScanner;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints which process held which port, as a changelog or as the table at one time. */
@Command(name = "process-port", sortOptions = false,
        header = "Tells which process held which port, as a changelog or at one time.",
        customSynopsis = "correlate process-port --osquery PATH… [options]",
        description = {"", "Turns osquery's socket rows into the changelog of a table: one line a change, the key"
            + " local_address:local_port:remote_address:remote_port, a tab, and the value {\"name\",\"pid\",\"username\"}, or null"
            + " when nobody holds the socket any more. Rows may come in any order. What a snapshot or a first batch leaves out"
            + " has closed. Where two processes hold one socket, it closes with the last.",
            "", "That key is the same for two hosts, protocols or processes with equal addresses and ports; --key tells them"
            + " apart.", ""},
        optionListHeading = "Options:%n",
        footer = {"", "Examples:",
            "  correlate process-port --osquery osqueryd.results.log",
            "  correlate process-port --osquery results/ --key host,protocol --at 2019-10-16T17:00:00Z"})
final class ProcessPortCommand implements Callable<Integer> {
    private final Console console;
    private final PortHistory history = new PortHistory();

    @Spec
    private CommandSpec spec;
    @Option(names = "--osquery", arity = "1..*", paramLabel = "PATH", description = "osquery results and snapshots.")
    private List<String> osquery = new ArrayList<>();
    @Option(names = "--key", split = ",", paramLabel = "PART", description = "Name these in the key too: host and protocol in"
            + " front, pid at the end; several with commas.")
    private List<String> key = List.of();
    @Option(names = "--table", description = "Print what is open at the end instead of the changes.")
    private boolean table;
    @Option(names = "--at", paramLabel = "TIME", description = "Print what was open at that time: 2026-11-20T22:00:00Z, or"
            + " seconds since 1970.")
    private String at;
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "lines", description = "lines, or ndjson with the time of"
            + " each change; ${DEFAULT-VALUE} if not given.")
    private String format;
    @Option(names = {"-q", "--quiet"}, description = "Say nothing but errors.")
    private boolean quiet;
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    /** unixTime of the first and the last row that tells of held ports, in µs. */
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long printed;

    ProcessPortCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (osquery.isEmpty()) {
            throw wrong("give at least one log: --osquery osqueryd.results.log");
        }
        if (!format.equals("lines") && !format.equals("ndjson")) {
            throw wrong("--format takes lines or ndjson");
        }
        long until = at == null ? Times.AFTER_ALL : Times.parse(at);
        if (until == Times.NONE) {
            throw wrong("--at takes a time and its zone, such as 2026-11-20T22:00:00Z, or seconds since 1970");
        }
        PortKey form;
        try {
            form = PortKeys.of(key);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        try (ProblemLog problems = new ProblemLog(console.err(), Writer.nullWriter(), quiet)) {
            RunLog log = new RunLog(problems);
            Inputs inputs = new Inputs(console.files(), console.in(), skipped -> console.tellSkipped(skipped, quiet),
                    (Problem problem) -> log.unread(problem.file(), problem.reason()));
            for (Input found : inputs.find(osquery, Sources::wantedHostLog)) {
                try (found; Input input = Sources.lines(found)) {
                    if (!console.tellEmpty(input, quiet)) {
                        read(input, Sources.host(input), form, log);
                    }
                } catch (Sources.NotThisLog e) {
                    log.unread(found.name(), e.getMessage());
                }
            }
            print(until);
            if (printed == 0 && !quiet && !log.anyUnread()) {
                console.err().println(nothing());
            }
            return log.anyUnread() ? 3 : 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void read(Input input, HostLog host, PortKey form, RunLog log) {
        HostScanner scanner = host.scanner();
        long line = 1;
        try (Chunks chunks = new Chunks(input, Chunks.CHUNK)) {
            for (var chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                PortBlock block = new PortBlock(chunk, host, form);
                scanner.scan(chunk, block);
                log.problems(input.name(), line, block);
                line += block.lines;
                chunks.recycle(chunk);
            }
            log.ended(input.name(), chunks);
        }
    }

    /** Hands what a chunk shows to the history; a line without a time is left out, for nobody can tell what came after it. */
    private final class PortBlock extends Block implements HostSink {
        private final Chunk chunk;
        private final HostLog log;
        private final PortKey form;

        PortBlock(Chunk chunk, HostLog log, PortKey form) {
            this.chunk = chunk;
            this.log = log;
            this.form = form;
        }

        @Override
        public void batch(SocketKey key) {
            if (counts(key)) {
                history.add(line(key));
            }
        }

        @Override
        public void row(SocketKey key) {
            if (!counts(key)) {
                return;
            }
            PortRow row = PortRow.of(line(key), key.form == SocketKey.Form.REMOVED, form,
                    key.protocol < 0 ? null : Protocols.name(key.protocol),
                    log.columns(Arrays.copyOfRange(chunk.bytes(), key.sliceFrom, key.sliceTo), key.ordinal));
            if (row != null) {
                history.add(row);
                first = Math.min(first, key.unixTime);
                last = Math.max(last, key.unixTime);
            }
        }

        private static boolean counts(SocketKey key) {
            return key.unixTime != Times.NONE && key.form != SocketKey.Form.EVENT;
        }

        private static PortBatch line(SocketKey key) {
            return new PortBatch(key.host, key.query, key.unixTime, key.epoch, key.counter,
                    key.form == SocketKey.Form.SNAPSHOT, key.batched);
        }

        @Override
        public void used(int line) {
            countUsed(line);
        }

        @Override
        public void alive(String host, long time) {
            // which ports were held, only socket queries tell
        }
    }

    private void print(long until) throws IOException {
        if (table || at != null) {
            for (Map.Entry<String, PortChange> open : history.table(until).entrySet()) {
                print(open.getValue());
            }
        } else {
            history.replay(until, change -> {
                try {
                    print(change);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        console.out().flush();
    }

    /** Why nothing is printed: nothing was held, or these are not the logs to ask. */
    private String nothing() {
        return first > last ? "nothing to print: no row is of a socket that a query found open; events do not tell what is held"
                : "nothing to print: no socket was open then; the rows are of " + Times.iso(first) + " to " + Times.iso(last);
    }

    /** Addresses are text that a log states, and so escaped; the value is JSON, which has escaped its own. */
    private void print(PortChange change) throws IOException {
        printed++;
        console.out().write((format.equals("ndjson") ? change.json() : Visible.escape(change.key()) + '\t' + change.value()) + '\n');
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}

package correlate;

import correlate.model.Problem;
import correlate.read.Input;
import correlate.read.Inputs;
import correlate.read.KeptRows;
import correlate.report.ClosedPipe;
import correlate.report.OutputFile;
import correlate.report.ProblemLog;
import correlate.report.Report;
import correlate.report.ReportOptions;
import correlate.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The main job around its run: opens logs, output and problem file, and settles the exit status. */
final class MainJob {
    /** The most memory that rows which will be printed may take between the scan and the printing; a small heap gives less. */
    private static final long KEPT_ROWS = 32L << 20;

    private final Console console;
    private final Options options;
    private final boolean colour;
    private final String outputName;
    private final String problemsName;
    private final boolean exitStatus;
    private final boolean strict;
    /** Nothing of one side could be read: what stands in the output file is worth more than an empty result. */
    private boolean failed;

    MainJob(Console console, Options options, boolean colour, String outputName, String problemsName, boolean exitStatus,
            boolean strict) {
        this.console = console;
        this.options = options;
        this.colour = colour;
        this.outputName = outputName;
        this.problemsName = problemsName;
        this.exitStatus = exitStatus;
        this.strict = strict;
    }

    /** Runs, and gives the exit status (product.md). */
    int run() throws IOException {
        refuseOneFileForBoth();
        try (OutputFile problemFile = file(problemsName); OutputFile outputFile = file(outputName)) {
            Writer allProblems = problemFile == null ? null : problemFile.writer();
            int status;
            try (ProblemLog problems = new ProblemLog(console.err(), allProblems, options.quiet())) {
                status = run(new RunLog(problems), outputFile == null ? console.out() : outputFile.writer());
            }
            if (outputFile != null && !failed) {
                outputFile.commit();
            }
            if (problemFile != null) {
                problemFile.commit();
            }
            return status;
        }
    }

    private void refuseOneFileForBoth() throws IOException {
        if (outputName != null && problemsName != null) {
            Path output = console.files().getPath(outputName);
            Path other = console.files().getPath(problemsName);
            boolean device = Files.exists(output) && !Files.isRegularFile(output);      // both may go to /dev/null
            if (!device && (output.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize()) || isSame(output, other))) {
                throw new IOException(problemsName + " is the output file, too; name another one for the problems");
            }
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    private OutputFile file(String name) throws IOException {
        return name == null ? null : OutputFile.open(console.files().getPath(name));
    }

    private int run(RunLog log, Writer out) throws IOException {
        List<Input> inputs = new ArrayList<>();
        boolean reading = true;
        try (Workers workers = new Workers(options.threads());
                Report report = Report.open(options.format(), out, reportOptions())) {
            List<HostFile> hostFiles = hostFiles(inputs, log);
            List<NetworkFile> networkFiles = networkFiles(inputs, log);
            refuseToOverwrite(inputs, outputName);
            refuseToOverwrite(inputs, problemsName);
            failed = log.anyUnread() && (hostFiles.isEmpty() || networkFiles.isEmpty());
            long printed = new Correlation(options, log, workers)
                    .run(hostFiles, networkFiles, report, new Summary(console.err(), log, options));
            reading = false;
            return log.anyUnread() ? 3 : strict && log.anyProblem() ? 4 : exitStatus && printed == 0 ? 1 : 0;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedPipe) {
                throw e.getCause();
            }
            throw new IOException((reading ? "" : "writing: ") + e.getCause().getMessage(), e.getCause());
        } finally {
            for (Input input : inputs) {
                input.close();
            }
        }
    }

    /** What is written must not take the place of evidence. */
    private void refuseToOverwrite(List<Input> inputs, String name) throws IOException {
        for (Input input : inputs) {
            if (name != null && isSame(console.files().getPath(name), input.path())) {
                throw new IOException(name + " is one of the logs that are read; name another file for the output");
            }
        }
    }

    private ReportOptions reportOptions() {
        int width = outputName == null ? console.terminal().width() : 0;
        return new ReportOptions(options.columns(), width, colour, this::note);
    }

    private void note(String text) {
        if (!options.quiet()) {
            PrintWriter err = console.err();
            err.println(text);
            err.flush();
        }
    }

    private Inputs search(RunLog log) {
        return new Inputs(console.files(), console.in(), skipped -> {
            if (options.verbose() || Inputs.isDuplicate(skipped)) {
                note("skipped: " + Visible.escape(skipped));
            }
        }, (Problem problem) -> log.unread(problem.file(), problem.reason()));
    }

    private List<HostFile> hostFiles(List<Input> inputs, RunLog log) {
        List<HostFile> files = new ArrayList<>();
        for (Input found : search(log).find(options.hostLogs(), Sources::wantedHostLog)) {
            Input input = lines(found, inputs, log);
            try {
                if (input != null && !console.tellEmpty(input, options.quiet())) {
                    files.add(new HostFile(files.size(), input, Sources.host(input)));
                }
            } catch (Sources.NotThisLog e) {
                log.unread(input.name(), e.getMessage());
            }
        }
        return files;
    }

    private List<NetworkFile> networkFiles(List<Input> inputs, RunLog log) {
        List<Sources.Found> all = Sources.find(search(log), options.network());
        Sources sources = new Sources(options.zeekFields(), repeats(all));
        KeptRows.Room room = new KeptRows.Room(Math.min(KEPT_ROWS, Runtime.getRuntime().maxMemory() / 32));
        List<NetworkFile> files = new ArrayList<>();
        for (Sources.Found found : all) {
            Input input = lines(found.input(), inputs, log);
            try {
                if (input != null && !console.tellEmpty(input, options.quiet())) {
                    files.add(new NetworkFile(files.size(), input, sources.network(found.kind(), input), room));
                }
            } catch (Sources.NotThisLog e) {
                if (!console.tellSummary(input.name(), all.size(), options.quiet())) {
                    log.unread(input.name(), e.getMessage());
                }
            }
        }
        return files;
    }

    /** Whether logs of Zeek tell of the same connections, which is said. */
    private boolean repeats(List<Sources.Found> all) {
        if (all.size() < 2) {
            return false;
        }
        List<String> zeek = all.stream().filter(f -> f.kind() == Sources.Kind.ZEEK || f.kind() == Sources.Kind.ANY)
                .map(f -> f.input().name()).toList();
        List<String> repeating = zeek.stream().filter(Sources::repeatsConnections).toList();
        if (zeek.size() < 2 || repeating.isEmpty()) {
            return false;
        }
        note(Visible.escape(repeating.get(0)) + ": may repeat connections of the conn logs beside it; rows of one uid and time"
                + " are counted once");
        return true;
    }

    /** The input whose lines are rows; null if there is none, which has been said. */
    private static Input lines(Input found, List<Input> inputs, RunLog log) {
        inputs.add(found);
        try {
            Input lines = Sources.lines(found);
            if (lines != found) {
                inputs.add(lines);
            }
            return lines;
        } catch (IOException e) {
            log.unread(found.name(), e.getMessage());
            return null;
        }
    }
}

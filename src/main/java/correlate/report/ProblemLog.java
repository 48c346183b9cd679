package correlate.report;

import correlate.model.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the first problem of each kind, counts the others, and keeps all of them in a file where one is wanted. Problems are
 * of one kind if they are of one field and their reasons differ only in quoted text and numbers. May be called by several
 * threads.
 */
public final class ProblemLog implements Closeable {
    /** Fields may be named by an attacker: without a limit he would choose how much we remember and print. */
    private static final int MOST_KINDS = 100;
    /** A message may quote a value of a megabyte. */
    private static final int LONGEST_MESSAGE = 400;

    private final PrintWriter messages;
    private final Writer all;
    private final boolean quiet;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long ofOtherKinds;
    private long problems;
    private long errors;

    private static final class Kind {
        private final String firstPlace;
        private long more;

        private Kind(String firstPlace) {
            this.firstPlace = firstPlace;
        }
    }

    /**
     * A log without problems.
     *
     * @param messages standard error
     * @param all takes every problem as tab-separated values under a header line; null if they are not wanted
     * @param quiet whether only errors are shown
     */
    public ProblemLog(PrintWriter messages, Writer all, boolean quiet) {
        this.messages = messages;
        this.all = all;
        this.quiet = quiet;
        write(List.of("file", "line", "field", "reason"));
    }

    /** Takes a piece of input that could not be used, or only in part. */
    public synchronized void add(Problem problem) {
        problems++;
        write(problem);
        if (quiet) {
            return;
        }
        String shape = shape(problem);
        Kind kind = kinds.get(shape);
        if (kind != null) {
            kind.more++;
        } else if (kinds.size() < MOST_KINDS) {
            kinds.put(shape, new Kind(place(problem)));
            show(problem);
        } else {
            ofOtherKinds++;
        }
    }

    /** Takes a file that was missing, is no log or could not be read to its end: shown whatever happens. */
    public synchronized void error(Problem problem) {
        errors++;
        write(problem);
        show(problem);
    }

    /** How many problems there were, errors not among them. */
    public synchronized long problems() {
        return problems;
    }

    /** How many files could not be read. */
    public synchronized long errors() {
        return errors;
    }

    /** Says how many problems were not shown; both writers stay open. */
    @Override
    public synchronized void close() throws IOException {
        for (Kind kind : kinds.values()) {
            if (kind.more > 0) {
                more(kind.more, "like " + kind.firstPlace);
            }
        }
        if (ofOtherKinds > 0) {
            more(ofOtherKinds, "of other kinds");
        }
        kinds.clear();
        ofOtherKinds = 0;
        messages.flush();
        if (all != null) {
            all.flush();
        }
    }

    private void more(long count, String which) {
        messages.println("… and " + count + " more " + which + (all == null ? "; all with --problems FILE" : ""));
    }

    private static String place(Problem problem) {
        return shortened(problem.file()) + (problem.line() > 0 ? ":" + problem.line() : "")
                + (problem.field().isEmpty() ? "" : " (" + shortened(problem.field()) + ")");
    }

    private void show(Problem problem) {
        messages.println(shortened(problem.toString()));
        messages.flush();
    }

    private static String shortened(String text) {
        return Visible.escape(start(text)) + (text.length() > LONGEST_MESSAGE ? "…" : "");
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_MESSAGE));
    }

    private void write(Problem problem) {
        write(List.of(problem.file(), problem.line() > 0 ? Long.toString(problem.line()) : "", problem.field(),
                problem.reason()));
    }

    private void write(List<String> cells) {
        if (all != null) {
            try {
                all.write(TsvLine.of(cells));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The field, and the reason without digits and without what stands between its first and last quotation mark. */
    private static String shape(Problem problem) {
        String reason = problem.reason();
        int from = reason.indexOf('"');
        int to = reason.lastIndexOf('"');
        String unquoted = from < 0 ? reason : reason.substring(0, from) + '"' + reason.substring(to);
        return start(problem.field()) + '\0' + start(unquoted).replaceAll("\\d+", "#");
    }
}

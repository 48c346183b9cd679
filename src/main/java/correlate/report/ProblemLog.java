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
        private final Problem first;
        private long count = 1;
        private boolean reasonsDiffer;
        private boolean filesDiffer;

        private Kind(Problem first) {
            this.first = first;
        }

        private void count(Problem problem) {
            count++;
            reasonsDiffer |= !problem.reason().equals(first.reason());
            filesDiffer |= !problem.file().equals(first.file());
        }

        @Override
        public String toString() {
            String what = count + " rows" + (filesDiffer ? " of several files" : "") + ": "
                    + (first.field().isEmpty() ? "" : shortened(first.field()) + ": ") + shortened(first.reason())
                    + (reasonsDiffer ? ", or similar" : "") + "; first at ";
            return filesDiffer ? what + shortened(first.file()) + ":" + first.line()
                    : shortened(first.file()) + ": " + what + "line " + first.line();
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
            kind.count(problem);
        } else if (kinds.size() < MOST_KINDS) {
            kinds.put(shape, new Kind(problem));
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

    /** Says of each kind of which only the first was shown how many there were, and begins anew. */
    public synchronized void summarise() {
        for (Kind kind : kinds.values()) {
            if (kind.count > 1) {
                closing(kind.toString());
            }
        }
        if (ofOtherKinds > 0) {
            closing(ofOtherKinds + " problems of other kinds");
        }
        kinds.clear();
        ofOtherKinds = 0;
        messages.flush();
    }

    /** Says what was not said yet; both writers stay open. */
    @Override
    public synchronized void close() throws IOException {
        summarise();
        if (all != null) {
            all.flush();
        }
    }

    private void closing(String sentence) {
        messages.println(sentence + (all == null ? "; all with --problems FILE" : ""));
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

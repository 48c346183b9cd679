package correlate;

import correlate.read.Input;
import correlate.read.Inputs;
import correlate.report.ReportOptions;
import correlate.report.Visible;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;

/**
 * The world as a command sees it, so that tests can make one of their own.
 *
 * @param files the file system in which paths are looked up
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
record Console(FileSystem files, InputStream in, Writer out, PrintWriter err, Terminal terminal) {

    /** Reads and writes nothing: for whoever only asks about the command line. */
    static Console none() {
        return new Console(FileSystems.getDefault(), InputStream.nullInputStream(), Writer.nullWriter(),
                new PrintWriter(Writer.nullWriter()), Terminal.NONE);
    }

    /** Says of a file why it was skipped, if it is read under another name. */
    void tellSkipped(String skipped, boolean quiet) {
        if (!quiet && Inputs.isDuplicate(skipped)) {
            err.println("skipped: " + Visible.escape(skipped));
        }
    }

    /** Whether a file that is no log came with others by a shell's {@code conn*}, which is said, and is no fault. */
    boolean tellSummary(String file, int files, boolean quiet) {
        boolean summary = files > 1 && Sources.isConnSummary(file);
        if (summary && !quiet) {
            err.println("skipped: " + Visible.escape(file) + ": it is a summary of a conn.log, without connections");
            err.flush();
        }
        return summary;
    }

    /** Whether a log is empty, which is said, and is no fault. */
    boolean tellEmpty(Input input, boolean quiet) {
        boolean empty = input.isEmpty();
        if (empty && !quiet) {
            err.println(Visible.escape(input.name()) + ": the file is empty");
            err.flush();
        }
        return empty;
    }

    /** Refuses columns that cannot be, before anything is read. */
    void checkColumns(Options options) {
        new ReportOptions(options.columns(), 0, false, note -> { });
    }
}

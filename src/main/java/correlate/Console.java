package correlate;

import correlate.report.ReportOptions;
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

    /** Refuses columns that cannot be, before anything is read. */
    void checkColumns(Options options) {
        new ReportOptions(options.columns(), 0, false, note -> { });
    }
}

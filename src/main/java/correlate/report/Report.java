package correlate.report;

import correlate.model.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Prints findings in one format. Only {@link #prepare} is for several threads.
 *
 * <p>Closing prints what is still owed (the table's last rows, the array's bracket) and flushes the writer, but leaves it
 * open: it is the caller's.
 */
public sealed interface Report extends Closeable permits TableReport, JsonReport, CsvReport {

    /**
     * Findings made ready for {@link #add(Prepared)}.
     *
     * @param count how many they are
     * @param findings they themselves, if the report needs them, or null: what is made of them takes a third of the room
     * @param utf8 what is printed of them, or null
     * @param length how many of these bytes count
     */
    record Prepared(int count, List<Finding> findings, byte[] utf8, int length) {
        void write(int from, Writer out) throws IOException {
            if (out instanceof Utf8Writer bytes) {
                bytes.write(utf8, from, length - from);
            } else {
                out.write(new String(utf8, from, length - from, StandardCharsets.UTF_8));
            }
        }
    }

    /** Does what can be done before it is their turn; on any thread. */
    Prepared prepare(List<Finding> findings);

    /**
     * Prints findings, soon or at once.
     *
     * @throws java.io.UncheckedIOException if the output cannot be written; its cause is {@link ClosedPipe} where nobody reads
     */
    void add(Prepared prepared);

    /** Prints one finding, as {@link #add(Prepared)}. */
    default void add(Finding finding) {
        add(prepare(List.of(finding)));
    }

    /** Hands on what waits to be printed: for a run that pauses because its input does. */
    void flush() throws IOException;

    /** A report on a writer, which should be buffered. */
    static Report open(OutputFormat format, Writer out, ReportOptions options) {
        Waiting waiting = new Waiting(System::nanoTime);
        return switch (format) {
            case TABLE -> new TableReport(out, options, waiting);
            case JSON -> new JsonReport(out, JsonReport.Frame.ARRAY, waiting);
            case NDJSON -> new JsonReport(out, JsonReport.Frame.LINES, waiting);
            case CSV -> new CsvReport(out, columns(options), csvLine(), waiting);
            case TSV -> new CsvReport(out, columns(options), TsvLine::of, waiting);
        };
    }

    /** The writer behind it is for one thread. */
    private static Function<List<String>, String> csvLine() {
        ThreadLocal<CsvLine> line = ThreadLocal.withInitial(CsvLine::new);
        return cells -> line.get().of(cells);
    }

    private static List<String> columns(ReportOptions options) {
        return options.columns() == null ? Columns.DEFAULT : options.columns();
    }
}

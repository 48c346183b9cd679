package correlate.report;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a report may be told.
 *
 * @param columns JSON paths of the columns for table, csv and tsv, or null for the default ones; json and ndjson always
 *     print everything
 * @param width columns of the terminal, or 0 where the output is none: then nothing is cut off
 * @param colour whether the table colours verdicts
 * @param notes is told, in one sentence, what a table had to leave out
 */
public record ReportOptions(List<String> columns, int width, boolean colour, Consumer<String> notes) {

    /** Refuses an empty list, and a path that no finding can have, with a sentence for the user. */
    public ReportOptions {
        if (columns != null) {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("--columns names no column; name at least one, for example time");
            }
            columns.forEach(Columns::of);
        }
    }
}

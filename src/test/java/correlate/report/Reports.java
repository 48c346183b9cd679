package correlate.report;

import correlate.model.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Prints findings into a string, away from any terminal unless told otherwise. */
final class Reports {
    static final ReportOptions PLAIN = new ReportOptions(null, 0, false, note -> { });

    private Reports() {
    }

    static ReportOptions columns(String... paths) {
        return new ReportOptions(List.of(paths), 0, false, note -> { });
    }

    static String print(OutputFormat format, ReportOptions options, Finding... findings) {
        StringWriter out = new StringWriter();
        try (Report report = Report.open(format, out, options)) {
            for (Finding finding : findings) {
                report.add(finding);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** Options for a terminal; its notes go to the list. */
    static ReportOptions terminal(int width, List<String> notes, String... paths) {
        return new ReportOptions(paths.length == 0 ? null : List.of(paths), width, false, notes::add);
    }

    static ReportOptions terminal(int width) {
        return terminal(width, new ArrayList<>());
    }
}

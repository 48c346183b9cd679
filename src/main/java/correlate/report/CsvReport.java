package correlate.report;

import correlate.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Findings as lines of values under a header line of column paths, comma- or tab-separated. */
final class CsvReport implements Report {
    private final Writer out;
    private final List<Function<Finding, String>> columns;
    private final Function<List<String>, String> line;
    private final Waiting waiting;
    private String owedHeader;

    CsvReport(Writer out, List<String> paths, Function<List<String>, String> line, Waiting waiting) {
        this.out = out;
        this.columns = paths.stream().map(Columns::of).toList();
        this.line = line;
        this.waiting = waiting;
        this.owedHeader = line.apply(paths);
    }

    @Override
    public Prepared prepare(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(line.apply(columns.stream().map(column -> column.apply(finding)).toList()));
        }
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Prepared(findings.size(), null, utf8, utf8.length);
    }

    @Override
    public void add(Prepared prepared) {
        try {
            header();
            prepared.write(0, out);
            if (waiting.isOver()) {
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header() throws IOException {
        out.write(owedHeader);
        owedHeader = "";
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** A file without findings has its header all the same: a program reads it. */
    @Override
    public void close() throws IOException {
        header();
        out.flush();
    }
}

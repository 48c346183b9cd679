package correlate.report;

import correlate.model.Finding;
import correlate.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings as aligned columns for people. Rows are measured and printed in batches, so that memory stays flat and the first
 * rows appear early.
 */
final class TableReport implements Report {
    private static final int BATCH_ROWS = 500;
    /** A batch of rows with command lines of a megabyte is printed sooner. */
    private static final int BATCH_CHARACTERS = 1 << 20;
    private static final String PLAIN = "\033[0m";

    private final Writer out;
    private final ReportOptions options;
    private final Waiting waiting;
    private final List<TableColumn> columns;
    private final TableLayout layout;
    private final List<String[]> cells = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private long characters;
    private boolean headerPrinted;

    TableReport(Writer out, ReportOptions options, Waiting waiting) {
        this.out = out;
        this.options = options;
        this.waiting = waiting;
        this.columns = options.columns() == null ? TableColumn.standard(options.width() > 0)
                : TableColumn.chosen(options.columns());
        this.layout = new TableLayout(columns, options.width());
    }

    @Override
    public Prepared prepare(List<Finding> findings) {
        return new Prepared(findings.size(), findings, null, 0);
    }

    @Override
    public void add(Prepared prepared) {
        prepared.findings().forEach(this::addRow);
    }

    private void addRow(Finding finding) {
        if (cells.isEmpty()) {
            waiting.restart();
        }
        cells.add(columns.stream().map(column -> cell(column.value().apply(finding))).toArray(String[]::new));
        verdicts.add(finding.verdict());
        // Away from terminals the clock has no say, so that one input always gives one output.
        if (cells.size() == BATCH_ROWS || characters >= BATCH_CHARACTERS || options.width() > 0 && waiting.isOver()) {
            try {
                printBatch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String cell(String value) {
        // ConsoleWidth.cut looks at no more than four characters a column.
        int most = 4 * options.width() + 1;
        String cell = options.width() > 0 && value.length() > most ? value.substring(0, most) : value;
        String shown = cell.isEmpty() ? "-" : Visible.escape(cell);
        characters += shown.length();
        return shown;
    }

    private void printBatch() throws IOException {
        List<String> gone = layout.fit(cells);
        if (!gone.isEmpty()) {
            options.notes().accept("columns left out: " + String.join(", ", gone)
                    + "; a wider terminal, --columns or an output that is no terminal shows them");
        }
        if (!headerPrinted || !gone.isEmpty()) {
            out.write(layout.header());
            headerPrinted = true;
        }
        for (int i = 0; i < cells.size(); i++) {
            Verdict verdict = verdicts.get(i);
            out.write(layout.line(cells.get(i), options.colour() ? colour(verdict) : "", options.colour() ? PLAIN : ""));
        }
        cells.clear();
        verdicts.clear();
        characters = 0;
        out.flush();
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case CONFIRMED -> "\033[32m";
            case POSSIBLE -> "\033[33m";
            case WEAK -> "\033[36m";
            case EXCLUDED -> "\033[90m";
            case UNMATCHED -> "\033[35m";
            case UNSEEN -> "\033[34m";
        };
    }

    @Override
    public void flush() throws IOException {
        if (!cells.isEmpty()) {
            printBatch();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}

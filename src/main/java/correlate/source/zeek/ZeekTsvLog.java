package correlate.source.zeek;

import correlate.model.Connection;
import correlate.source.FlowScanner;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import correlate.source.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One TSV log: scans its rows, and parses in full those that somebody asks for. */
final class ZeekTsvLog implements NetworkLog {
    private static final ZeekField[] FIELDS = ZeekField.values();
    private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);

    private final ZeekHeader start;
    private final boolean fold;

    ZeekTsvLog(ZeekHeader start, boolean fold) {
        this.start = start;
        this.fold = fold;
    }

    @Override
    public String source() {
        return ZeekConnection.SOURCE;
    }

    @Override
    public Layout start() {
        return start;
    }

    @Override
    public FlowScanner scanner() {
        return new ZeekTsvScanner(fold);
    }

    @Override
    public Connection connection(List<Row> rows, Consumer<FieldProblem> problems) {
        return rows.size() == 1 ? parse(rows.get(0), problems)
                : ZeekConnection.longest(rows.stream().map(row -> parse(row, problems)).toList());
    }

    private static Connection parse(Row row, Consumer<FieldProblem> problems) {
        ZeekHeader header = (ZeekHeader) row.layout();
        ZeekColumns columns = new ZeekColumns(row);
        columns.check(problems);
        if (columns.isEven() && !header.repeats) {
            ZeekFlow flow = flow(row.bytes(), header, columns.places());
            if (flow.sound()) {
                return ZeekConnection.of(flow.key, columns, row, problems);
            }
        }
        return plain(row, columns, problems);
    }

    /** Makes the connection by its columns' values, whatever is odd about the row; the twin of the way above. */
    static Connection plain(Row row, Map<String, Object> columns, Consumer<FieldProblem> problems) {
        ZeekHeader header = (ZeekHeader) row.layout();
        return ZeekConnection.of(columns, field -> columns.get(header.titles[field.ordinal()]), row, problems);
    }

    private static ZeekFlow flow(byte[] bytes, ZeekHeader header, RowCutter places) {
        ZeekFlow flow = READING.get().under(header);
        flow.read(bytes, places.places(), places.gap(), false);
        return flow;
    }

    /** A thread's reading of rows, which mostly come one after another under one header. */
    private static final class Reading {
        private final ZeekFlow flow = new ZeekFlow();
        private ZeekHeader last;

        ZeekFlow under(ZeekHeader header) {
            if (last != header) {
                flow.use(header.marks, header.titles, header.escapes());
                for (ZeekField field : FIELDS) {
                    flow.slices[field.ordinal()] = header.at(field);
                }
                last = header;
            }
            return flow;
        }
    }
}

package correlate.source.zeek;

import correlate.model.Connection;
import correlate.source.FlowScanner;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import correlate.source.Row;
import correlate.source.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One TSV log: scans its rows, and parses in full those that somebody asks for. */
final class ZeekTsvLog implements NetworkLog {
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
        return ZeekConnection.longest(rows.stream().map(row -> parse(row, problems)).toList());
    }

    private static Connection parse(Row row, Consumer<FieldProblem> problems) {
        ZeekHeader header = (ZeekHeader) row.layout();
        RowCutter cut = RowCutter.of(header, row.bytes());
        int columns = header.names.size();
        if (cut.count != columns) {
            // The scan let the row pass because its columns up to duration are sound; what follows may be shifted.
            columns = Math.min(cut.count, header.at(ZeekField.DURATION) + 1);
        }
        Map<String, Object> log = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
            if (!header.marks.isUnset(row.bytes(), cut.from(i), cut.to(i)) && !ZeekRow.isOverlong(cut, i)) {
                String type = header.types.get(i);
                Object value = ZeekValues.value(type, header.marks, row.bytes(), cut.from(i), cut.to(i));
                log.putIfAbsent(header.names.get(i), value);
                String fault = ZeekConnection.isScanned(header.meanings[i]) ? null : ZeekValues.fault(type, value);
                if (fault != null) {
                    problems.accept(new FieldProblem(row, header.names.get(i), shown(value) + " " + fault));
                }
            }
        }
        return ZeekConnection.of(log, field -> log.get(header.titles[field.ordinal()]), row, problems);
    }

    private static String shown(Object value) {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        return Scalars.quote(text, 0, text.length);
    }
}

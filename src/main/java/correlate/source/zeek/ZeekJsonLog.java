package correlate.source.zeek;

import correlate.model.Connection;
import correlate.source.FlowScanner;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import correlate.source.Row;
import correlate.source.json.BadJson;
import correlate.source.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One log of JSON lines: scans its rows, and parses in full those that somebody asks for. */
final class ZeekJsonLog implements NetworkLog {
    private static final ThreadLocal<ZeekFlow> FLOW = ThreadLocal.withInitial(ZeekJsonScanner::flow);

    private final boolean namedOther;
    private final boolean fold;

    /**
     * Opens the log.
     *
     * @param namedOther whether its file is called like another of Zeek's logs
     */
    ZeekJsonLog(boolean namedOther, boolean fold) {
        this.namedOther = namedOther;
        this.fold = fold;
    }

    @Override
    public String source() {
        return ZeekConnection.SOURCE;
    }

    @Override
    public Layout start() {
        return Layout.NONE;
    }

    @Override
    public FlowScanner scanner() {
        return new ZeekJsonScanner(namedOther, fold);
    }

    @Override
    public Connection connection(List<Row> rows, Consumer<FieldProblem> problems) {
        return rows.size() == 1 ? parse(rows.get(0), problems)
                : ZeekConnection.longest(rows.stream().map(row -> parse(row, problems)).toList());
    }

    private static Connection parse(Row row, Consumer<FieldProblem> problems) {
        ZeekJsonColumns columns = ZeekJsonColumns.of(row.bytes());
        if (columns != null) {
            ZeekFlow flow = FLOW.get();
            columns.read(flow);
            if (flow.sound()) {
                return ZeekConnection.of(flow.key, columns, row, problems);
            }
        }
        return plain(row, problems);
    }

    /** Makes the connection by its columns' values, whatever is odd about the row; the twin of the way above. */
    static Connection plain(Row row, Consumer<FieldProblem> problems) {
        try {
            Map<String, Object> log = JsonTree.object(row.bytes(), 0, row.bytes().length);
            return ZeekConnection.of(log, field -> value(log, field), row, problems);
        } catch (BadJson e) {
            throw new IllegalArgumentException("a row that the scan rejected: " + e.reason(), e);
        }
    }

    /** The value of a field, by the rules of the scan; Zeek writes an empty text for some values that it does not have. */
    private static Object value(Map<String, Object> log, ZeekField field) {
        List<String> spellings = field.spellings();
        boolean ofId = field.title.startsWith("id.");
        for (int i = 0; i < spellings.size(); i++) {
            if (ofId && i == 2 && log.get("id") instanceof Map<?, ?> id && id.get(field.title.substring(3)) != null) {
                return id.get(field.title.substring(3));
            }
            Object value = log.get(spellings.get(i));
            if (value != null && !value.equals("")) {
                return value;
            }
        }
        return null;
    }
}

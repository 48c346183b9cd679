package correlate.report;

import correlate.report.TableColumn.Room;
import java.util.ArrayList;
import java.util.List;

/** Which columns of a table fit, and how wide they are. Grows with every batch, so that columns do not dance. */
final class TableLayout {
    private static final int GAP = 2;
    /** One long value must not push the others out: a wider one overflows, or is cut if it may be. A SHA-256 fits. */
    private static final int WIDEST = 64;
    /** Optional columns go before the rest has less than this. */
    private static final int COMFORTABLE_REST = 24;
    /** Less of a command line says nothing. */
    private static final int LEAST_REST = 8;

    private final List<TableColumn> columns;
    private final int terminal;
    private final int[] widths;
    private final boolean[] leftOut;

    /**
     * The layout of a table that has no rows yet.
     *
     * @param terminal width of the terminal, or 0 where the output is none
     */
    TableLayout(List<TableColumn> columns, int terminal) {
        this.columns = columns;
        this.terminal = terminal;
        this.widths = columns.stream().mapToInt(column -> ConsoleWidth.of(column.title())).toArray();
        this.leftOut = new boolean[widths.length];
    }

    /** Makes room for rows; gives the titles of the columns that have to go now. */
    List<String> fit(List<String[]> rows) {
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                int most = terminal > 0 && columns.get(i).room() == Room.REST ? terminal : WIDEST;
                widths[i] = Math.max(widths[i], Math.min(most, ConsoleWidth.of(row[i])));
            }
        }
        List<String> gone = new ArrayList<>();
        if (terminal > 0) {
            for (int i = leastWorth(); i >= 0 && isCrowded(COMFORTABLE_REST); i = leastWorth()) {
                leaveOut(i, gone);
            }
            int rest = rest();
            if (rest >= 0 && isCrowded(LEAST_REST)) {
                leaveOut(rest, gone);
            }
        }
        return gone;
    }

    private void leaveOut(int i, List<String> gone) {
        leftOut[i] = true;
        gone.add(columns.get(i).title());
    }

    /** The optional column that goes next, or -1. */
    private int leastWorth() {
        int least = -1;
        for (int i = 0; i < widths.length; i++) {
            TableColumn column = columns.get(i);
            if (!leftOut[i] && column.room() == Room.OPTIONAL && (least < 0 || column.worth() < columns.get(least).worth())) {
                least = i;
            }
        }
        return least;
    }

    private int rest() {
        for (int i = 0; i < widths.length; i++) {
            if (!leftOut[i] && columns.get(i).room() == Room.REST) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the others leave the rest less than it wants, which is at most so much. */
    private boolean isCrowded(int wanted) {
        int rest = rest();
        return left() < (rest < 0 ? 0 : Math.min(widths[rest], wanted));
    }

    /** What the columns other than the rest leave of the terminal. */
    private int left() {
        int left = terminal + GAP;
        for (int i = 0; i < widths.length; i++) {
            if (!leftOut[i]) {
                left -= GAP + (columns.get(i).room() == Room.REST ? 0 : widths[i]);
            }
        }
        return left;
    }

    /** A line of cells, aligned; the verdict's cell between the two marks. */
    String line(String[] cells, String before, String after) {
        StringBuilder line = new StringBuilder();
        int owed = 0;
        for (int i = 0; i < widths.length; i++) {
            if (leftOut[i]) {
                continue;
            }
            TableColumn column = columns.get(i);
            int width = column.room() == Room.REST && terminal > 0 ? Math.min(widths[i], left()) : widths[i];
            String cell = terminal > 0 && column.room() != Room.WHOLE ? ConsoleWidth.cut(cells[i], width) : cells[i];
            line.append(" ".repeat(owed));
            if (column.title().equalsIgnoreCase("verdict")) {
                line.append(before).append(cell).append(after);
            } else {
                line.append(cell);
            }
            owed = GAP + Math.max(0, width - ConsoleWidth.of(cell));
        }
        return line.append('\n').toString();
    }

    /** The header line. */
    String header() {
        return line(columns.stream().map(TableColumn::title).toArray(String[]::new), "", "");
    }
}

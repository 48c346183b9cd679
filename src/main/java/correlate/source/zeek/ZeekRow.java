package correlate.source.zeek;

import correlate.source.RowSink;
import correlate.source.Scalars;

/** What can be said of the columns of a TSV row that is damaged or too large; no hot code. */
final class ZeekRow {
    /** Why a column is left out. */
    static final String OVERLONG = "a value of more than 1 MiB; it is left out";

    private ZeekRow() {
    }

    /** The first column whose value is over the limit, -1 if none is. */
    static int overlong(RowCutter row, ZeekHeader header) {
        for (int i = 0; i < header.names.size(); i++) {
            if (isOverlong(row, i)) {
                return i;
            }
        }
        return -1;
    }

    static boolean isOverlong(RowCutter row, int column) {
        return row.to(column) - row.from(column) > RowSink.LONGEST_VALUE;
    }

    /**
     * Checks the columns of a row with the wrong number of values that may be in their places: from the left up to duration,
     * each valid for its type. An interval must have its point: Zeek always writes it, and a count in its place has none.
     *
     * @return null if they are sound, else what is wrong
     */
    static String faultBeforeDuration(RowCutter row, ZeekHeader header, byte[] bytes) {
        int duration = header.at(ZeekField.DURATION);
        if (duration < 0 || duration >= row.count) {
            return "they do not reach duration";
        }
        for (int i = 0; i <= duration; i++) {
            int from = row.from(i);
            int to = row.to(i);
            String type = header.types.get(i);
            if (header.marks.isUnset(bytes, from, to)) {
                continue;
            }
            if (isOverlong(row, i)) {
                return header.names.get(i) + " has more than 1 MiB";
            }
            String fault = ZeekValues.fault(type, ZeekValues.value(type, header.marks, bytes, from, to));
            if (fault == null && type.equals("interval") && ZeekText.find(new byte[] {'.'}, bytes, from, to) == to) {
                fault = "is not an interval";
            }
            if (fault != null) {
                return header.names.get(i) + " " + Scalars.quote(bytes, from, to) + " " + fault;
            }
        }
        return null;
    }
}

package correlate.source.zeek;

import correlate.source.Format;
import correlate.source.NetworkLog;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Zeek's conn.log as its ASCII writer writes it: values between tabs under a header of {@code #} lines. */
public final class ZeekTsv implements Format<NetworkLog> {
    /** The two ends, the protocol, and a time or an id: what a row needs to be of any use. */
    private static final int LEAST_VALUES = 6;

    private final List<String> fields;
    private final boolean foldByUid;

    /** Logs that say themselves what their columns are. */
    public ZeekTsv() {
        this(List.of(), false);
    }

    /** Logs without a header: the columns are named here, in order. A header line in the log has precedence. */
    public ZeekTsv(List<String> fields) {
        this(fields, false);
    }

    /**
     * Names the columns, and whether one connection may be told several times.
     *
     * @param fields the columns of logs without a header, empty if they have one
     * @param foldByUid whether rows of equal uid and ts are one connection ({@link correlate.source.FlowKey#fold})
     */
    public ZeekTsv(List<String> fields, boolean foldByUid) {
        this.fields = List.copyOf(fields);
        this.foldByUid = foldByUid;
    }

    /** What these columns lack to name connections and their times, in a sentence for the user; null if they suffice. */
    public static String lacking(List<String> fields) {
        Set<ZeekField> known = EnumSet.noneOf(ZeekField.class);
        fields.stream().map(ZeekField::named).filter(field -> field != null).forEach(known::add);
        List<ZeekField> needed = known.contains(ZeekField.COMMUNITY_ID) ? List.of(ZeekField.TS)
                : List.of(ZeekField.TS, ZeekField.ORIG_H, ZeekField.ORIG_P, ZeekField.RESP_H, ZeekField.RESP_P, ZeekField.PROTO);
        List<String> missing = needed.stream().filter(field -> !known.contains(field)
                && !(field == ZeekField.PROTO && known.contains(ZeekField.IP_PROTO))).map(field -> field.title).toList();
        return missing.isEmpty() ? null : "--zeek-fields names no " + String.join(", ", missing) + "; a connection is named by ts,"
                + " id.orig_h, id.orig_p, id.resp_h, id.resp_p and proto, or by ts and community_id";
    }

    @Override
    public String name() {
        return "Zeek TSV";
    }

    @Override
    public String refuses(byte[] head, int length) {
        ZeekHeader start = ZeekHeader.start("", fields);
        String refusal = null;
        int from = ZeekTsvScanner.afterByteOrderMark(head, 0, length);
        for (int end; from < length; from = end + 1) {
            end = RowCutter.newline(head, from, length);
            int to = end > from && head[end - 1] == '\r' ? end - 1 : end;
            if (to > from && head[from] == '#') {
                if (ZeekHeader.isDirective(head, from, to)) {
                    return null;
                }
            } else if (to > from && refusal == null) {
                refusal = refusesRow(start, head, from, to);
                if (refusal == null || head[from] == '{') {
                    return refusal;             // other rows may be what is left of a log before the next one's header
                }
            }
        }
        return refusal == null ? "it has no Zeek header" : refusal;
    }

    private String refusesRow(ZeekHeader start, byte[] head, int from, int to) {
        int count = RowCutter.of(start, Arrays.copyOfRange(head, from, to)).count;
        if (!fields.isEmpty()) {
            return count == fields.size() ? null : "its first row has " + count + " values, the list of fields " + fields.size();
        }
        return start.withNames(head, from, to) != null || start.withOtherPrefix(head, from, to) != null ? null
                : count >= LEAST_VALUES ? "it has no header; name its columns with --zeek-fields"
                : "its first line is neither a Zeek header (#separator, #fields …) nor a line of column names";
    }

    @Override
    public NetworkLog open(String file) {
        return new ZeekTsvLog(ZeekHeader.start(ZeekLogKinds.fromFile(file), fields), foldByUid);
    }
}

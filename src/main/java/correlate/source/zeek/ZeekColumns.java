package correlate.source.zeek;

import correlate.model.CommunityId;
import correlate.model.NumberText;
import correlate.source.NetworkLog.FieldProblem;
import correlate.source.Row;
import correlate.source.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The columns of a TSV row, cut but not read: those that are set, each by its type. */
final class ZeekColumns extends FieldColumns {
    private final Row row;
    private final byte[] bytes;
    private final ZeekHeader header;
    private final RowCutter cut;
    private final int count;

    ZeekColumns(Row row) {
        this.row = row;
        this.bytes = row.bytes();
        this.header = (ZeekHeader) row.layout();
        this.cut = RowCutter.of(header, bytes);
        // A row of another width passed the scan because its columns up to duration are sound; what follows may be shifted.
        this.count = cut.count == header.names.size() ? cut.count : Math.min(cut.count, header.at(ZeekField.DURATION) + 1);
    }

    /** Whether the row has as many values as the header has names. */
    boolean isEven() {
        return cut.count == header.names.size();
    }

    /** Where the values stand, as {@link ZeekFlow#read} takes them. */
    RowCutter places() {
        return cut;
    }

    /** Reports what is wrong with columns that the scan did not look at. */
    void check(Consumer<FieldProblem> problems) {
        for (int i = 0; i < count; i++) {
            if (!isSoundAtSight(i) && !isAbsent(i) && !ZeekConnection.isScanned(header.meanings[i])) {
                String type = header.types.get(i);
                Object value = ZeekValues.value(type, header.marks, bytes, cut.from(i), cut.to(i));
                String fault = ZeekValues.fault(type, value);
                if (fault != null) {
                    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                    problems.accept(new FieldProblem(row, header.names.get(i), Scalars.quote(text, 0, text.length) + " " + fault));
                }
            }
        }
    }

    private boolean isAbsent(int i) {
        return header.marks.isUnset(bytes, cut.from(i), cut.to(i)) || ZeekRow.isOverlong(cut, i);
    }

    private boolean isSoundAtSight(int i) {
        return switch (header.kinds[i]) {
            case TEXT -> true;
            case BOOL -> isOne(i, 'T') || isOne(i, 'F');
            case NUMBER -> ZeekValues.isJsonNumber(bytes, cut.from(i), cut.to(i));
            case INT, COUNT -> isWhole(i);
            case PORT, ADDR, CONTAINER -> false;
        };
    }

    private boolean isOne(int i, char letter) {
        return cut.to(i) - cut.from(i) == 1 && bytes[cut.from(i)] == letter;
    }

    private boolean isWhole(int i) {
        for (int p = cut.from(i); p < cut.to(i); p++) {
            if (bytes[p] < '0' || bytes[p] > '9') {
                return false;
            }
        }
        return cut.to(i) > cut.from(i);
    }

    /** The column in which the field's text stands, or -1. */
    private int textAt(ZeekField field) {
        int i = header.at(field);
        return i < 0 || i >= count || isAbsent(i) || header.kinds[i] == ZeekType.CONTAINER || header.kinds[i] == ZeekType.BOOL ? -1 : i;
    }

    @Override
    String text(ZeekField field) {
        int i = textAt(field);
        if (i < 0) {
            return null;
        }
        return header.marks.isEmpty(bytes, cut.from(i), cut.to(i)) ? "" : ZeekText.text(bytes, cut.from(i), cut.to(i));
    }

    @Override
    CommunityId id() {
        int i = textAt(ZeekField.COMMUNITY_ID);
        return i < 0 ? null : CommunityId.parse(bytes, cut.from(i), cut.to(i));
    }

    @Override
    NumberText number(ZeekField field) {
        int i = header.at(field);
        return i >= 0 && i < count && !isAbsent(i) && ZeekValues.isJsonNumber(bytes, cut.from(i), cut.to(i))
                ? new NumberText(new String(bytes, cut.from(i), cut.to(i) - cut.from(i), StandardCharsets.US_ASCII)) : null;
    }

    @Override
    public void tell(Listener listener) {
        if (header.repeats) {
            tellValues(listener);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (!isAbsent(i)) {
                listener.name(header.utf8Names[i], 0, header.utf8Names[i].length);
                tell(i, listener);
            }
        }
    }

    private void tellValues(Listener listener) {
        map().forEach((name, value) -> {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            listener.name(utf8, 0, utf8.length);
            listener.value(value);
        });
    }

    private void tell(int i, Listener listener) {
        int from = cut.from(i);
        int to = cut.to(i);
        ZeekType kind = header.kinds[i];
        if (kind.isNumber() && ZeekValues.isJsonNumber(bytes, from, to)) {
            listener.number(bytes, from, to);
        } else if (kind == ZeekType.BOOL || kind == ZeekType.CONTAINER) {
            listener.value(ZeekValues.value(header.types.get(i), header.marks, bytes, from, to));
        } else if (header.marks.isEmpty(bytes, from, to)) {
            listener.text(bytes, from, from);
        } else {
            text(from, to, listener);
        }
    }

    private void text(int from, int to, Listener listener) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                byte[] plain = ZeekText.unescape(bytes, from, to);
                listener.text(plain, 0, plain.length);
                return;
            }
        }
        listener.text(bytes, from, to);
    }

    @Override
    protected Map<String, Object> read() {
        Map<String, Object> log = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (!isAbsent(i)) {
                log.putIfAbsent(header.names.get(i),
                        ZeekValues.value(header.types.get(i), header.marks, bytes, cut.from(i), cut.to(i)));
            }
        }
        return log;
    }
}

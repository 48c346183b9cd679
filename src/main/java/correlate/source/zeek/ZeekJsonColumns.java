package correlate.source.zeek;

import correlate.model.CommunityId;
import correlate.model.NumberText;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonSlices;
import correlate.source.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The columns of a JSON row, cut but not read. Only of a row with nothing odd about it: one value for each field, as it is written. */
final class ZeekJsonColumns extends FieldColumns {
    private final byte[] bytes;
    private final JsonSlices slices;
    /** Which member is the field's, or -1. */
    private final int[] members = new int[ZeekField.COUNT];

    private ZeekJsonColumns(byte[] bytes, JsonSlices slices) {
        this.bytes = bytes;
        this.slices = slices;
    }

    /** The columns of a row; null if {@link JsonTree} has to read it. */
    static ZeekJsonColumns of(byte[] row) {
        JsonSlices slices = JsonSlices.of(row, 0, row.length);
        ZeekJsonColumns columns = slices == null ? null : new ZeekJsonColumns(row, slices);
        return columns != null && columns.findFields() ? columns : null;
    }

    private boolean findFields() {
        Arrays.fill(members, -1);
        for (int i = 0; i < slices.count(); i++) {
            int field = ZeekJsonScanner.field(bytes, slices.nameFrom(i), slices.nameTo(i));
            if (field == ZeekJsonScanner.NO_FIELD) {
                continue;
            }
            boolean plain = slices.token(i) == JsonScanner.NUMBER || slices.token(i) == JsonScanner.STRING && !slices.isEscaped(i);
            if (field == ZeekJsonScanner.SEVERAL_FIELDS || !plain || members[field] >= 0) {
                return false;
            }
            members[field] = i;
        }
        return true;
    }

    /** Has the flow read the row. */
    void read(ZeekFlow flow) {
        int[] places = new int[2 * ZeekField.COUNT];
        for (int field = 0; field < ZeekField.COUNT; field++) {
            int member = members[field];
            flow.slices[field] = member < 0 ? -1 : 2 * field;
            if (member >= 0) {
                places[2 * field] = slices.from(member);
                places[2 * field + 1] = slices.to(member);
            }
        }
        flow.read(bytes, places, 0, false);
    }

    @Override
    String text(ZeekField field) {
        int member = members[field.ordinal()];
        return member < 0 || slices.from(member) == slices.to(member) ? null
                : new String(bytes, slices.from(member), slices.to(member) - slices.from(member), StandardCharsets.UTF_8);
    }

    @Override
    CommunityId id() {
        int member = members[ZeekField.COMMUNITY_ID.ordinal()];
        return member < 0 ? null : CommunityId.parse(bytes, slices.from(member), slices.to(member));
    }

    @Override
    NumberText number(ZeekField field) {
        int member = members[field.ordinal()];
        return member >= 0 && ZeekValues.isJsonNumber(bytes, slices.from(member), slices.to(member))
                ? new NumberText(text(field)) : null;
    }

    @Override
    public void tell(Listener listener) {
        for (int i = 0; i < slices.count(); i++) {
            if (!slices.tell(i, listener)) {
                listener.value(value(slices.from(i), slices.to(i)));
            }
        }
    }

    private Object value(int from, int to) {
        try {
            return JsonTree.value(bytes, from, to);
        } catch (BadJson e) {
            throw new IllegalStateException(e);         // it was scanned when the row was cut
        }
    }

    @Override
    protected Map<String, Object> read() {
        try {
            return JsonTree.object(bytes, 0, bytes.length);
        } catch (BadJson e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int size() {
        return slices.count();
    }
}

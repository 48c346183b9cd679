package correlate.source.osquery;

import correlate.model.RowColumns;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonSlices;
import java.util.Map;

/**
 * The columns of a row as slices of its JSON object. Only for an object with nothing odd about it, which nearly all are:
 * {@link PlainColumns} reads the others, and is the twin in the tests.
 */
final class SocketColumns extends RowColumns {
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final JsonSlices slices;

    private SocketColumns(byte[] bytes, int from, int to, JsonSlices slices) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.slices = slices;
    }

    /** The columns of the object {@code bytes[from, to)}; the bytes must stay as they are. */
    static Map<String, Object> of(byte[] bytes, int from, int to) {
        JsonSlices slices = JsonSlices.of(bytes, from, to);
        return slices == null ? PlainColumns.of(bytes, from, to) : new SocketColumns(bytes, from, to, slices);
    }

    @Override
    public void tell(Listener listener) {
        boolean told = slices.tellAll(listener);
        for (int i = 0; i < slices.count() && !told; i++) {
            if (!slices.tell(i, listener)) {
                listener.text(bytes, slices.from(i), slices.to(i));
            }
        }
    }

    @Override
    protected Map<String, Object> read() {
        return PlainColumns.of(bytes, from, to);
    }

    @Override
    public Object get(Object name) {
        int i = slices.mayHave((String) name) ? find((String) name) : -1;
        if (i < 0) {
            return isAscii((String) name) ? null : super.get(name);
        }
        int quote = slices.token(i) == JsonScanner.STRING ? 1 : 0;
        return PlainColumns.value(bytes, slices.token(i), slices.from(i) - quote, slices.to(i) + quote, slices.isEscaped(i));
    }

    private int find(String name) {
        for (int i = 0; i < slices.count(); i++) {
            if (isNamed(i, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNamed(int column, String name) {
        int start = slices.nameFrom(column);
        if (slices.nameTo(column) - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int size() {
        return slices.count();
    }
}

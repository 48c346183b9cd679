package correlate.source.osquery;

import correlate.model.RowColumns;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import java.util.Arrays;
import java.util.Map;

/**
 * The columns of a row as slices of its JSON object. Only for an object with nothing odd about it, which nearly all are:
 * {@link PlainColumns} reads the others, and is the twin in the tests.
 */
final class SocketColumns extends RowColumns {
    /** Where a column's name and value begin and end, quotes included, in fours. */
    private int[] places = new int[4 * 24];
    private byte[] kinds = new byte[24];
    private static final ThreadLocal<JsonScanner> SCANNER = ThreadLocal.withInitial(JsonScanner::new);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int count;
    /** A bit for each name's hash: two equal names have one, so only names that share a bit are compared. */
    private long names;

    private SocketColumns(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The columns of the object {@code bytes[from, to)}; the bytes must stay as they are. */
    static Map<String, Object> of(byte[] bytes, int from, int to) {
        SocketColumns columns = new SocketColumns(bytes, from, to);
        return columns.cut() ? columns : PlainColumns.of(bytes, from, to);
    }

    /** Whether every name is plain and comes once. */
    private boolean cut() {
        JsonScanner json = SCANNER.get();
        json.reset(bytes, from, to);
        try {
            json.next();
            while (json.next() == JsonScanner.NAME) {
                int nameFrom = json.from();
                int nameTo = json.to();
                if (json.escaped() || isKnown(nameFrom, nameTo)) {
                    return false;
                }
                int kind = json.skipValue();
                if (kind != JsonScanner.NULL) {
                    add(nameFrom, nameTo, kind == JsonScanner.STRING && json.escaped() ? ESCAPED : kind, json.from(), json.to());
                }
            }
            return true;
        } catch (BadJson e) {
            return false;
        }
    }

    /** A string with escapes; of the scanner's tokens none is negative. */
    private static final byte ESCAPED = -1;

    private boolean isKnown(int nameFrom, int nameTo) {
        int hash = 0;
        for (int i = nameFrom; i < nameTo; i++) {
            hash = 31 * hash + bytes[i];
        }
        long bit = 1L << (hash * 0x9e37_79b9 >>> 26);
        if ((names & bit) == 0) {
            names |= bit;
            return false;
        }
        for (int i = 0; i < 4 * count; i += 4) {
            if (Arrays.equals(bytes, places[i], places[i + 1], bytes, nameFrom, nameTo)) {
                return true;
            }
        }
        return false;
    }

    private void add(int nameFrom, int nameTo, int kind, int valueFrom, int valueTo) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            places = Arrays.copyOf(places, 8 * count);
        }
        kinds[count] = (byte) kind;
        int at = 4 * count++;
        places[at] = nameFrom;
        places[at + 1] = nameTo;
        places[at + 2] = valueFrom;
        places[at + 3] = valueTo;
    }

    @Override
    public void tell(Listener listener) {
        for (int i = 0; i < count; i++) {
            int start = places[4 * i + 2];
            int end = places[4 * i + 3];
            listener.name(bytes, places[4 * i], places[4 * i + 1]);
            switch (kinds[i]) {
                case JsonScanner.STRING -> listener.text(bytes, start + 1, end - 1);
                case ESCAPED -> tellEscaped(start + 1, end - 1, listener);
                case JsonScanner.NUMBER -> listener.number(bytes, start, end);
                default -> listener.text(bytes, start, end);
            }
        }
    }

    private void tellEscaped(int start, int end, Listener listener) {
        if (!listener.escapedText(bytes, start, end)) {
            byte[] plain = JsonStrings.unescaped(bytes, start, end);
            listener.text(plain, 0, plain.length);
        }
    }

    @Override
    protected Map<String, Object> read() {
        return PlainColumns.of(bytes, from, to);
    }

    @Override
    public Object get(Object name) {
        for (int i = 0; i < count; i++) {
            if (isNamed(i, (String) name)) {
                boolean escaped = kinds[i] == ESCAPED;
                return PlainColumns.value(bytes, escaped ? JsonScanner.STRING : kinds[i], places[4 * i + 2], places[4 * i + 3],
                        escaped);
            }
        }
        return isAscii((String) name) ? null : super.get(name);
    }

    private boolean isNamed(int column, String name) {
        int start = places[4 * column];
        if (places[4 * column + 1] - start != name.length()) {
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
        return count;
    }
}

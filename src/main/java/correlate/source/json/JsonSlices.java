package correlate.source.json;

import correlate.model.RowColumns.Listener;
import java.util.Arrays;

/**
 * The members of one object, as slices of its bytes: those that are not null, in their order. Only of an object in which no
 * name has escapes or comes twice, which nearly all are.
 */
public final class JsonSlices {
    private static final ThreadLocal<JsonScanner> SCANNER = ThreadLocal.withInitial(JsonScanner::new);
    /** A string with escapes; of the scanner's tokens none is negative. */
    private static final byte ESCAPED = -1;

    private final byte[] bytes;
    /** Where a name and its value begin and end, without quotes, in fours. */
    private int[] places = new int[4 * 24];
    private byte[] kinds = new byte[24];
    private int count;
    /** A bit for each name's hash: two equal names have one, so only names that share a bit are compared. */
    private long names;

    private JsonSlices(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The members of the object {@code bytes[from, to)}, which must stay as they are; null if there is something odd about it. */
    public static JsonSlices of(byte[] bytes, int from, int to) {
        JsonSlices slices = new JsonSlices(bytes);
        JsonScanner json = SCANNER.get();
        json.reset(bytes, from, to);
        try {
            return json.next() == JsonScanner.BEGIN_OBJECT && slices.cut(json) ? slices : null;
        } catch (BadJson e) {
            return null;
        }
    }

    private boolean cut(JsonScanner json) throws BadJson {
        while (json.next() == JsonScanner.NAME) {
            int nameFrom = json.from();
            int nameTo = json.to();
            if (json.escaped() || isKnown(nameFrom, nameTo)) {
                return false;
            }
            int kind = json.skipValue();
            if (kind == JsonScanner.STRING) {
                add(nameFrom, nameTo, json.escaped() ? ESCAPED : JsonScanner.STRING, json.from() + 1, json.to() - 1);
            } else if (kind != JsonScanner.NULL) {
                add(nameFrom, nameTo, kind, json.from(), json.to());
            }
        }
        return json.next() == JsonScanner.END;
    }

    private boolean isKnown(int nameFrom, int nameTo) {
        int hash = 0;
        for (int i = nameFrom; i < nameTo; i++) {
            hash = 31 * hash + bytes[i];
        }
        if ((names & bit(hash)) == 0) {
            names |= bit(hash);
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(bytes, places[4 * i], places[4 * i + 1], bytes, nameFrom, nameTo)) {
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

    /** The hash of a name is that of a {@code String} of ASCII. */
    private static long bit(int hash) {
        return 1L << (hash * 0x9e37_79b9 >>> 26);
    }

    /** Whether there may be a member of this ASCII name; false is certain. */
    public boolean mayHave(String ascii) {
        return (names & bit(ascii.hashCode())) != 0;
    }

    /** How many members there are. */
    public int count() {
        return count;
    }

    /** The first byte of a member's name. */
    public int nameFrom(int i) {
        return places[4 * i];
    }

    /** The byte after a member's name. */
    public int nameTo(int i) {
        return places[4 * i + 1];
    }

    /** The first byte of a member's value; of a string the one after the quote. */
    public int from(int i) {
        return places[4 * i + 2];
    }

    /** The byte after a member's value; of a string the closing quote. */
    public int to(int i) {
        return places[4 * i + 3];
    }

    /** The scanner's token of a member's value. */
    public int token(int i) {
        return isEscaped(i) ? JsonScanner.STRING : kinds[i];
    }

    /** Whether the value is a string with escapes. */
    public boolean isEscaped(int i) {
        return kinds[i] == ESCAPED;
    }

    /** Tells the listener all members at once if that can be: all are strings, with nothing between them that need not be; whether it was. */
    public boolean tellAll(Listener listener) {
        for (int i = 0; i < count; i++) {
            if (!(kinds[i] == JsonScanner.STRING || kinds[i] == ESCAPED) || from(i) != nameTo(i) + 3
                    || i > 0 && nameFrom(i) != to(i - 1) + 3) {
                return false;
            }
        }
        return count == 0 || listener.members(bytes, nameFrom(0) - 1, to(count - 1) + 1);
    }

    /** Tells the listener a member's name and, if it is a string or a number, its value; whether it is. */
    public boolean tell(int i, Listener listener) {
        listener.name(bytes, nameFrom(i), nameTo(i));
        int from = from(i);
        int to = to(i);
        if (kinds[i] == JsonScanner.STRING) {
            listener.text(bytes, from, to);
        } else if (kinds[i] == JsonScanner.NUMBER) {
            listener.number(bytes, from, to);
        } else if (kinds[i] != ESCAPED) {
            return false;
        } else if (!listener.escapedText(bytes, from, to)) {
            byte[] plain = JsonStrings.unescaped(bytes, from, to);
            listener.text(plain, 0, plain.length);
        }
        return true;
    }
}

package correlate.source.osquery;

import correlate.source.json.BadJson;
import correlate.source.json.JsonMembers;
import correlate.source.json.JsonNames;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import correlate.source.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of one JSON object that have known names, as slices of the line; written anew for every object. Of a name that
 * comes twice the last value counts, a null unsets.
 */
final class Slots {
    /** What {@link #integer} gives for a value that is no integer. */
    static final long NOT_A_NUMBER = Long.MIN_VALUE;

    private JsonMembers members;
    private byte[] bytes;
    private final JsonValues values;
    /** Values whose escapes were undone; the others lie in the line. */
    private final byte[][] decoded;
    private long isDecoded;

    Slots(JsonNames names) {
        members = new JsonMembers(names);
        values = new JsonValues(names.size());
        decoded = new byte[names.size()][];
    }

    /** From now on guesses names by what these learn: objects of another kind have others. */
    void use(JsonMembers others) {
        members = others;
    }

    void clear(byte[] line) {
        members.begin();
        values.clear();
        bytes = line;
        isDecoded = 0;
    }

    /** Reads the rest of an object whose bracket the scanner has just given. */
    void readObject(JsonScanner json, byte[] line) throws BadJson {
        clear(line);
        if (members.plainRest(json, values)) {
            return;
        }
        int name;
        while ((name = next(json)) != JsonMembers.NONE) {
            int kind = json.skipValue();
            if (name >= 0) {
                set(name, json, kind);
            }
        }
    }

    /** Reads members as {@link JsonMembers#plain} does, with the same result. */
    int plain(byte[] line, int p, int limit) {
        return members.plain(line, p, limit, values);
    }

    /** As {@link #plain}, behind a value that somebody else has read. */
    int plainBehind(byte[] line, int p, int limit) {
        return members.plainBehind(line, p, limit, values);
    }

    /** Whether {@link #plain} passed unknown names. */
    boolean passedOthers() {
        return members.passedOthers();
    }

    /** Where {@link #plain} stopped. */
    int position() {
        return members.position();
    }

    /** The next member of the object that {@link #clear} began, as {@link JsonMembers#next} gives it. */
    int next(JsonScanner json) throws BadJson {
        return members.next(json);
    }

    /** The value that {@link JsonScanner#skipValue} has just given. */
    void set(int name, JsonScanner json, int kind) {
        set(name, kind, json.from(), json.to(), json.escaped());
    }

    /** A value as written, quotes and brackets included. */
    void set(int name, int kind, int start, int stop, boolean escaped) {
        isDecoded &= ~(1L << name);
        if (kind != JsonScanner.STRING) {
            values.set(name, kind, start, stop);
        } else if (!escaped) {
            values.set(name, kind, start + 1, stop - 1);
        } else {
            decoded[name] = JsonStrings.unescaped(bytes, start + 1, stop - 1);
            isDecoded |= 1L << name;
            values.set(name, kind, 0, decoded[name].length);
        }
    }

    boolean has(int name) {
        return hasAny(1L << name);
    }

    boolean hasAny(long mask) {
        return (values.present() & mask) != 0;
    }

    boolean hasAll(long mask) {
        return (values.present() & mask) == mask;
    }

    /** Whether the value is an object or an array. */
    boolean isNested(int name) {
        return isObject(name) || isArray(name);
    }

    boolean isObject(int name) {
        return has(name) && values.token(name) == JsonScanner.BEGIN_OBJECT;
    }

    boolean isArray(int name) {
        return has(name) && values.token(name) == JsonScanner.BEGIN_ARRAY;
    }

    boolean isString(int name) {
        return has(name) && values.token(name) == JsonScanner.STRING;
    }

    /** Absent, null or an empty string, which is how osquery writes SQL's NULL. */
    boolean isEmpty(int name) {
        return !has(name) || from(name) == to(name);
    }

    boolean is(int name, byte[] text) {
        return has(name) && Arrays.equals(source(name), from(name), to(name), text, 0, text.length);
    }

    /** The array in which the value lies. */
    byte[] source(int name) {
        return (isDecoded & 1L << name) != 0 ? decoded[name] : bytes;
    }

    int from(int name) {
        return values.from(name);
    }

    int to(int name) {
        return values.to(name);
    }

    String text(int name) {
        return new String(source(name), from(name), to(name) - from(name), StandardCharsets.UTF_8);
    }

    /** A string or number that is a decimal integer of at most 18 digits, else {@link #NOT_A_NUMBER}. */
    long integer(int name) {
        byte[] b = source(name);
        int p = from(name);
        int stop = to(name);
        boolean negative = p < stop && b[p] == '-';
        if (negative) {
            p++;
        }
        if (p == stop || stop - p > 18) {
            return NOT_A_NUMBER;
        }
        long value = 0;
        for (; p < stop; p++) {
            int digit = b[p] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** A few bits that most texts with different ends differ in; 0 if there is no value. */
    int endBits(int name) {
        if (!has(name) || to(name) - from(name) < Long.BYTES) {
            return 0;
        }
        long end = (long) Bytes.LONG.get(source(name), to(name) - Long.BYTES);
        return (int) (end * 0x9e3779b97f4a7c15L >>> 48);
    }

    /** 64 well-mixed bits of the value's text. */
    long hash(int name) {
        return Texts.hash(source(name), from(name), to(name));
    }
}

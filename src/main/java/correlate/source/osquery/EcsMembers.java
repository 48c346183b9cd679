package correlate.source.osquery;

import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Walks the members of an Elastic document under their whole paths, whether nested, dotted or both. Members keep their order;
 * of an array, as the fields of a search answer are, the first value is taken.
 */
abstract class EcsMembers {
    private final JsonScanner json = new JsonScanner();
    /** Where the value at hand and its path are told of. */
    byte[] bytes;
    byte[] path = new byte[64];

    /** Tells all members of a document that are wanted. */
    final void walk(byte[] document, int from, int to) throws BadJson {
        bytes = document;
        json.reset(document, from, to);
        json.next();
        members(0);
    }

    /** Whether the member of this path is of use, or one below it may be. */
    abstract boolean wants(int length);

    /** Whether a wanted value is taken as it stands, whatever it is. */
    boolean takesWhole(int length) {
        return false;
    }

    /** A wanted member is an object, whose members come next. */
    void object(int length) {
        // most care for values alone
    }

    /** A wanted value that is no null, a string with its quotes. */
    abstract void value(int length, int from, int to);

    private void members(int outer) throws BadJson {
        while (json.next() == JsonScanner.NAME) {
            int length = enter(outer);
            boolean wanted = wants(length);
            if (!wanted || takesWhole(length)) {
                int kind = json.skipValue();
                if (wanted && kind != JsonScanner.NULL) {
                    value(length, json.from(), json.to());
                }
                continue;
            }
            int kind = json.next();
            if (kind == JsonScanner.BEGIN_OBJECT) {
                object(length);
                members(length);
            } else if (kind == JsonScanner.BEGIN_ARRAY) {
                int first = json.next();
                if (first != JsonScanner.END_ARRAY) {
                    scalar(length, first);
                    if (first == JsonScanner.BEGIN_OBJECT || first == JsonScanner.BEGIN_ARRAY) {
                        json.skipRest();
                    }
                    json.skipRest();
                }
            } else {
                scalar(length, kind);
            }
        }
    }

    /** Appends the name to the path that is {@code outer} bytes long. */
    private int enter(int outer) {
        int start = outer == 0 ? 0 : outer + 1;
        int length = start + json.to() - json.from();
        if (length > path.length) {
            path = Arrays.copyOf(path, 2 * length);
        }
        if (outer > 0) {
            path[outer] = '.';
        }
        System.arraycopy(bytes, json.from(), path, start, length - start);
        return length;
    }

    private void scalar(int length, int kind) {
        if (kind == JsonScanner.STRING) {
            value(length, json.from() - 1, json.to() + 1);
        } else if (kind == JsonScanner.NUMBER || kind == JsonScanner.TRUE || kind == JsonScanner.FALSE) {
            value(length, json.from(), json.to());
        }
    }

    /** Writes the name of a member, with what parts it from those before. */
    static void begin(ByteArrayOutputStream out, byte[] name, int from, int to) {
        if (out.size() > 0) {
            out.write(',');
        }
        out.write('"');
        out.write(name, from, to - from);
        out.write('"');
        out.write(':');
    }

    /** Writes an object as a member. */
    static void part(ByteArrayOutputStream out, byte[] name, ByteArrayOutputStream members) {
        begin(out, name, 0, name.length);
        out.write('{');
        out.writeBytes(members.toByteArray());
        out.write('}');
    }

    /** The members as an object. */
    static byte[] whole(ByteArrayOutputStream members) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(members.size() + 2);
        result.write('{');
        result.writeBytes(members.toByteArray());
        result.write('}');
        return result.toByteArray();
    }
}

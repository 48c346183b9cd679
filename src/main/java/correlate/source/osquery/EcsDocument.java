package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes an Elastic document and gives the result in it as osquery would have written it: what lies under
 * {@code osquery.result}, nested, dotted or both. Members keep their order; of an array, as the fields of a search answer
 * are, the first value is taken.
 */
final class EcsDocument {
    private static final byte[] ROOT = LineReader.ECS_PREFIX;
    private static final byte[] COLUMNS = "columns".getBytes(US_ASCII);
    private static final byte[] DECORATIONS = "decorations".getBytes(US_ASCII);
    private static final byte[] SNAPSHOT = "snapshot".getBytes(US_ASCII);
    private static final byte[] DIFF_RESULTS = "diffResults".getBytes(US_ASCII);

    private final JsonScanner json = new JsonScanner();
    private byte[] bytes;
    private byte[] path = new byte[64];
    private ByteArrayOutputStream head;
    private ByteArrayOutputStream decorations;
    /** Null until the document shows that its result has columns. */
    private ByteArrayOutputStream columns;

    /** The result; without columns or rows if the document has none. */
    byte[] unwrap(byte[] document, int from, int to) throws BadJson {
        bytes = document;
        head = new ByteArrayOutputStream();
        decorations = new ByteArrayOutputStream();
        columns = null;
        json.reset(document, from, to);
        json.next();
        members(0);
        if (decorations.size() > 0) {
            part(DECORATIONS, decorations);
        }
        if (columns != null) {
            part(COLUMNS, columns);
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write('{');
        result.writeBytes(head.toByteArray());
        result.write('}');
        return result.toByteArray();
    }

    private void part(byte[] name, ByteArrayOutputStream members) {
        begin(head, name, 0, name.length);
        head.write('{');
        head.writeBytes(members.toByteArray());
        head.write('}');
    }

    private void members(int outer) throws BadJson {
        while (json.next() == JsonScanner.NAME) {
            int length = enter(outer);
            int below = Math.min(length, ROOT.length + 1);
            boolean related = Arrays.equals(path, 0, Math.min(length, ROOT.length), ROOT, 0, Math.min(length, ROOT.length))
                    && (below <= ROOT.length || path[ROOT.length] == '.');
            if (!related || isRows(length)) {
                int kind = json.skipValue();
                if (related && kind != JsonScanner.NULL) {
                    member(length, json.from(), json.to());
                }
                continue;
            }
            int kind = json.next();
            if (kind == JsonScanner.BEGIN_OBJECT) {
                if (is(length, COLUMNS) && columns == null) {
                    columns = new ByteArrayOutputStream();
                }
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

    private boolean isRows(int length) {
        return is(length, SNAPSHOT) || is(length, DIFF_RESULTS);
    }

    private boolean is(int length, byte[] key) {
        return length > ROOT.length && Arrays.equals(path, ROOT.length + 1, length, key, 0, key.length);
    }

    private void scalar(int length, int kind) {
        if (kind == JsonScanner.STRING) {
            member(length, json.from() - 1, json.to() + 1);
        } else if (kind == JsonScanner.NUMBER || kind == JsonScanner.TRUE || kind == JsonScanner.FALSE) {
            member(length, json.from(), json.to());
        }
    }

    private void member(int length, int from, int to) {
        int start = ROOT.length + 1;
        if (length <= start) {
            return;
        }
        ByteArrayOutputStream out = head;
        if (isBelow(length, COLUMNS)) {
            if (columns == null) {
                columns = new ByteArrayOutputStream();
            }
            out = columns;
            start += COLUMNS.length + 1;
        } else if (isBelow(length, DECORATIONS)) {
            out = decorations;
            start += DECORATIONS.length + 1;
        }
        begin(out, path, start, length);
        out.write(bytes, from, to - from);
    }

    private boolean isBelow(int length, byte[] key) {
        int start = ROOT.length + 1;
        return length > start + key.length && path[start + key.length] == '.'
                && Arrays.equals(path, start, start + key.length, key, 0, key.length);
    }

    private static void begin(ByteArrayOutputStream out, byte[] name, int from, int to) {
        if (out.size() > 0) {
            out.write(',');
        }
        out.write('"');
        out.write(name, from, to - from);
        out.write('"');
        out.write(':');
    }
}

package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.source.json.BadJson;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Takes an Elastic document and gives the result in it as osquery would have written it: what lies under {@code osquery.result}. */
final class EcsDocument extends EcsMembers {
    private static final byte[] ROOT = "osquery.result".getBytes(US_ASCII);
    private static final byte[] COLUMNS = "columns".getBytes(US_ASCII);
    private static final byte[] DECORATIONS = "decorations".getBytes(US_ASCII);
    private static final byte[] SNAPSHOT = "snapshot".getBytes(US_ASCII);
    private static final byte[] DIFF_RESULTS = "diffResults".getBytes(US_ASCII);

    private ByteArrayOutputStream head;
    private ByteArrayOutputStream decorations;
    /** Null until the document shows that its result has columns. */
    private ByteArrayOutputStream columns;

    /** The result, without columns or rows if it has none; null if nothing lies there. */
    byte[] unwrap(byte[] document, int from, int to) throws BadJson {
        head = new ByteArrayOutputStream();
        decorations = new ByteArrayOutputStream();
        columns = null;
        walk(document, from, to);
        if (decorations.size() > 0) {
            part(head, DECORATIONS, decorations);
        }
        if (columns != null) {
            part(head, COLUMNS, columns);
        }
        return head.size() == 0 ? null : whole(head);
    }

    @Override
    boolean wants(int length) {
        int shorter = Math.min(length, ROOT.length);
        return Arrays.equals(path, 0, shorter, ROOT, 0, shorter) && (length <= ROOT.length || path[ROOT.length] == '.');
    }

    @Override
    boolean takesWhole(int length) {
        return is(length, SNAPSHOT) || is(length, DIFF_RESULTS);
    }

    @Override
    void object(int length) {
        if (is(length, COLUMNS) && columns == null) {
            columns = new ByteArrayOutputStream();
        }
    }

    private boolean is(int length, byte[] key) {
        return length > ROOT.length && Arrays.equals(path, ROOT.length + 1, length, key, 0, key.length);
    }

    @Override
    void value(int length, int from, int to) {
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
}

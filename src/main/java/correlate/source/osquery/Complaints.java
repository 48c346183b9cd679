package correlate.source.osquery;

import correlate.source.HostSink;
import java.nio.charset.StandardCharsets;

/**
 * What is wrong with the rows of one line: the first of each field, so that a snapshot of 100,000 bad rows is a few problems.
 * Kept until the line's end, when it is known whether any row could be used.
 */
final class Complaints {
    private static final int LIMIT = 24;
    private static final int SHOWN = 60;

    private final String[] fields = new String[LIMIT];
    private final String[] reasons = new String[LIMIT];
    private int count;
    /** The first that cost a whole row, or -1. */
    private int fatal;
    private int fatalCount;

    void clear() {
        count = 0;
        fatal = -1;
        fatalCount = 0;
    }

    /** A field is of no use, the row still is. */
    void add(String field, String reason) {
        put(field, reason);
    }

    /** As {@link #add}, quoting the value. */
    void add(String field, Slots row, int name, String what) {
        if (find(field) < 0) {
            put(field, quoted(row, name) + what);
        }
    }

    /** A whole row is of no use. */
    void addFatal(String field, String reason) {
        fatalCount++;
        int at = put(field, reason);
        if (fatal < 0) {
            fatal = at;
        }
    }

    /** As {@link #addFatal}, quoting the value. */
    void addFatal(String field, Slots row, int name, String what) {
        if (fatal < 0 || find(field) < 0) {
            addFatal(field, quoted(row, name) + what);
        } else {
            fatalCount++;       // told already, so nothing is quoted
        }
    }

    /** How many rows, or whole results, were of no use. */
    int fatalCount() {
        return fatalCount;
    }

    boolean isFatal() {
        return fatal >= 0;
    }

    void reject(HostSink sink, int line) {
        sink.rejected(line, fields[fatal], reasons[fatal]);
    }

    void tell(HostSink sink, int line) {
        for (int i = 0; i < count; i++) {
            sink.inPart(line, fields[i], reasons[i]);
        }
    }

    private int put(String field, String reason) {
        int at = find(field);
        if (at >= 0 || count == LIMIT) {
            return Math.max(at, 0);
        }
        fields[count] = field;
        reasons[count] = reason;
        return count++;
    }

    private int find(String field) {
        for (int i = 0; i < count; i++) {
            if (fields[i].equals(field)) {
                return i;
            }
        }
        return -1;
    }

    private static String quoted(Slots row, int name) {
        if (row.isNested(name)) {
            return "an object or array";
        }
        byte[] source = row.source(name);
        int from = row.from(name);
        int length = row.to(name) - from;
        return length <= SHOWN ? '"' + row.text(name) + '"'
                : '"' + new String(source, from, SHOWN, StandardCharsets.UTF_8) + "…\"";
    }
}

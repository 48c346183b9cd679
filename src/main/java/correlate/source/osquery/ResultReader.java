package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.model.Times;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Form;
import correlate.source.json.BadJson;
import correlate.source.json.JsonMembers;
import correlate.source.json.JsonNames;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import correlate.source.osquery.SocketRow.Outcome;

/**
 * Takes the keys of one result, found in any order, and hands over its rows. The columns of the event form have been read
 * with the keys; the rows of snapshots and batches are read here one after the other, nothing of them is kept.
 */
final class ResultReader {
    private static final JsonNames DIFF_NAMES = new JsonNames("removed", "added");
    private static final int REMOVED = 0;
    private static final int ADDED = 1;
    private static final byte[] ADDED_TEXT = "added".getBytes(US_ASCII);
    private static final byte[] REMOVED_TEXT = "removed".getBytes(US_ASCII);
    private static final byte[] SNAPSHOT_TEXT = "snapshot".getBytes(US_ASCII);
    private static final int MOST_NAMES = 1 << 16;

    final Slots top = new Slots(Keys.NAMES);
    final Slots columns = new Slots(Columns.NAMES);
    /** One for all queries whose names end alike. */
    private final JsonMembers[] columnsOfQuery = new JsonMembers[16];
    final Decorations decorations = new Decorations();
    final Complaints complaints = new Complaints();
    private final Slots diff = new Slots(DIFF_NAMES);
    private final JsonScanner rows = new JsonScanner();
    private final Texts names = new Texts(MOST_NAMES);
    private final SocketRow socketRow = new SocketRow();
    private final SocketKey key = new SocketKey();

    private HostSink sink;
    /** Where the line lies if its rows must be read again from all of it, because their own bytes are not in it as such. */
    private boolean wrapped;
    private int lineFrom;
    private int lineTo;
    /** The string of the line, escapes and all, in which the rows lie; null if they lie in no string. */
    private byte[] escaped;
    private int escapedFrom;
    private int escapedTo;
    /** A place in that string, and how many bytes of its text come before it: rows come in order, so none is walked twice. */
    private int escapedAt;
    private int textAt;
    /** How many rows of the line were handed over, and whether it told of a query that had none. */
    private int handed;
    private boolean ranEmpty;
    private boolean begun;

    /** The row handed over last, for those who read it again. */
    byte[] rowBytes;
    int rowFrom;
    int rowTo;

    void beginLine(int line, int from, int to, HostSink receiver) {
        sink = receiver;
        key.line = line;
        lineFrom = from;
        lineTo = to;
        wrapped = false;
        escaped = null;
        handed = 0;
        ranEmpty = false;
        complaints.clear();
    }

    /** The columns that come now are those of the query that the keys so far name: each has its own, always the same. */
    void expectColumns() {
        int query = top.endBits(Keys.NAME) & columnsOfQuery.length - 1;
        if (columnsOfQuery[query] == null) {
            columnsOfQuery[query] = new JsonMembers(Columns.NAMES);
        }
        columns.use(columnsOfQuery[query]);
    }

    /** From here on the bytes are not the line's own. */
    void unwrapped() {
        wrapped = true;
    }

    /** From here on the bytes are the text of this string of the line: its rows can be read again each by itself. */
    void unescaped(byte[] line, int from, int to) {
        if (escaped != null) {
            wrapped = true;                         // a string within a string
        }
        escaped = line;
        escapedFrom = from;
        escapedTo = to;
        escapedAt = from;
        textAt = 0;
    }

    private int escapedPlace(int text) {
        if (text < textAt) {
            escapedAt = escapedFrom;
            textAt = 0;
        }
        escapedAt = JsonStrings.after(escaped, escapedAt, escapedTo, text - textAt);
        textAt = text;
        return escapedAt;
    }

    /** Says what became of the line. */
    void endLine() {
        if (handed > 0 || ranEmpty) {
            complaints.tell(sink, key.line);
            sink.used(key.line);
        } else if (complaints.isFatal()) {
            complaints.reject(sink, key.line);
        } else {
            sink.passedOver(key.line);
        }
    }

    /** The line tells of no socket query, but may tell that osqueryd ran. */
    void alive() {
        header();
        tellAlive();
    }

    private void tellAlive() {
        if (key.unixTime != Times.NONE) {
            sink.alive(key.host, key.unixTime);
        }
    }

    void result(byte[] line) throws BadJson {
        header();
        begun = false;
        int bad = complaints.fatalCount();
        if (top.has(Keys.SNAPSHOT)) {
            snapshot(line);
        } else if (top.has(Keys.DIFF_RESULTS)) {
            batch(line);
        } else {
            event(line);
        }
        if (!begun && bad == complaints.fatalCount()) {
            tellAlive();
        }
    }

    private void header() {
        int host = !top.isEmpty(Keys.HOST_IDENTIFIER) ? Keys.HOST_IDENTIFIER
                : !top.isEmpty(Keys.ECS_HOST_IDENTIFIER) ? Keys.ECS_HOST_IDENTIFIER : Keys.HOSTNAME;
        key.host = name(host);
        key.query = name(Keys.NAME);
        key.unixTime = time();
        key.epoch = top.isEmpty(Keys.EPOCH) ? 0 : Math.max(top.integer(Keys.EPOCH), 0);
        key.counter = top.isEmpty(Keys.COUNTER) ? -1 : Math.max(top.integer(Keys.COUNTER), -1);
    }

    private String name(int slot) {
        return top.isEmpty(slot) || top.isNested(slot) ? "" : names.of(top.source(slot), top.from(slot), top.to(slot));
    }

    private int timeSlot() {
        return top.isEmpty(Keys.UNIX_TIME) ? Keys.ECS_UNIX_TIME : Keys.UNIX_TIME;
    }

    private long time() {
        int slot = timeSlot();
        if (top.isEmpty(slot)) {
            return Times.NONE;
        }
        long seconds = top.integer(slot);
        if (seconds != Slots.NOT_A_NUMBER) {
            return seconds >= 0 && seconds < 1_000_000_000_000L ? seconds * Times.SECOND : Times.NONE;
        }
        return top.to(slot) - top.from(slot) < 40 ? Times.parse(top.text(slot)) : Times.NONE;
    }

    private void snapshot(byte[] line) throws BadJson {
        if (top.isArray(Keys.SNAPSHOT)) {
            if (rows(line, top.from(Keys.SNAPSHOT), top.to(Keys.SNAPSHOT), Form.SNAPSHOT) == 0) {
                empty(line, Form.SNAPSHOT);
            }
        } else if (top.isEmpty(Keys.SNAPSHOT)) {
            empty(line, Form.SNAPSHOT);             // Kinesis: "" for an empty list
        } else {
            complaints.addFatal("snapshot", "not a list of rows");
        }
    }

    private void batch(byte[] line) throws BadJson {
        diff.clear(line);
        if (top.isObject(Keys.DIFF_RESULTS)) {
            rows.reset(line, top.from(Keys.DIFF_RESULTS), top.to(Keys.DIFF_RESULTS));
            rows.next();
            diff.readObject(rows, line);
        } else if (!top.isEmpty(Keys.DIFF_RESULTS)) {
            complaints.addFatal("diffResults", "not an object");
            return;
        }
        int count = 0;
        for (int list = REMOVED; list <= ADDED; list++) {     // removed first, whatever the order of the text
            if (diff.isArray(list)) {
                count += rows(line, diff.from(list), diff.to(list), list == REMOVED ? Form.REMOVED : Form.ADDED);
            } else if (!diff.isEmpty(list)) {
                complaints.addFatal("diffResults", "not a list of rows");
                return;
            }
        }
        if (count == 0) {
            empty(line, Form.ADDED);
        }
    }

    private void event(byte[] line) {
        if (top.isObject(Keys.COLUMNS)) {
            Form form = top.isEmpty(Keys.ACTION) || top.is(Keys.ACTION, ADDED_TEXT) ? Form.ADDED
                    : top.is(Keys.ACTION, REMOVED_TEXT) ? Form.REMOVED
                    : top.is(Keys.ACTION, SNAPSHOT_TEXT) ? Form.SNAPSHOT : null;
            if (form != null) {
                row(line, top.from(Keys.COLUMNS), top.to(Keys.COLUMNS), form);
            } else if (columns.hasAny(Columns.INTERESTING) && top.is(Keys.ACTION, AgentDocument.MISLABELLED)) {
                complaints.addFatal("osquery_meta.action",
                        "removed, but Elastic Agent before 9.2.6 and 9.3.1 put the added rows there");
            } else if (columns.hasAny(Columns.INTERESTING)) {
                complaints.addFatal("action", top, Keys.ACTION, " is none of added, removed and snapshot");
            }
        } else if (!top.isEmpty(Keys.COLUMNS)) {
            complaints.addFatal("columns", "not an object");
        }
    }

    /** Hands over the rows of an array; gives how many there are, of whatever kind. */
    private int rows(byte[] line, int from, int to, Form form) throws BadJson {
        expectColumns();
        rows.reset(line, from, to);
        rows.next();
        int count = 0;
        int token;
        while ((token = rows.next()) != JsonScanner.END_ARRAY) {
            count++;
            if (token == JsonScanner.BEGIN_OBJECT) {
                int start = rows.from();
                columns.readObject(rows, line);
                row(line, start, rows.to(), form);
            } else {
                if (token == JsonScanner.BEGIN_ARRAY) {
                    rows.skipRest();
                }
                complaints.addFatal("", "a row is not an object");
            }
        }
        return count;
    }

    private void row(byte[] line, int from, int to, Form form) {
        if (socketRow.read(columns, key, complaints) != Outcome.GOOD) {
            return;
        }
        Form own = socketRow.isEvent() ? Form.EVENT : form;
        if (!begun) {
            begin(line, own == Form.REMOVED && top.has(Keys.DIFF_RESULTS) ? Form.ADDED : own);
        }
        key.form = own;
        boolean inString = escaped != null && !wrapped;
        key.sliceFrom = wrapped ? lineFrom : inString ? escapedPlace(from) : from;
        key.sliceTo = wrapped ? lineTo : inString ? escapedPlace(to) : to;
        key.ordinal = wrapped ? handed : inString ? SocketKey.ESCAPED : SocketKey.PLAIN;
        handed++;
        rowBytes = line;
        rowFrom = from;
        rowTo = to;
        sink.row(key);
    }

    private void empty(byte[] line, Form form) {
        key.clearRow();
        begin(line, form);
        ranEmpty = true;
    }

    /** A line of a socket query, or of one without rows: now what its keys lack matters. */
    private void begin(byte[] line, Form form) {
        begun = true;
        key.batched = top.has(Keys.DIFF_RESULTS) && !top.has(Keys.SNAPSHOT);
        if (key.host.isEmpty()) {
            complaints.add("hostIdentifier", "missing, so the host of the rows is not known");
        }
        int time = timeSlot();
        if (key.unixTime == Times.NONE) {
            if (top.isEmpty(time)) {
                complaints.add("unixTime", "missing, so the time of the rows is not known");
            } else {
                complaints.add("unixTime", top, time, " is not a time");
            }
        }
        if (!top.isEmpty(Keys.EPOCH) && top.integer(Keys.EPOCH) < 0) {
            complaints.add("epoch", top, Keys.EPOCH, " is not a number from 0");
        }
        if (!top.isEmpty(Keys.COUNTER) && top.integer(Keys.COUNTER) < 0) {
            complaints.add("counter", top, Keys.COUNTER, " is not a number from 0");
        }
        if (top.isEmpty(Keys.ACTION) && top.has(Keys.COLUMNS)) {
            complaints.add("action", "missing, taken for added");
        }
        key.decorations = decorations.text(line, top);
        key.form = form;
        sink.batch(key);
    }
}

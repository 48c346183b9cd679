package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.source.HostSink;
import correlate.source.json.BadJson;
import correlate.source.json.JsonMembers;
import correlate.source.json.JsonNames;
import correlate.source.json.JsonScanner;
import java.util.regex.Pattern;

/**
 * Takes one line, finds the result or results in it, whatever a shipper put around them, and has their rows handed over.
 * All of the JSON is checked before the first row goes out.
 */
final class LineReader {
    /** Wrappers within wrappers: a syslog line in a Filebeat document in an export is three. */
    private static final int MOST_WRAPPERS = 4;
    private static final byte[] STATUS = "status".getBytes(US_ASCII);
    private static final byte[] STATUS_TEXT = "severity=".getBytes(US_ASCII);
    private static final Pattern SYSLOG = Pattern.compile("(<\\d{1,3}>(\\d )?)?(\\d{4} )?"
            + "([A-Z][a-z]{2} [ \\d]\\d|\\d{4}-\\d\\d-\\d\\d)[ T]\\d\\d:\\d\\d:\\d\\d");
    private static final int LONGEST_TIME = 40;
    private static final byte[] CEE = "@cee:".getBytes(US_ASCII);
    private static final byte[] OBJECT = {'{', '"'};
    private static final byte[] ELASTIC = "osquery.".getBytes(US_ASCII);

    final ResultReader results = new ResultReader();
    private final JsonScanner json = new JsonScanner();
    private final JsonScanner items = new JsonScanner();
    private final EcsDocument ecs = new EcsDocument();
    private final AgentDocument agent = new AgentDocument();
    /** Looks for nothing: the text of decorations is kept as it is. */
    private final Slots decorations = new Slots(new JsonNames());
    /** Where the string of {@link Keys#MESSAGE} lies in its document. */
    private int messageFrom;
    private int messageTo;

    /**
     * @param line its number in the chunk
     * @param unfinished the file ends with this line, and without a newline
     */
    void read(byte[] bytes, int from, int to, int line, boolean unfinished, HostSink sink) {
        results.beginLine(line, from, to, sink);
        try {
            int start = Bytes.objectStart(bytes, from, to);
            if (start >= 0) {
                object(bytes, start, to, 0);
            } else if (Bytes.find(bytes, from, to, STATUS_TEXT) < 0 && !isOfSyslog(bytes, from, to)) {
                // osqueryd's own messages reach syslog as severity=0 location=…: no rows, no damage
                results.complaints.addFatal("", bytes[from] == '{' || bytes[from] == '[' ? "not a JSON object" : "not JSON");
            }
        } catch (BadJson e) {
            results.complaints.addFatal("", unfinished && e.cutOff() ? "cut off: the file ends inside this line"
                    : bytes[from] == '[' ? "not a JSON object" : at(e, from));
        }
        results.endLine();
    }

    /** Whether a line without JSON begins as syslog's and OSSEC's do: a collector's file holds other programs' lines, too. */
    private static boolean isOfSyslog(byte[] bytes, int from, int to) {
        return SYSLOG.matcher(new String(bytes, from, Math.min(to - from, LONGEST_TIME), US_ASCII)).lookingAt();
    }

    /**
     * Reads a line that begins here if it is an event as osqueryd writes it and like those before, which most are: without
     * looking for its end first, and without the scanner.
     *
     * @return where its newline stands; -1, with nothing done, if {@link #read} has to read it
     */
    int readPlain(byte[] bytes, int from, int limit, int line, HostSink sink) {
        int newline = bytes[from] == '{' ? readPlainKeys(bytes, from + 1, limit) : -1;
        if (newline < 0 || !results.top.hasAny(Keys.RESULTS) || !results.top.hasAny(Keys.HEADER)) {
            return -1;
        }
        results.beginLine(line, from, newline, sink);
        try {
            results.result(bytes);
        } catch (BadJson e) {
            throw new IllegalStateException(at(e, from), e);        // lists of rows are not plain
        }
        results.endLine();
        return newline;
    }

    /** As {@link #readKeys}, for lines without unknown keys; gives where the newline behind the line stands, or -1. */
    private int readPlainKeys(byte[] bytes, int from, int limit) {
        Slots top = results.top;
        top.clear(bytes);
        results.decorations.clear();
        int name = top.plain(bytes, from, limit);
        while (name >= 0) {
            int start = top.position();
            Slots inner = name == Keys.COLUMNS || name == Keys.DECORATIONS ? inner(name) : null;
            if (inner == null) {
                return -1;
            }
            inner.clear(bytes);
            if (inner.plain(bytes, start + 1, limit) != JsonMembers.NONE) {
                return -1;
            }
            int end = inner.position();
            top.set(name, JsonScanner.BEGIN_OBJECT, start, end, false);
            name = top.plainBehind(bytes, end, limit);
        }
        int behind = top.position();
        return name == JsonMembers.NONE && !top.passedOthers() && behind < limit && bytes[behind] == '\n' ? behind : -1;
    }

    private static String at(BadJson e, int from) {
        return "not JSON: " + e.reason() + " (byte " + (e.at() - from + 1) + ")";
    }

    private void object(byte[] bytes, int from, int to, int wrappers) throws BadJson {
        boolean dotted = readKeys(bytes, from, to);
        Slots top = results.top;
        byte[] plain = null;
        if (top.hasAny(Keys.RESULTS) && top.hasAny(Keys.HEADER)) {
            results.result(bytes);
        } else if (wrappers < MOST_WRAPPERS && (dotted || top.isObject(Keys.OSQUERY)) && (plain = elastic(bytes, from, to)) != null) {
            results.unwrapped();
            object(plain, 0, plain.length, MOST_WRAPPERS);
        } else if (wrappers == 0 && top.hasAny(Keys.TLS_POST) && top.isArray(Keys.DATA)) {
            post(bytes);
        } else if (wrappers < MOST_WRAPPERS && shell() >= 0) {
            int inner = shell();
            object(bytes, top.from(inner), top.to(inner), wrappers + 1);
        } else if (wrappers < MOST_WRAPPERS && top.isString(Keys.MESSAGE) && !top.has(Keys.SEVERITY)) {
            message(bytes, top.source(Keys.MESSAGE), top.from(Keys.MESSAGE), top.to(Keys.MESSAGE), wrappers);
        } else if (top.has(Keys.NAME) && top.has(Keys.ACTION)) {
            results.complaints.addFatal("", "no columns, snapshot or diffResults");
        } else {
            results.alive();
        }
    }

    /** The result in a document of Elastic's; null if there is none. */
    private byte[] elastic(byte[] bytes, int from, int to) throws BadJson {
        byte[] result = ecs.unwrap(bytes, from, to);
        return result == null ? agent.unwrap(bytes, from, to) : result;
    }

    /** Whether a document's key is one of those that Elastic's shippers put what is osquery's under. */
    static boolean isElastic(byte[] bytes, int from, int to) {
        return Bytes.startsWith(bytes, from, to, ELASTIC);
    }

    /** The key of what was shipped, or -1. */
    private int shell() {
        for (int key = Keys.FIRST_SHELL; key <= Keys.LAST_SHELL; key++) {
            if (results.top.isObject(key)) {
                return key;
            }
        }
        return -1;
    }

    /** Fills the slots; gives whether there are keys that begin with osquery and a dot. */
    private boolean readKeys(byte[] bytes, int from, int to) throws BadJson {
        Slots top = results.top;
        top.clear(bytes);
        results.decorations.clear();
        boolean dotted = false;
        json.reset(bytes, from, to);
        json.next();
        int name;
        while ((name = top.next(json)) != JsonMembers.NONE) {
            if (name == Keys.COLUMNS || name == Keys.DECORATIONS) {
                members(name, inner(name), bytes);
            } else if (Keys.isLine(name)) {
                int kind = json.skipValueOfAnyLength();
                if (kind == JsonScanner.STRING && (name == Keys.MESSAGE || !top.isString(Keys.MESSAGE))) {
                    top.set(Keys.MESSAGE, json, kind);
                    messageFrom = json.from() + 1;
                    messageTo = json.to() - 1;
                }
            } else if (name >= 0) {
                top.set(name, json, json.skipValue());
            } else {
                int nameFrom = json.from();
                int nameTo = json.to();
                if (json.skipValue() == JsonScanner.STRING) {
                    results.decorations.add(bytes, nameFrom, nameTo, json.from(), json.to());
                }
                dotted |= isElastic(bytes, nameFrom, nameTo);
            }
        }
        json.next();
        return dotted;
    }

    private Slots inner(int name) {
        if (name == Keys.DECORATIONS) {
            return decorations;
        }
        results.expectColumns();
        return results.columns;
    }

    private void members(int name, Slots inner, byte[] bytes) throws BadJson {
        int kind = json.next();
        int quote = kind == JsonScanner.STRING ? 1 : 0;
        int start = json.from() - quote;
        boolean escaped = json.escaped();
        if (kind == JsonScanner.BEGIN_OBJECT) {
            inner.readObject(json, bytes);
        } else if (kind == JsonScanner.BEGIN_ARRAY) {
            json.skipRest();
        }
        results.top.set(name, kind, start, json.to() + quote, escaped);
    }

    /** The body of a TLS logger's request. */
    private void post(byte[] bytes) throws BadJson {
        if (results.top.is(Keys.LOG_TYPE, STATUS)) {
            return;
        }
        items.reset(bytes, results.top.from(Keys.DATA), results.top.to(Keys.DATA));
        items.next();
        int kind;
        while ((kind = items.skipValue()) != JsonScanner.END_ARRAY) {
            if (kind == JsonScanner.BEGIN_OBJECT) {
                object(bytes, items.from(), items.to(), 1);
            } else {
                results.complaints.addFatal("data", "a result is not an object");
            }
        }
    }

    /** A line within a string; shippers carry other programs' lines too, so only what looks like ours can be damaged. */
    private void message(byte[] document, byte[] text, int from, int to, int wrappers) {
        int start = Bytes.objectStart(text, from, to);
        if (start < 0) {
            return;
        }
        results.unescaped(document, messageFrom, messageTo);
        try {
            object(text, start, to, wrappers + 1);
        } catch (BadJson e) {
            if (Bytes.startsWith(text, from, to, OBJECT) || Bytes.startsWith(text, from, to, CEE)) {
                results.complaints.addFatal("message", at(e, from));
            }
        }
    }
}

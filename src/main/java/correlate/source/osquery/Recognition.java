package correlate.source.osquery;

import correlate.read.Input;
import correlate.source.Format;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;

/**
 * Looks whether the beginning of a file is osquery's, by the keys of its first lines; the last of them may be cut off where
 * the beginning ends, as a long snapshot is.
 */
final class Recognition {
    private static final int MOST_WRAPPERS = 4;

    private enum Answer { YES, NO, NOT_JSON }

    /** Null if one of the first lines is osquery's or there is none, else what the first line is, in a few words. */
    String refuses(byte[] head, int length) {
        String refusal = null;
        int from = 0;
        while (from < length) {
            int newline = Bytes.newline(head, from, length);
            int start = from;
            while (start < newline && Bytes.isBlank(head[start])) {
                start++;
            }
            if (start < newline) {
                Answer answer = text(head, start, newline, newline == length, MOST_WRAPPERS);
                if (answer == Answer.YES) {
                    return null;
                }
                if (refusal == null) {
                    refusal = answer == Answer.NO && newline == length && length >= Input.HEAD ? Format.UNDECIDED
                            : answer == Answer.NO ? "JSON without name and columns" : "the first line is not JSON";
                }
            }
            from = newline + 1;
        }
        return refusal;
    }

    private Answer text(byte[] bytes, int from, int to, boolean open, int wrappers) {
        int start = Bytes.objectStart(bytes, from, to);
        return start < 0 ? Answer.NOT_JSON : object(bytes, start, to, open, wrappers);
    }

    private Answer object(byte[] bytes, int from, int to, boolean open, int wrappers) {
        JsonScanner json = new JsonScanner();
        json.reset(bytes, from, to);
        long seen = 0;
        int inner = -1;             // where the value of a line or shell begins
        int innerName = -1;
        boolean cut = false;
        try {
            json.next();
            while (json.next() == JsonScanner.NAME) {
                int name = Keys.NAMES.find(json);
                seen |= name >= 0 ? 1L << name
                        : LineReader.isElastic(bytes, json.from(), json.to()) ? 1L << Keys.OSQUERY : 0;
                if (Keys.isShell(name) || Keys.isLine(name) && (innerName < 0 || name == Keys.MESSAGE && Keys.isLine(innerName))
                        && beginsString(bytes, json.position(), to)) {
                    inner = json.position();
                    innerName = name;
                }
                json.skipValueOfAnyLength();
            }
            json.next();
        } catch (BadJson e) {
            cut = e.cutOff() && open;
            if (!cut) {
                return Answer.NOT_JSON;
            }
        }
        if (isResult(seen, cut)) {
            return Answer.YES;
        }
        if (inner < 0 || wrappers == 0) {
            return Answer.NO;
        }
        return Keys.isLine(innerName) ? message(bytes, inner, to, wrappers) : shell(bytes, inner, to, open, wrappers);
    }

    private static boolean isResult(long seen, boolean cut) {
        boolean rows = (seen & Keys.RESULTS) != 0 && (cut || (seen & Keys.HEADER) != 0);
        boolean post = (seen & 1L << Keys.DATA) != 0 && (seen & Keys.TLS_POST) != 0;
        boolean status = (seen & 1L << Keys.SEVERITY) != 0
                && (seen & (1L << Keys.HOST_IDENTIFIER | 1L << Keys.UNIX_TIME)) != 0;
        return rows || post || status || (seen & 1L << Keys.OSQUERY) != 0;
    }

    /** The document that begins somewhere after {@code from}; what follows it is not looked at. */
    private Answer shell(byte[] bytes, int from, int to, boolean open, int wrappers) {
        JsonScanner json = new JsonScanner();
        json.reset(bytes, from, to);
        int stop = to;
        boolean cut = false;
        try {
            if (json.skipValueOfAnyLength() != JsonScanner.BEGIN_OBJECT) {
                return Answer.NO;
            }
            stop = json.to();
        } catch (BadJson e) {
            cut = true;
        }
        return text(bytes, from, stop, open && cut, wrappers - 1);
    }

    private static boolean beginsString(byte[] bytes, int from, int to) {
        int start = afterBlanks(bytes, from, to);
        return start < to && bytes[start] == '"';
    }

    private static int afterBlanks(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && Bytes.isBlank(bytes[start])) {
            start++;
        }
        return start;
    }

    /** The line in a string, as far as it goes. */
    private Answer message(byte[] bytes, int from, int to, int wrappers) {
        int start = afterBlanks(bytes, from, to);
        int stop = start + 1;
        while (stop < to && bytes[stop] != '"') {
            int step = bytes[stop] != '\\' ? 1 : stop + 1 < to && bytes[stop + 1] == 'u' ? 6 : 2;
            if (stop + step > to) {
                break;
            }
            stop += step;
        }
        boolean cut = stop == to || bytes[stop] != '"';
        byte[] text = JsonStrings.unescaped(bytes, start + 1, stop);
        Answer answer = text(text, 0, text.length, cut, wrappers - 1);
        return answer == Answer.YES ? answer : Answer.NO;
    }
}

package correlate.source.json;

import java.util.Arrays;

/**
 * Takes the bytes of one JSON text and gives its tokens, without allocating; one of the hot classes. Its plain twin in the
 * tests is Jackson's streaming parser: both accept the same texts and give the same tokens.
 *
 * <p>Strict as RFC 8259 has it, with these decisions. One value and blanks, no more. Within strings raw control characters
 * and bytes that are no UTF-8 are let pass (sensors have written both; decoding replaces the latter). Nesting ends at
 * {@link #MAX_DEPTH}, a name, string or number at {@link #MAX_VALUE} bytes.
 *
 * <p>Strings are searched eight bytes at a time, for only quotes and backslashes matter. Measured on an osquery row of 795
 * bytes, warm, on a busy machine: all tokens 0.8 µs (C1 alone 1.4 µs); with the search byte by byte after the first hit and
 * blanks looked for one call deeper 0.87 µs (1.7 µs).
 */
public final class JsonScanner {
    public static final int END = 0;
    public static final int BEGIN_OBJECT = 1;
    public static final int END_OBJECT = 2;
    public static final int BEGIN_ARRAY = 3;
    public static final int END_ARRAY = 4;
    public static final int NAME = 5;
    public static final int STRING = 6;
    public static final int NUMBER = 7;
    public static final int TRUE = 8;
    public static final int FALSE = 9;
    public static final int NULL = 10;

    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 512;
    /** How many bytes a name, string or number may have, as written and without quotes. */
    public static final int MAX_VALUE = 1 << 20;

    /** What may come next. */
    private static final int VALUE = 0;
    private static final int FIRST_NAME = 1;
    private static final int FIRST_ELEMENT = 2;
    private static final int COMMA_OR_CLOSE = 3;

    private static final byte[] TRUE_TEXT = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE_TEXT = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL_TEXT = {'n', 'u', 'l', 'l'};

    byte[] bytes;
    int from;
    int to;
    boolean escaped;
    int pos;
    int end;
    int expected;
    private int depth;
    private boolean inObject;
    private final boolean[] objects = new boolean[MAX_DEPTH + 1];

    /** Begins a text: {@code text[start, stop)}. */
    public void reset(byte[] text, int start, int stop) {
        bytes = text;
        pos = start;
        end = stop;
        from = start;
        to = start;
        expected = VALUE;
        depth = 0;
        inObject = false;
        escaped = false;
    }

    /** The next token; after the last one {@link #END}, as often as asked. */
    public int next() throws BadJson {
        return next(MAX_VALUE);
    }

    /**
     * Passes over one value, whatever it holds, checking it all the same; {@link #from} and {@link #to} then span it as
     * written, quotes and brackets included.
     *
     * @return the value's first token; {@link #END_ARRAY} or {@link #END_OBJECT} if there was no value left
     */
    public int skipValue() throws BadJson {
        return skipValue(MAX_VALUE);
    }

    /** As {@link #skipValue}, but lets a string of any length pass: the text in which a shipper wrapped a whole log line. */
    public int skipValueOfAnyLength() throws BadJson {
        return skipValue(Integer.MAX_VALUE);
    }

    private int skipValue(int longest) throws BadJson {
        int p = pos;
        if (expected == VALUE && p < end) {         // behind a name that was just read: most values are plain, and end here
            byte b = bytes[p];
            int stop = b == '"' ? JsonWords.plainString(bytes, p + 1, end) : b >= '0' && b <= '9'
                    ? JsonWords.plainNumber(bytes, p, end) : 0;
            if (stop > 0) {
                expected = COMMA_OR_CLOSE;
                token(p, b == '"' ? stop + 1 : stop);
                return b == '"' ? STRING : NUMBER;
            }
        }
        return skipAnyValue(longest);
    }

    private int skipAnyValue(int longest) throws BadJson {
        int first = next(longest);
        if (first == NAME) {
            first = next(longest);
        }
        int start = first == STRING ? from - 1 : from;
        if (first == BEGIN_OBJECT || first == BEGIN_ARRAY) {
            skipRest();
        }
        from = start;
        to = pos;
        return first;
    }

    /** Passes over the rest of the object or array that has just begun, its end included. */
    public void skipRest() throws BadJson {
        int outer = depth - 1;
        while (depth > outer) {
            next();
        }
    }

    /** First byte of the token: of names and strings the one after the quote. */
    public int from() {
        return from;
    }

    /** The byte after the token: of names and strings the closing quote. */
    public int to() {
        return to;
    }

    /** Whether the name or string holds a backslash, so that its bytes are not its text. */
    public boolean escaped() {
        return escaped;
    }

    /** How many objects and arrays are open. */
    public int depth() {
        return depth;
    }

    /** The byte after all that was read. */
    public int position() {
        return pos;
    }

    /** The name or string decoded, or the number as written. */
    public String text() {
        return JsonStrings.text(bytes, from, to, escaped);
    }

    /** Whether the name or string is this text, in UTF-8, however it was escaped. */
    public boolean nameIs(byte[] name) {
        if (!escaped) {
            return to - from == name.length && Arrays.equals(bytes, from, to, name, 0, name.length);
        }
        byte[] text = JsonStrings.unescaped(bytes, from, to);
        return Arrays.equals(text, name);
    }

    /** Where the quote of a member's name should stand; the end if there can be none. */
    int nameAt() {
        return expected == FIRST_NAME ? pos : expected == COMMA_OR_CLOSE && inObject && pos < end && bytes[pos] == ',' ? pos + 1 : end;
    }

    /** Takes a name that somebody else has read, quotes and colon included. */
    void takeName(int p, int length) {
        from = p + 1;
        to = p + length - 2;
        escaped = false;
        pos = p + length;
        expected = VALUE;
    }

    /** Ends an object, the rest of which somebody else has read. */
    void takeObjectEnd(int behind) {
        inObject = objects[--depth];
        expected = COMMA_OR_CLOSE;
        token(behind - 1, behind);
    }

    private int next(int longest) throws BadJson {
        int p = afterBlanks(pos);
        if (p == end) {
            if (depth == 0 && expected == COMMA_OR_CLOSE) {
                pos = p;
                return END;
            }
            throw cutOff();
        }
        byte b = bytes[p];
        switch (expected) {
            case COMMA_OR_CLOSE -> {
                if (depth == 0) {
                    throw bad(p, "more text after the end of the JSON value");
                }
                if (b != ',') {
                    return close(p, b);
                }
                p = afterBlanks(p + 1);
                if (p == end) {
                    throw cutOff();
                }
                return inObject ? name(p) : value(p, longest);
            }
            case FIRST_NAME -> {
                return b == '}' ? close(p, b) : name(p);
            }
            case FIRST_ELEMENT -> {
                return b == ']' ? close(p, b) : value(p, longest);
            }
            default -> {
                return value(p, longest);
            }
        }
    }

    private int afterBlanks(int p) {
        return p < end && bytes[p] > ' ' ? p : afterManyBlanks(p);
    }

    private int afterManyBlanks(int start) {
        int p = start;
        while (p < end && isBlank(bytes[p])) {
            p++;
        }
        return p;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private int name(int p) throws BadJson {
        if (bytes[p] != '"') {
            throw bad(p, "a name in quotes should stand here");
        }
        p = afterBlanks(string(p + 1, MAX_VALUE));
        if (p == end) {
            throw cutOff();
        }
        if (bytes[p] != ':') {
            throw bad(p, "a colon should stand here");
        }
        pos = p + 1;
        expected = VALUE;
        return NAME;
    }

    private int value(int p, int longest) throws BadJson {
        expected = COMMA_OR_CLOSE;
        switch (bytes[p]) {
            case '"' -> {
                pos = string(p + 1, longest);
                return STRING;
            }
            case '{' -> {
                return open(p, true);
            }
            case '[' -> {
                return open(p, false);
            }
            case 't' -> {
                return literal(p, TRUE_TEXT, TRUE);
            }
            case 'f' -> {
                return literal(p, FALSE_TEXT, FALSE);
            }
            case 'n' -> {
                return literal(p, NULL_TEXT, NULL);
            }
            default -> {
                return number(p);
            }
        }
    }

    private int open(int p, boolean object) throws BadJson {
        if (depth == MAX_DEPTH) {
            throw bad(p, "objects and arrays nest deeper than " + MAX_DEPTH);
        }
        objects[depth++] = inObject;
        inObject = object;
        expected = object ? FIRST_NAME : FIRST_ELEMENT;
        token(p, p + 1);
        return object ? BEGIN_OBJECT : BEGIN_ARRAY;
    }

    private int close(int p, byte b) throws BadJson {
        if (b != (inObject ? '}' : ']')) {
            throw bad(p, inObject ? "a comma or } should stand here" : "a comma or ] should stand here");
        }
        int token = inObject ? END_OBJECT : END_ARRAY;
        inObject = objects[--depth];
        expected = COMMA_OR_CLOSE;
        token(p, p + 1);
        return token;
    }

    private void token(int start, int stop) {
        from = start;
        to = stop;
        pos = stop;
        escaped = false;
    }

    /** The end of the string whose first byte is at {@code p}: the byte after the closing quote. */
    private int string(int p, int longest) throws BadJson {
        from = p;
        escaped = false;
        int stop = JsonWords.quoteOrBackslash(bytes, p, end);
        while (stop < end && bytes[stop] != '"') {
            escaped = true;
            stop = JsonWords.quoteOrBackslash(bytes, afterEscape(stop + 1), end);
        }
        if (stop - p > longest) {
            throw bad(p, "a name or string is longer than 1 MiB");
        }
        if (stop >= end) {
            throw cutOff();
        }
        to = stop;
        return stop + 1;
    }

    private int afterEscape(int p) throws BadJson {
        if (p == end) {
            throw cutOff();
        }
        switch (bytes[p]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return p + 1;
            }
            case 'u' -> {
                for (int i = p + 1; i <= p + 4; i++) {
                    if (i == end) {
                        throw cutOff();
                    }
                    if (Character.digit(bytes[i], 16) < 0) {
                        throw bad(i, "four hex digits should follow \\u");
                    }
                }
                return p + 5;
            }
            default -> throw bad(p, "no such escape");
        }
    }

    private int literal(int p, byte[] text, int token) throws BadJson {
        for (int i = 0; i < text.length; i++) {
            if (p + i == end) {
                throw cutOff();
            }
            if (bytes[p + i] != text[i]) {
                throw bad(p, "a value should stand here");
            }
        }
        token(p, p + text.length);
        return token;
    }

    private int number(int start) throws BadJson {
        int p = bytes[start] == '-' ? start + 1 : start;
        int digits = JsonWords.afterDigits(bytes, p, end);
        if (digits == p) {
            throw digits == end ? cutOff() : bad(p, "a value should stand here");
        }
        if (bytes[p] == '0' && digits > p + 1) {
            throw bad(p, "a number begins with 0");
        }
        p = digits;
        if (p < end && bytes[p] == '.') {
            p = someDigits(p + 1);
        }
        if (p < end && (bytes[p] | 0x20) == 'e') {
            p++;
            p = someDigits(p < end && (bytes[p] == '+' || bytes[p] == '-') ? p + 1 : p);
        }
        if (p - start > MAX_VALUE) {
            throw bad(start, "a number is longer than 1 MiB");
        }
        token(start, p);
        return NUMBER;
    }

    private int someDigits(int p) throws BadJson {
        int stop = JsonWords.afterDigits(bytes, p, end);
        if (stop == p) {
            throw p == end ? cutOff() : bad(p, "a digit should stand here");
        }
        return stop;
    }

    private BadJson cutOff() {
        return new BadJson(end, "the text ends inside a JSON value", true);
    }

    private static BadJson bad(int at, String reason) {
        return new BadJson(at, reason, false);
    }
}

package correlate.source.json;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Goes through the members of objects that are all alike and finds their names. A log writes its names in one order, and
 * leaves some out, so that the next one is guessed and only compared, as words. One that was not guessed is read by
 * {@link JsonScanner}, and learnt: what is told does not depend on the guesses. One of the hot classes; for one thread. Its
 * plain twin in the tests is the scanner itself.
 *
 * <p>Measured on Zeek's rows of 380 bytes and 18 members, warm: 0.2 µs a row (C1 alone 0.29 µs); with guess() called for each
 * name 0.25 µs (0.35 µs), whose loop therefore stands in plain() too.
 */
public final class JsonMembers {
    /** What {@link #next} gives for a name that is none of those looked for. */
    public static final int OTHER = -1;
    /** What {@link #next} and {@link #plain} give at the end of the object. */
    public static final int NONE = -2;
    /** What {@link #plain} gives where something stands that only the scanner can tell. */
    public static final int STUCK = -3;

    /** So many names are learnt, none longer than so many bytes. */
    private static final int MOST = 64;
    private static final int LONGEST = 64;
    /** After so many wrong guesses all is learnt anew: the log may have changed, or what was learnt was damaged. */
    private static final int PATIENCE = 256;
    private static final int WORD = Long.BYTES;

    /** A name as it is written, with its quotes and its colon. */
    private static final class Written {
        final byte[] text;
        /** The name's number, and the place of its value. */
        final int name;
        final int place;
        /** The first eight bytes or, as the mask says, fewer; and of a longer text the last eight. */
        final long head;
        final long mask;
        final long tail;
        final int tailAt;

        Written(byte[] text, int name, int place) {
            this.text = text;
            this.name = name;
            this.place = place;
            byte[] padded = Arrays.copyOf(text, Math.max(text.length, WORD));
            tailAt = padded.length - WORD;
            head = (long) JsonWords.LONG.get(padded, 0);
            tail = (long) JsonWords.LONG.get(padded, tailAt);
            mask = text.length >= WORD ? -1 : -1L >>> 64 - 8 * text.length;
        }

        /** Whether these may be the first eight bytes. */
        boolean begins(long word) {
            return ((word ^ head) & mask) == 0;
        }

        /** Whether the name stands here, if it begins here. */
        boolean goesOn(byte[] bytes, int p, int limit) {
            return tailAt == 0 || p + text.length <= limit && (long) JsonWords.LONG.get(bytes, p + tailAt) == tail
                    && (tailAt <= WORD || isMiddle(bytes, p));
        }

        private boolean isMiddle(byte[] bytes, int p) {
            for (int i = WORD; i < tailAt; i += WORD) {
                if ((long) JsonWords.LONG.get(bytes, p + i) != (long) JsonWords.LONG.get(text, i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final JsonNames names;
    private final int[] places;
    /** In the order in which they come; behind the last there is null. */
    private final Written[] learnt = new Written[MOST + 1];
    private int count;
    private int at;
    private int missed;
    private int position;
    private boolean passedOthers;

    /** Members among which these names are looked for, each with a place for its value. */
    public JsonMembers(JsonNames names) {
        this(names, IntStream.range(0, names.size()).toArray());
    }

    /**
     * Members among which these names are looked for.
     *
     * @param places of each name the place for its value; several names may have one
     */
    public JsonMembers(JsonNames names, int[] places) {
        this.names = names;
        this.places = places;
    }

    /** An object begins. */
    public void begin() {
        at = 0;
        passedOthers = false;
    }

    /** Goes on to the next name that the scanner is to give: its number, {@link #OTHER}, or {@link #NONE} behind the last. */
    public int next(JsonScanner json) throws BadJson {
        int p = json.nameAt();
        int guess = p + WORD <= json.end ? guess(json.bytes, p, json.end, at) : count;
        if (guess == count) {
            return read(json);
        }
        Written written = learnt[guess];
        at = guess + 1;
        json.takeName(p, written.text.length);
        return written.name;
    }

    /**
     * Takes members without the scanner, beginning with the quote of the first one's name, for as long as they are as guessed
     * and their values plain: strings, numbers without sign and exponent, true, false and null. It may run past a line's end
     * without harm, for no name or value that it takes holds a newline. No place is taken twice: which value counts then is
     * not decided here.
     *
     * @return {@link #NONE} if the object ended, at the byte before {@link #position}; the name's number, or {@link #OTHER}, of
     *     a member whose value is an object, which begins at that position; or {@link #STUCK}
     */
    public int plain(byte[] bytes, int start, int limit, JsonValues values) {
        int p = start;
        int guess = at;
        while (p + WORD <= limit) {
            long word = (long) JsonWords.LONG.get(bytes, p);
            Written written = learnt[guess];
            while (written != null && !(written.begins(word) && written.goesOn(bytes, p, limit))) {
                written = learnt[++guess];
            }
            if (written == null) {
                return STUCK;
            }
            guess++;
            int from = p + written.text.length;
            byte first = from < limit ? bytes[from] : 0;
            int token = JsonScanner.NUMBER;
            int to;
            if (first == '"') {
                from++;
                token = JsonScanner.STRING;
                to = JsonWords.plainString(bytes, from, limit);
                if (to == 0 && written.place < 0) {
                    to = JsonWords.plainEscapedString(bytes, from, limit);
                }
                p = to + 1;
            } else if (first >= '0' && first <= '9') {
                to = JsonWords.plainNumber(bytes, from, limit);
                p = to;
            } else if (first == '{') {
                at = guess;
                position = from;
                return written.name;
            } else {
                token = JsonWords.plainLiteral(bytes, from, limit);
                to = token == 0 ? 0 : from + (token == JsonScanner.FALSE ? 5 : 4);
                p = to;
            }
            if (to == 0 || p >= limit) {
                return STUCK;
            }
            if (written.place < 0) {
                passedOthers = true;
            } else if (!values.add(written.place, token, from, to)) {
                return STUCK;
            }
            byte next = bytes[p++];
            if (next != ',') {
                position = p;
                return next == '}' ? NONE : STUCK;
            }
        }
        return STUCK;
    }

    /** As {@link #plain}, behind a value that somebody else has read. */
    public int plainBehind(byte[] bytes, int p, int limit, JsonValues values) {
        if (p < limit && bytes[p] == ',') {
            return plain(bytes, p + 1, limit, values);
        }
        position = p + 1;
        return p < limit && bytes[p] == '}' ? NONE : STUCK;
    }

    /** As {@link #plain}, for a whole object whose bracket the scanner has just given; false, with nothing done, if it got stuck. */
    public boolean plainRest(JsonScanner json, JsonValues values) {
        if (plain(json.bytes, json.pos, json.end, values) != NONE) {
            begin();
            values.clear();
            return false;
        }
        json.takeObjectEnd(position);
        return true;
    }

    /** Where {@link #plain} stopped. */
    public int position() {
        return position;
    }

    /** Whether {@link #plain} passed a name that is none of those looked for since the object began. */
    public boolean passedOthers() {
        return passedOthers;
    }

    /** Which of the names from {@code first} on stands here, with quotes and colon; the count of all if none does. */
    private int guess(byte[] bytes, int p, int limit, int first) {
        long word = (long) JsonWords.LONG.get(bytes, p);
        int guess = first;
        while (learnt[guess] != null && !(learnt[guess].begins(word) && learnt[guess].goesOn(bytes, p, limit))) {
            guess++;
        }
        return guess;
    }

    private int read(JsonScanner json) throws BadJson {
        if (json.next() != JsonScanner.NAME) {
            return NONE;
        }
        int name = names.find(json);
        if (!json.escaped && json.pos == json.to + 2 && json.to - json.from < LONGEST) {
            learn(Arrays.copyOfRange(json.bytes, json.from - 1, json.pos), name);
        }
        return name;
    }

    private void learn(byte[] text, int name) {
        int known = 0;
        while (known < count && !Arrays.equals(learnt[known].text, text)) {
            known++;
        }
        if (known < count || count == MOST) {
            miss(known);
            return;
        }
        System.arraycopy(learnt, at, learnt, at + 1, count - at);
        learnt[at++] = new Written(text, name, name < 0 ? OTHER : places[name]);
        count++;
    }

    /** A name that was learnt long ago, at that place, or for which there is no room. */
    private void miss(int known) {
        at = Math.min(known + 1, count);
        if (++missed == PATIENCE) {
            missed = 0;
            Arrays.fill(learnt, null);
            count = 0;
            at = 0;
        }
    }
}

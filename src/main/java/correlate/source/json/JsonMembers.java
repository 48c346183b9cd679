package correlate.source.json;

import java.util.Arrays;

/**
 * Goes through the members of objects that are all alike and finds their names. A log writes its names in one order, and
 * leaves some out, so that the next one is guessed and only compared, as words. One that was not guessed is read by
 * {@link JsonScanner}, and learnt: what is told does not depend on the guesses. One of the hot classes; for one thread. Its
 * plain twin in the tests is the scanner itself.
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
    /** How many names in a row may be left out before the scanner is asked. */
    private static final int TRIES = 8;
    /** After so many wrong guesses all is learnt anew: the log may have changed, or what was learnt was damaged. */
    private static final int PATIENCE = 256;
    private static final int WORD = Long.BYTES;
    private static final long FALSE = 0x65736c6166L;
    private static final long TRUE = 0x65757274L;
    private static final long NULL = 0x6c6c756eL;

    private final JsonNames names;
    /** Of each name with its quotes and its colon: all bytes, the first eight of them or all, the mask of those, the last eight. */
    private final byte[][] texts = new byte[MOST][];
    private final long[] heads = new long[MOST];
    private final long[] masks = new long[MOST];
    private final long[] tails = new long[MOST];
    private final int[] lengths = new int[MOST];
    private final int[] places = new int[MOST];
    private int count;
    private int at;
    private int missed;

    /** What {@link #plain} found: place, first byte, byte behind the last, token. */
    private final int[] found = new int[4 * MOST];
    private int foundEnd;
    private int position;
    private boolean passedOthers;

    /** Members among which these names are looked for. */
    public JsonMembers(JsonNames names) {
        this.names = names;
    }

    /** An object begins. */
    public void begin() {
        at = 0;
        foundEnd = 0;
        passedOthers = false;
    }

    /** Goes on to the next name that the scanner is to give: its place, {@link #OTHER}, or {@link #NONE} behind the last. */
    public int next(JsonScanner json) throws BadJson {
        int p = json.nameAt();
        int guess = guess(json.bytes, p, json.end, at);
        if (guess >= 0) {
            at = guess + 1;
            json.takeName(p, lengths[guess]);
            return places[guess];
        }
        return read(json);
    }

    /**
     * Takes members without the scanner, beginning with the quote of the first one's name, for as long as they are as guessed
     * and their values plain: strings, numbers without sign and exponent, true, false and null. It may run past a line's end
     * without harm, for no name or value that it takes holds a newline. The values of the names looked for are then found here.
     *
     * @return {@link #NONE} if the object ended, at the byte before {@link #position}; the name's place, or {@link #OTHER}, of
     *     a member whose value is an object, which begins at that position; or {@link #STUCK}
     */
    public int plain(byte[] bytes, int start, int limit) {
        int p = start;
        int guess = at;
        while ((guess = guess(bytes, p, limit, guess)) >= 0) {
            p += lengths[guess];
            int place = places[guess++];
            int from = p;
            int to = 0;
            int token = JsonScanner.STRING;
            if (p + WORD > limit) {
                return STUCK;
            }
            byte first = bytes[p];
            if (first == '"') {
                from = p + 1;
                to = JsonScanner.plainString(bytes, from, limit, place < 0);
                p = to + 1;
            } else if (first >= '0' && first <= '9') {
                token = JsonScanner.NUMBER;
                to = JsonScanner.plainNumber(bytes, from, limit);
                p = to;
            } else if (first == '{') {
                at = guess;
                position = p;
                return place;
            } else {
                long word = (long) JsonScanner.LONG.get(bytes, p);
                token = (word & 0xff_ffff_ffffL) == FALSE ? JsonScanner.FALSE : (word & 0xffff_ffffL) == TRUE ? JsonScanner.TRUE
                        : (word & 0xffff_ffffL) == NULL ? JsonScanner.NULL : STUCK;
                to = p + (token == JsonScanner.FALSE ? 5 : token == STUCK ? 0 : 4);
                p = to;
            }
            if (to <= 0 || token == STUCK || p >= limit) {
                return STUCK;
            }
            if (place < 0) {
                passedOthers = true;
            } else {
                found[foundEnd] = place;
                found[foundEnd + 1] = from;
                found[foundEnd + 2] = to;
                found[foundEnd + 3] = token;
                foundEnd += 4;
            }
            byte next = bytes[p++];
            if (next == '}') {
                position = p;
                return NONE;
            }
            if (next != ',') {
                return STUCK;
            }
        }
        return STUCK;
    }

    /** As {@link #plain}, behind a value that somebody else has read. */
    public int plainBehind(byte[] bytes, int p, int limit) {
        if (p < limit && bytes[p] == ',') {
            return plain(bytes, p + 1, limit);
        }
        position = p + 1;
        return p < limit && bytes[p] == '}' ? NONE : STUCK;
    }

    /** As {@link #plain}, for the whole rest of an object whose bracket the scanner has just given; false if it got stuck. */
    public boolean plainRest(JsonScanner json) {
        begin();
        if (plain(json.bytes, json.pos, json.end) != NONE) {
            begin();
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

    /** How many values {@link #plain} found since the object began. */
    public int found() {
        return foundEnd >> 2;
    }

    /** The place of a value's name. */
    public int place(int i) {
        return found[4 * i];
    }

    /** A value's first byte: of strings the one after the quote. */
    public int from(int i) {
        return found[4 * i + 1];
    }

    /** The byte after a value: of strings the closing quote. */
    public int to(int i) {
        return found[4 * i + 2];
    }

    /** A value's token. */
    public int token(int i) {
        return found[4 * i + 3];
    }

    /** Which of the names from {@code first} on stands here, with quotes and colon; -1 if none of a few does. */
    private int guess(byte[] bytes, int p, int limit, int first) {
        if (p + WORD > limit) {
            return -1;
        }
        long word = (long) JsonScanner.LONG.get(bytes, p);
        int last = Math.min(count, first + TRIES);
        for (int guess = first; guess < last; guess++) {
            if (((word ^ heads[guess]) & masks[guess]) == 0 && isRest(bytes, p, limit, guess)) {
                return guess;
            }
        }
        return -1;
    }

    /** Whether the bytes behind the first eight are those of the guess too. */
    private boolean isRest(byte[] bytes, int p, int limit, int guess) {
        int length = lengths[guess];
        if (length <= WORD) {
            return true;
        }
        if (p + length > limit || (long) JsonScanner.LONG.get(bytes, p + length - WORD) != tails[guess]) {
            return false;
        }
        byte[] text = texts[guess];
        for (int i = WORD; i + WORD < length; i += WORD) {
            if ((long) JsonScanner.LONG.get(bytes, p + i) != (long) JsonScanner.LONG.get(text, i)) {
                return false;
            }
        }
        return true;
    }

    private int read(JsonScanner json) throws BadJson {
        if (json.next() != JsonScanner.NAME) {
            return NONE;
        }
        int place = names.find(json);
        if (!json.escaped && json.pos == json.to + 2 && json.to - json.from < LONGEST) {
            learn(Arrays.copyOfRange(json.bytes, json.from - 1, json.pos), place);
        }
        return place;
    }

    private void learn(byte[] text, int place) {
        int known = 0;
        while (known < count && !Arrays.equals(texts[known], text)) {
            known++;
        }
        if (known < count || count == MOST) {
            miss(known);
            return;
        }
        for (Object column : new Object[] {texts, heads, masks, tails, lengths, places}) {
            System.arraycopy(column, at, column, at + 1, count - at);
        }
        byte[] padded = Arrays.copyOf(text, Math.max(text.length, Long.BYTES));
        texts[at] = text;
        heads[at] = (long) JsonScanner.LONG.get(padded, 0);
        masks[at] = text.length >= Long.BYTES ? -1 : -1L >>> 64 - 8 * text.length;
        tails[at] = (long) JsonScanner.LONG.get(padded, padded.length - Long.BYTES);
        lengths[at] = text.length;
        places[at++] = place;
        count++;
    }

    /** A name that was learnt long ago, at that place, or for which there is no room. */
    private void miss(int known) {
        at = Math.min(known + 1, count);
        if (++missed == PATIENCE) {
            missed = 0;
            count = 0;
            at = 0;
        }
    }
}

package correlate.source.json;

import java.util.Arrays;

/**
 * Goes through the members of objects that are all alike and finds their names. A log writes its names in one order, and
 * leaves some out, so that the next one is guessed and only compared, as two words. One that was not guessed is read by
 * {@link JsonScanner}, and learnt: what is told does not depend on the guesses. Part of the hot code; for one thread.
 */
public final class JsonMembers {
    /** What {@link #next} gives for a name that is none of those looked for. */
    public static final int OTHER = -1;
    /** What {@link #next} gives at the end of the object. */
    public static final int NONE = -2;

    /** So many names are learnt, none longer than so many bytes. */
    private static final int MOST = 64;
    private static final int LONGEST = 64;
    /** How many names in a row may be left out before the scanner is asked. */
    private static final int TRIES = 8;

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

    /** Members among which these names are looked for. */
    public JsonMembers(JsonNames names) {
        this.names = names;
    }

    /** The scanner has just given the bracket with which an object begins. */
    public void begin() {
        at = 0;
    }

    /** Goes on to the next name: its place, {@link #OTHER}, or {@link #NONE} behind the last. */
    public int next(JsonScanner json) throws BadJson {
        int p = json.nameAt();
        if (p + Long.BYTES <= json.end) {
            byte[] bytes = json.bytes;
            long word = (long) JsonScanner.LONG.get(bytes, p);
            int last = Math.min(count, at + TRIES);
            for (int guess = at; guess < last; guess++) {
                if (((word ^ heads[guess]) & masks[guess]) == 0 && isRest(json, p, guess)) {
                    at = guess + 1;
                    json.takeName(p, lengths[guess]);
                    return places[guess];
                }
            }
        }
        return read(json);
    }

    /** Whether the bytes behind the first eight are those of the guess too. */
    private boolean isRest(JsonScanner json, int p, int guess) {
        int length = lengths[guess];
        return length <= Long.BYTES || p + length <= json.end
                && (long) JsonScanner.LONG.get(json.bytes, p + length - Long.BYTES) == tails[guess]
                && (length <= 2 * Long.BYTES || Arrays.equals(json.bytes, p, p + length, texts[guess], 0, length));
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
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(texts[i], text)) {
                at = i + 1;
                return;
            }
        }
        if (count == MOST) {
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
}

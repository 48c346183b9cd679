package correlate.source.json;

/**
 * The values of one object, as slices of its bytes, each at a place of its own; written anew for every object. Part of the hot
 * code: {@link JsonMembers} fills it.
 */
public final class JsonValues {
    /** Where the value at a place begins and ends, in twos: of strings the byte after the quote and the closing quote. */
    private final int[] slices;
    private final byte[] tokens;
    private long seen;
    private long present;

    /** Values at so many places, at most 64. */
    public JsonValues(int count) {
        slices = new int[2 * count];
        tokens = new byte[count];
    }

    /** Forgets all. */
    public void clear() {
        seen = 0;
        present = 0;
    }

    /** Notes the first value at a place; false, with nothing done, if there was one. */
    boolean add(int place, int token, int from, int to) {
        if ((seen & 1L << place) != 0) {
            return false;
        }
        set(place, token, from, to);
        return true;
    }

    /** Notes a value in the stead of any before; a null unsets. */
    public void set(int place, int token, int from, int to) {
        long bit = 1L << place;
        seen |= bit;
        present = token == JsonScanner.NULL ? present & ~bit : present | bit;
        tokens[place] = (byte) token;
        slices[2 * place] = from;
        slices[2 * place + 1] = to;
    }

    /** The places at which something stood, null or not, as bits. */
    public long seen() {
        return seen;
    }

    /** The places that have a value other than null, as bits. */
    public long present() {
        return present;
    }

    /** The value's first byte: of strings the one after the quote. */
    public int from(int place) {
        return slices[2 * place];
    }

    /** The byte after the value: of strings the closing quote. */
    public int to(int place) {
        return slices[2 * place + 1];
    }

    /** The value's token, as {@link JsonScanner} gives it. */
    public int token(int place) {
        return tokens[place];
    }

    /** First byte and byte behind the last of each place, one after the other. */
    public int[] slices() {
        return slices;
    }
}

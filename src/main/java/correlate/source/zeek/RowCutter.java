package correlate.source.zeek;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where the lines of a chunk end and where the values of a TSV row stand, in one pass that always counts them. One of
 * the hot classes: of sixty-four bytes the tabs become the bits of one word and the newlines those of another, so that the
 * tabs of a row are counted at once, and only those are walked that a scan has asked for. Its plain twin is the split in
 * {@code PlainZeekConnLog}.
 */
final class RowCutter {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    /** Gathers the high bits of eight bytes, shifted down to the low ones, in the topmost byte. */
    private static final long GATHER = 0x0102_0408_1020_4080L;
    /** Each six bits of it are different ones: which bit is the lowest is found without the second compiler's instructions. */
    private static final long DE_BRUIJN = 0x03f7_9d71_b4cb_0a89L;
    private static final byte[] BIT = new byte[64];

    static {
        for (int bit = 0; bit < 64; bit++) {
            BIT[(int) (DE_BRUIJN << bit >>> 58)] = (byte) bit;
        }
    }

    /** How many values the row has. */
    int count;
    /** Where the separators stand; the first is thought to stand before the line, the last is the line's end. */
    private int[] marks = {};
    private byte[] separator;
    private boolean tabbed;
    private int lead;
    private byte[] bytes;
    private int limit;
    /** The block being walked, and what is left of its tabs and newlines. */
    private int block;
    private long tabs;
    private long newlines;
    /** The last tabs of the row, and the block that they stand in. */
    private long lastTabs;
    private int lastBlock;

    /**
     * Prepares for rows of that many values; of longer ones the values beyond are counted only.
     *
     * @param newLead so many values, and the last, are all that {@link #cut} must find the places of
     */
    void use(byte[] newSeparator, int width, int newLead) {
        separator = newSeparator;
        tabbed = separator.length == 1 && separator[0] == '\t';
        lead = newLead;
        if (marks.length <= width) {
            marks = new int[width + 1];
        }
    }

    /** Begins to walk the lines of {@code chunk[start, end)}. */
    void begin(byte[] chunk, int start, int end) {
        bytes = chunk;
        limit = end;
        // Reads of eight aligned bytes are fast even where C1 alone compiles, as it does on small inputs.
        block = start & -64;
        load();
        tabs &= -1L << start;
        newlines &= -1L << start;
    }

    /** Cuts the line that begins here, where the line before ended; gives the place of its newline, or the limit. */
    int cut(int start) {
        if (tabbed) {
            return tabbed(start);
        }
        int end = newline(bytes, start, limit);
        all(start, end > start && bytes[end - 1] == '\r' ? end - 1 : end);
        return end;
    }

    private int tabbed(int start) {
        int[] places = marks;
        places[0] = start - 1;
        lastTabs = 0;
        count = 1;
        long mine = newTabs();
        for (int walked = 1; walked <= lead; walked++) {
            while (mine == 0) {
                if (!goOn()) {
                    return close();
                }
                mine = newTabs();
            }
            places[walked] = block + lowestBit(mine);
            mine &= mine - 1;
        }
        while (goOn()) {
            newTabs();
        }
        return close();
    }

    /** The row's tabs in this block, which are counted. */
    private long newTabs() {
        long mine = tabs & (newlines & -newlines) - 1;
        if (mine != 0) {
            count += Long.bitCount(mine);
            lastTabs = mine;
            lastBlock = block;
        }
        return mine;
    }

    /** Goes on to the next block, if the row does. */
    private boolean goOn() {
        if (newlines != 0 || limit - block <= 64) {
            return false;
        }
        block += 64;
        load();
        return true;
    }

    /** Notes where the last value begins and ends; gives the line's end. */
    private int close() {
        long lowest = newlines & -newlines;
        int end = lowest == 0 ? limit : block + lowestBit(lowest);
        tabs &= -lowest;
        newlines ^= lowest;
        if (count < marks.length) {
            if (lastTabs != 0) {
                marks[count - 1] = lastBlock + highestBit(lastTabs);
            }
            marks[count] = end > marks[0] + 1 && bytes[end - 1] == '\r' ? end - 1 : end;
        }
        return end;
    }

    private static int lowestBit(long word) {
        return BIT[(int) ((word & -word) * DE_BRUIJN >>> 58)];
    }

    private static int highestBit(long word) {
        long below = word | word >>> 1;
        below |= below >>> 2;
        below |= below >>> 4;
        below |= below >>> 8;
        below |= below >>> 16;
        below |= below >>> 32;
        return BIT[(int) ((below ^ below >>> 1) * DE_BRUIJN >>> 58)];
    }

    /** A bit for every tab of the block, and one for every newline. */
    private void load() {
        if (limit - block < 64) {
            loadLast();
            return;
        }
        byte[] b = bytes;
        int at = block;
        long bits = 0;
        long columns = 0;
        for (int i = 0; i < 64; i += 8) {
            long eight = (long) EIGHT.get(b, at + i);
            long low = eight & ~HIGH;
            long either = ~(low + (0x7f - '\n') * EACH | eight) & low + (0x80 - '\t') * EACH & HIGH;
            bits = bits >>> 8 | (either >>> 7) * GATHER & 0xffL << 56;
            columns = columns >>> 1 | either & eight << 6;          // of 9 and 10 only the newline has this bit
        }
        // Bit 8c + r is byte 8r + c. Mostly there is one or none, which nobody can foretell, so this does not branch.
        int bit = lowestBit(columns);
        newlines = 1L << ((bit & 7) << 3 | bit >>> 3) & (columns | -columns) >> 63;
        for (columns &= columns - 1; columns != 0; columns &= columns - 1) {
            bit = lowestBit(columns);
            newlines |= 1L << ((bit & 7) << 3 | bit >>> 3);
        }
        tabs = bits ^ newlines;
    }

    private void loadLast() {
        tabs = 0;
        newlines = 0;
        for (int i = block; i < limit; i++) {
            tabs |= bytes[i] == '\t' ? 1L << i : 0;
            newlines |= bytes[i] == '\n' ? 1L << i : 0;
        }
    }

    /** Cuts one line at every separator, however many are asked for. */
    void all(int from, int to) {
        marks[0] = from - separator.length;
        count = 0;
        int i = from;
        while ((i = ZeekText.find(separator, bytes, i, to)) < to) {
            mark(i);
            i += separator.length;
        }
        mark(to);
    }

    private void mark(int at) {
        if (++count < marks.length) {
            marks[count] = at;
        }
    }

    /** Value i of the row lies between {@code places()[i] + gap()} and {@code places()[i + 1]}. */
    int[] places() {
        return marks;
    }

    /** How long the separator is. */
    int gap() {
        return separator.length;
    }

    /** Where the value begins. */
    int from(int column) {
        return marks[column] + separator.length;
    }

    /** Where the value ends. */
    int to(int column) {
        return marks[column + 1];
    }

    /** The end of the line that holds {@code start}, or {@code limit}. */
    static int newline(byte[] bytes, int start, int limit) {
        int i = start;
        for (; i + 8 <= limit; i += 8) {
            long newlines = (long) EIGHT.get(bytes, i) ^ '\n' * EACH;
            long hits = newlines - EACH & ~newlines & HIGH;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);       // the lowest bit is never a false one
            }
        }
        while (i < limit && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Cuts one line that is known to be one; for use outside the scan. */
    static RowCutter of(ZeekHeader header, byte[] line) {
        RowCutter cutter = new RowCutter();
        cutter.use(header.separator, header.names.size(), header.names.size());
        cutter.begin(line, 0, line.length);
        cutter.cut(0);
        return cutter;
    }
}

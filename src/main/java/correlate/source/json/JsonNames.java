package correlate.source.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A fixed set of names, each known by its place in the list; finds the one that a scanner stands at without allocating. Part
 * of the hot code: a name of up to sixteen bytes is compared as two words.
 */
public final class JsonNames {
    private final byte[][] names;
    private final int[] lengths;
    private final long[] heads;
    private final long[] tails;
    /** Open addressing: the name's place + 1, or 0. */
    private final byte[] table;
    private final int mask;

    /** At most 100 different names. */
    public JsonNames(String... list) {
        names = new byte[list.length][];
        lengths = new int[list.length];
        heads = new long[list.length];
        tails = new long[list.length];
        int size = Integer.highestOneBit(Math.max(list.length, 1) * 8);
        mask = size - 1;
        table = new byte[size];
        for (int i = 0; i < list.length; i++) {
            byte[] name = list[i].getBytes(StandardCharsets.UTF_8);
            names[i] = name;
            lengths[i] = name.length;
            heads[i] = head(name, 0, name.length);
            tails[i] = tail(name, 0, name.length, heads[i]);
            int slot = slot(heads[i], name.length);
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = (byte) (i + 1);
        }
    }

    /** How many names there are. */
    public int size() {
        return names.length;
    }

    /** The name at a place. */
    public String name(int place) {
        return new String(names[place], StandardCharsets.UTF_8);
    }

    /** The place of the name or string that the scanner has just given, or -1. */
    public int find(JsonScanner json) {
        if (json.escaped) {
            byte[] text = JsonStrings.unescaped(json.bytes, json.from, json.to);
            return find(text, 0, text.length);
        }
        return find(json.bytes, json.from, json.to);
    }

    /** The place of the name {@code bytes[from, to)}, or -1. */
    public int find(byte[] bytes, int from, int to) {
        int length = to - from;
        long head = head(bytes, from, to);
        int slot = slot(head, length);
        int place;
        while ((place = table[slot] - 1) >= 0) {
            if (heads[place] == head && lengths[place] == length && tails[place] == tail(bytes, from, to, head)
                    && (length <= 16 || Arrays.equals(bytes, from, to, names[place], 0, length))) {
                return place;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    private int slot(long head, int length) {
        return (int) ((head + length) * 0x9e3779b97f4a7c15L >>> 55) & mask;
    }

    /** The first eight bytes, or all. */
    private static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (from + 8 <= bytes.length) {
            long word = (long) JsonWords.LONG.get(bytes, from);
            return length >= 8 ? word : length == 0 ? 0 : word & -1L >>> 64 - 8 * length;
        }
        long word = 0;
        for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
            word = word << 8 | bytes[from + i] & 0xff;
        }
        return word;
    }

    /** The last eight bytes, or all. */
    private static long tail(byte[] bytes, int from, int to, long head) {
        return to - from > 8 ? (long) JsonWords.LONG.get(bytes, to - 8) : head;
    }
}

package correlate.source.osquery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives equal bytes as the same {@code String}, so that host and query names, which every row repeats, are made once.
 * Open addressing over the bytes; emptied when full, so that a log in which every line has another host stays bounded.
 */
final class Texts {
    private final int limit;
    private byte[][] keys = new byte[64][];
    private String[] texts = new String[64];
    private int count;

    /**
     * @param limit how many texts are kept; a power of two
     */
    Texts(int limit) {
        this.limit = limit;
    }

    String of(byte[] bytes, int from, int to) {
        int mask = keys.length - 1;
        int slot = (int) hash(bytes, from, to) & mask;
        while (keys[slot] != null) {
            byte[] key = keys[slot];
            if (key.length == to - from && Arrays.equals(bytes, from, to, key, 0, key.length)) {
                return texts[slot];
            }
            slot = slot + 1 & mask;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (count * 2 >= keys.length) {
            grow();
        }
        put(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }

    private void put(byte[] key, String text) {
        int mask = keys.length - 1;
        int slot = (int) hash(key, 0, key.length) & mask;
        while (keys[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        texts[slot] = text;
        count++;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        String[] oldTexts = texts;
        boolean full = count >= limit;
        keys = new byte[full ? 64 : oldKeys.length * 2][];
        texts = new String[keys.length];
        count = 0;
        for (int i = 0; i < oldKeys.length && !full; i++) {
            if (oldKeys[i] != null) {
                put(oldKeys[i], oldTexts[i]);
            }
        }
    }

    /** 64 well-mixed bits of the bytes. */
    static long hash(byte[] bytes, int from, int to) {
        long h = to - from + 0x9e37_79b9_7f4a_7c15L;        // so that no short text comes out as 0
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = mix(h ^ (long) Bytes.LONG.get(bytes, i));
        }
        for (; i < to; i++) {
            h = (h ^ bytes[i]) * 0x100000001b3L;
        }
        return mix(h);
    }

    static long mix(long h) {
        long x = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}

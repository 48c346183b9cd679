package correlate.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A version 1 Community ID: the 160 bits of its digest as a value, so joining compares numbers, not text.
 *
 * @param high the first eight bytes of the digest
 * @param middle the next eight
 * @param low the last four
 */
public record CommunityId(long high, long middle, int low) {
    /** How many characters the standard form has. */
    public static final int LENGTH = 30;

    private static final byte[] LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIX_BITS = new byte[128];

    static {
        Arrays.fill(SIX_BITS, (byte) -1);
        for (int i = 0; i < LETTERS.length; i++) {
            SIX_BITS[LETTERS[i]] = (byte) i;
        }
    }

    /** The id of a SHA-1 digest of 20 bytes. */
    public static CommunityId of(byte[] digest) {
        return new CommunityId(number(digest, 0, 8), number(digest, 8, 8), (int) number(digest, 16, 4));
    }

    /** Reads {@code 1:} and base64 or 40 hex digits; null if the text is neither. */
    public static CommunityId parse(String text) {
        if (!text.startsWith("1:")) {
            return null;
        }
        if (text.length() == LENGTH) {
            byte[] letters = text.getBytes(StandardCharsets.UTF_8);
            return parse(letters, 0, letters.length);
        }
        try {
            return text.length() == 42 ? of(HexFormat.of().parseHex(text, 2, 42)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Reads the standard form; null if the bytes are none. Of 27 letters the last has two bits to spare: an id that sets them is no tool's work. */
    public static CommunityId parse(byte[] text, int from, int to) {
        if (to - from != LENGTH || text[from] != '1' || text[from + 1] != ':' || text[to - 1] != '=') {
            return null;
        }
        long first = bits(text, from + 2, 8);
        long second = bits(text, from + 10, 8);
        long third = bits(text, from + 18, 8);
        long last = bits(text, from + 26, 3);
        return (first | second | third | last) < 0 || (last & 3) != 0 ? null
                : new CommunityId(first << 16 | second >>> 32, second << 32 | third >>> 16, (int) (third << 16 | last >>> 2));
    }

    /** The bits of so many letters; negative if one is none. */
    private static long bits(byte[] text, int from, int count) {
        long bits = 0;
        long signs = 0;
        for (int i = from; i < from + count; i++) {
            int six = text[i] < 0 ? -1 : SIX_BITS[text[i]];
            bits = bits << 6 | six;
            signs |= six;
        }
        return signs < 0 ? -1 : bits;
    }

    /** Written out: what the JVM makes of a record for itself at run time costs a tenth of a start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CommunityId id && high == id.high && middle == id.middle && low == id.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    /** {@code 1:} and padded base64, 30 characters: the standard form. */
    @Override
    public String toString() {
        byte[] text = new byte[LENGTH];
        put(text, 0);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Writes the standard form, {@link #LENGTH} bytes, into an array. */
    public void put(byte[] to, int at) {
        to[at] = '1';
        to[at + 1] = ':';
        letters(high >>> 16, 8, to, at + 2);
        letters((high & 0xffff) << 32 | middle >>> 32, 8, to, at + 10);
        letters((middle & 0xffff_ffffL) << 16 | low >>> 16 & 0xffff, 8, to, at + 18);
        letters((low & 0xffffL) << 2, 3, to, at + 26);
        to[at + 29] = '=';
    }

    private static void letters(long bits, int count, byte[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = LETTERS[(int) (bits >>> 6 * (count - 1 - i)) & 63];
        }
    }

    /** {@code 1:} and 40 hex digits: what tools write with base64 switched off. */
    public String toHex() {
        return "1:" + HexFormat.of().formatHex(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[20];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> 56 - 8 * i);
            bytes[8 + i] = (byte) (middle >>> 56 - 8 * i);
        }
        for (int i = 0; i < 4; i++) {
            bytes[16 + i] = (byte) (low >>> 24 - 8 * i);
        }
        return bytes;
    }

    private static long number(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
        }
        return bits;
    }
}

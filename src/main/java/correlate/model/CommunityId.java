package correlate.model;

import java.util.Base64;
import java.util.HexFormat;

/**
 * A version 1 Community ID: the 160 bits of its digest as a value, so joining compares numbers, not text.
 *
 * @param high the first eight bytes of the digest
 * @param middle the next eight
 * @param low the last four
 */
public record CommunityId(long high, long middle, int low) {

    /** The id of a SHA-1 digest of 20 bytes. */
    public static CommunityId of(byte[] digest) {
        return new CommunityId(bits(digest, 0, 8), bits(digest, 8, 8), (int) bits(digest, 16, 4));
    }

    /** Reads {@code 1:} and base64 or 40 hex digits; null if the text is neither. */
    public static CommunityId parse(String text) {
        if (!text.startsWith("1:")) {
            return null;
        }
        String digest = text.substring(2);
        try {
            if (digest.length() == 40) {
                return of(HexFormat.of().parseHex(digest));
            }
            byte[] bytes = digest.length() == 28 ? Base64.getDecoder().decode(digest) : new byte[0];
            CommunityId id = bytes.length == 20 ? of(bytes) : null;
            // the last letter has two bits to spare; an id that sets them is no tool's work
            return id != null && id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** {@code 1:} and padded base64, 30 characters: the standard form. */
    @Override
    public String toString() {
        return "1:" + Base64.getEncoder().encodeToString(bytes());
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

    private static long bits(byte[] bytes, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
        }
        return bits;
    }
}

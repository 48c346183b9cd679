package correlate.identify;

import correlate.model.Address;
import correlate.model.CommunityId;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The bytes that a Community ID is the SHA-1 of, laid once and hashed under any seed: seed, two addresses, protocol, a zero
 * byte, and for some protocols two ports, all big-endian. Knows no order and no protocol. One of the hot classes: buffers are
 * reused, so an instance is for one thread.
 */
final class HashInput {
    private static final int SEED_BYTES = 2;
    private static final int LONGEST = 40;

    private final MessageDigest sha1;
    private final byte[] bytes = new byte[LONGEST];
    private final byte[] digest = new byte[20];
    private int length;
    /** What was hashed last and came to which id: the connections of a busy tuple and its alerts come one after another. */
    private final byte[] hashed = new byte[LONGEST];
    private int hashedLength;
    private CommunityId id;

    HashInput() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform must offer SHA-1", e);
        }
    }

    /** Starts anew; an IPv4 address takes 4 bytes, any other 16. */
    HashInput addresses(long firstHigh, long firstLow, long secondHigh, long secondLow) {
        length = SEED_BYTES;
        address(firstHigh, firstLow);
        address(secondHigh, secondLow);
        return this;
    }

    /** Starts anew; IPv4 addresses take 16 bytes too, in their mapped form. */
    HashInput longAddresses(long firstHigh, long firstLow, long secondHigh, long secondLow) {
        length = SEED_BYTES;
        put(firstHigh, 8);
        put(firstLow, 8);
        put(secondHigh, 8);
        put(secondLow, 8);
        return this;
    }

    HashInput protocol(int protocol) {
        bytes[length] = (byte) protocol;
        bytes[length + 1] = 0;
        length += 2;
        return this;
    }

    HashInput ports(int first, int second) {
        put(first, 2);
        put(second, 2);
        return this;
    }

    /** The id of what was laid, under a seed from 0 to 65535. */
    CommunityId hash(int seed) {
        bytes[0] = (byte) (seed >> 8);
        bytes[1] = (byte) seed;
        if (length == hashedLength && Arrays.equals(bytes, 0, length, hashed, 0, length)) {
            return id;
        }
        sha1.update(bytes, 0, length);
        try {
            sha1.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new AssertionError("a SHA-1 digest takes 20 bytes", e);
        }
        id = CommunityId.of(digest);
        System.arraycopy(bytes, 0, hashed, 0, length);
        hashedLength = length;
        return id;
    }

    private void address(long high, long low) {
        if (Address.isV4(high, low)) {
            put(low, 4);
        } else {
            put(high, 8);
            put(low, 8);
        }
    }

    private void put(long value, int count) {
        for (int shift = 8 * count - 8; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >> shift);
        }
    }
}

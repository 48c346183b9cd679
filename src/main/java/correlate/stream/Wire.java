package correlate.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what goes between the stages: numbers of varying length, texts and bytes with their length in front. */
final class Wire {
    private byte[] bytes = new byte[256];
    private int length;

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    Wire number(byte value) {
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    /** Eight bytes whose unsigned order is the order of the numbers. */
    Wire sorted(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(length, value ^ Long.MIN_VALUE);
        length += Long.BYTES;
        return this;
    }

    /** A number in as few bytes as it needs; small negative ones are short too. */
    Wire varying(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    Wire flag(boolean value) {
        return number((byte) (value ? 1 : 0));
    }

    /** Bytes, or null. */
    Wire bytes(byte[] value) {
        if (value == null) {
            return varying(-1);
        }
        return varying(value.length).raw(value);
    }

    /** A text, or null. */
    Wire text(String value) {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are, without a length. */
    Wire raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Reads what a {@link Wire} wrote, in the same order. */
    static final class Reader {
        private final ByteBuffer in;

        Reader(byte[] bytes) {
            in = ByteBuffer.wrap(bytes);
        }

        byte number() {
            return in.get();
        }

        long sorted() {
            return in.getLong() ^ Long.MIN_VALUE;
        }

        long varying() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = in.get();
                value |= (b & 0x7fL) << shift;
                shift += 7;
            } while (b < 0);
            return value >>> 1 ^ -(value & 1);
        }

        boolean atEnd() {
            return !in.hasRemaining();
        }

        boolean flag() {
            return in.get() != 0;
        }

        byte[] bytes() {
            int length = (int) varying();
            if (length < 0) {
                return null;
            }
            byte[] value = new byte[length];
            in.get(value);
            return value;
        }

        String text() {
            byte[] value = bytes();
            return value == null ? null : new String(value, StandardCharsets.UTF_8);
        }

        byte[] raw(int length) {
            byte[] value = new byte[length];
            in.get(value);
            return value;
        }
    }
}

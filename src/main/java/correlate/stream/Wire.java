package correlate.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes what goes between the stages: numbers of varying length, texts and bytes with their length in front. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    Wire number(byte value) {
        out.write(value);
        return this;
    }

    /** Eight bytes whose unsigned order is the order of the numbers. */
    Wire sorted(long value) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value ^ Long.MIN_VALUE).array());
        return this;
    }

    /** A number in as few bytes as it needs; small negative ones are short too. */
    Wire varying(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    Wire flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    /** Bytes, or null. */
    Wire bytes(byte[] value) {
        if (value == null) {
            return varying(-1);
        }
        varying(value.length);
        out.writeBytes(value);
        return this;
    }

    /** A text, or null. */
    Wire text(String value) {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are, without a length. */
    Wire raw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
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

package correlate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip (RFC 1952) of several members. Unlike the JDK's own stream it gives every byte before a break, does not take
 * rubbish behind the last member for a clean end in silence, and never asks {@code available()} whether members follow.
 */
final class GzipStream extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final FileStream raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[64 * 1024];
    private int at;
    private int filled;
    private long filledFrom;
    private long member;
    private boolean inMember;
    private boolean ended;
    private String damage;
    private String remark;

    GzipStream(FileStream raw) {
        this.raw = raw;
    }

    /** After the end: one sentence on what was passed over without loss, or null. */
    String remark() {
        return remark;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                openMember();
                continue;
            }
            int n = inflate(bytes, from, count);
            if (n > 0) {
                crc.update(bytes, from, n);
                return n;
            }
            if (ended) {
                break;
            }
            if (inflater.finished()) {
                closeMember();
            } else if (inflater.needsDictionary()) {
                corrupt();
            } else if (more()) {
                inflater.setInput(input, 0, filled);
            } else {
                cutOff();
            }
        }
        if (damage != null) {
            throw new Damage(damage);
        }
        return -1;
    }

    private int inflate(byte[] bytes, int from, int count) {
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(bytes, from, count);
        } catch (DataFormatException e) {
            corrupt();
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    /** Reads a member's header; ends the stream if none follows. */
    private void openMember() throws IOException {
        int first = next();
        while (first == 0 && member > 0) {
            first = next();             // tapes and block devices pad with zeros
        }
        if (first < 0) {
            ended = true;
            return;
        }
        long start = filledFrom + at - 1;
        int second = first == 0x1f ? next() : 0;
        if (second < 0) {
            cutOff();
        } else if (second != 0x8b) {
            remark = "the %d bytes after the end of its gzip data are not gzip and were ignored".formatted(raw.length() - start);
            ended = true;
        } else if (!header()) {
            if (!ended) {
                cutOff();
            }
        } else {
            member++;
            inMember = true;
            crc.reset();
            inflater.reset();
            inflater.setInput(input, at, filled - at);
        }
    }

    /** Skips the header behind its two magic bytes; false if the file ends in it or it is damaged. */
    private boolean header() throws IOException {
        int method = next();
        int flags = next();
        if (method >= 0 && method != 8) {
            corrupt();
            return false;
        }
        boolean whole = skip(6);
        if ((flags & EXTRA) != 0) {
            int low = next();
            whole = skip(low | Math.max(next(), 0) << 8);
        }
        if ((flags & NAME) != 0) {
            whole = skipText();
        }
        if ((flags & COMMENT) != 0) {
            whole = skipText();
        }
        return (flags & HEADER_CRC) != 0 ? skip(2) : whole && flags >= 0;
    }

    /** Checks the checksum and length behind a member; a wrong one is told at the end, for the next member may be sound. */
    private void closeMember() throws IOException {
        at = filled - inflater.getRemaining();
        inMember = false;
        long sum = number();
        long size = number();
        if (size < 0) {
            cutOff();
        } else if (damage == null && (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL))) {
            damage = ("the checksum of its gzip data does not agree (member %d, which ends at byte %d); "
                    + "all was read but some of it may be wrong, copy the file again").formatted(member, filledFrom + at);
        }
    }

    private long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int b = next();
            if (b < 0) {
                return -1;
            }
            value |= (long) b << shift;
        }
        return value;
    }

    private boolean skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (next() < 0) {
                return false;
            }
        }
        return count >= 0;
    }

    private boolean skipText() throws IOException {
        int b = next();
        while (b > 0) {
            b = next();
        }
        return b == 0;
    }

    private int next() throws IOException {
        return at < filled || more() ? input[at++] & 0xff : -1;
    }

    private boolean more() throws IOException {
        filledFrom += filled;
        at = 0;
        filled = 0;
        int n = raw.read(input, 0, input.length);
        filled = Math.max(n, 0);
        return n > 0;
    }

    private void cutOff() {
        end(Decompression.cutOff("gzip", raw.length()));
    }

    private void corrupt() {
        long where = inMember ? filledFrom + filled - inflater.getRemaining() : filledFrom + at;
        end("its gzip data is damaged near byte %d; all before that was read, copy the file again for the rest".formatted(where));
    }

    private void end(String sentence) {
        ended = true;
        damage = damage == null ? sentence : damage;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }
}

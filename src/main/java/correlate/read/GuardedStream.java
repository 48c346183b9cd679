package correlate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * A library's inflating stream, made to keep our promises: every byte before a break is delivered, and the break is one
 * sentence. Libraries throw in the middle of a bulk read and forget what they had; so the file is then opened again, read
 * up to the last good byte and on from there byte by byte.
 */
final class GuardedStream extends InputStream {
    private final Decompression compression;
    private final String kind;
    private final Input file;
    private FileStream raw;
    private InputStream in;
    private long position;
    private boolean careful;
    private Damage damage;

    GuardedStream(Decompression compression, Input file) {
        this.compression = compression;
        this.kind = compression.name().toLowerCase(Locale.ROOT);
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (damage != null) {
            throw damage;
        }
        if (careful) {
            return readCarefully(bytes, from, count);
        }
        try {
            open();
            int n = in.read(bytes, from, count);
            position += Math.max(n, 0);
            return n;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            careful = true;
            Damage why = explain(e);
            close();
            try {
                open();
                in.skipNBytes(position);
            } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError again) {
                damage = why;
                throw damage;
            }
            return readCarefully(bytes, from, count);
        }
    }

    private int readCarefully(byte[] bytes, int from, int count) throws IOException {
        int n = 0;
        try {
            for (int b = 0; n < count; n++) {
                b = in.read();
                if (b < 0) {
                    return n == 0 ? -1 : n;
                }
                bytes[from + n] = (byte) b;
            }
        } catch (IOException | RuntimeException e) {
            damage = explain(e);
            if (n == 0) {
                throw damage;
            }
        }
        return n;
    }

    private void open() throws IOException {
        if (in == null) {
            raw = file.raw();
            in = compression.library(raw);
        }
    }

    private Damage explain(Throwable e) {
        if (e instanceof Damage ours) {
            return ours;
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof LinkageError) {
            return new Damage("the %s library does not run on this system; unpack the file first".formatted(kind));
        }
        if (e instanceof OutOfMemoryError || reason.contains("memory")) {
            return new Damage("its %s data asks for too much memory to inflate; unpack the file first".formatted(kind));
        }
        if (raw != null && raw.endSeen()) {
            return new Damage(Decompression.cutOff(kind, raw.length()));
        }
        return new Damage("its %s data is damaged (%s); all before that was read, copy the file again for the rest"
                .formatted(kind, reason));
    }

    @Override
    public void close() throws IOException {
        InputStream open = in == null ? raw : in;
        in = null;
        raw = null;
        if (open != null) {
            open.close();
        }
    }
}

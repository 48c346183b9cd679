package correlate.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8 through one buffer; takes bytes that are UTF-8 already, which printing makes on several threads. */
public final class Utf8Writer extends Writer {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int size;

    /** A writer on a stream that needs no buffer of its own. */
    public Utf8Writer(OutputStream out) {
        this.out = out;
    }

    /** Whole characters, as UTF-8 has them. */
    void write(byte[] utf8, int from, int length) throws IOException {
        if (length > BUFFER - size) {
            drain();
        }
        if (length > BUFFER) {
            out.write(utf8, from, length);
            return;
        }
        System.arraycopy(utf8, from, buffer, size, length);
        size += length;
    }

    @Override
    public void write(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        write(utf8, 0, utf8.length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.substring(from, from + length));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length));
    }

    private void drain() throws IOException {
        if (size > 0) {
            out.write(buffer, 0, size);
            size = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}

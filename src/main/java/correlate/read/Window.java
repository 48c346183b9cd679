package correlate.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads of a compressed file by inflated offset: forward it inflates on, a little way back it still has, farther it starts again. */
final class Window implements Closeable {
    private static final int SIZE = 512 * 1024;

    private final Input input;
    private final byte[] bytes = new byte[SIZE];
    private InputStream in;
    private long start;
    private int length;

    Window(Input input) {
        this.input = input;
    }

    byte[] read(long offset, int count) throws IOException {
        if (in == null || offset < start) {
            restart();
        }
        byte[] result = new byte[count];
        int done = 0;
        while (done < count) {
            long at = offset + done - start;
            if (at >= length) {
                advance();
                continue;
            }
            int n = (int) Math.min(count - done, length - at);
            System.arraycopy(bytes, (int) at, result, done, n);
            done += n;
        }
        return result;
    }

    private void restart() throws IOException {
        close();
        in = input.open();
        start = 0;
        length = 0;
    }

    /** Inflates on; when the window is full, its older half makes room. */
    private void advance() throws IOException {
        if (length == SIZE) {
            System.arraycopy(bytes, SIZE / 2, bytes, 0, SIZE / 2);
            start += SIZE / 2;
            length = SIZE / 2;
        }
        int n = in.read(bytes, length, SIZE - length);
        if (n < 0) {
            throw Slices.gone();
        }
        length += n;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}

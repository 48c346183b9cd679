package correlate.read;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One line in the making. Of a line that is too long to be read again it keeps just so much that the reader sees it is. */
final class LineBuffer extends OutputStream {
    private static final int MOST = Chunks.LONGEST_LINE + 2;

    private byte[] bytes = new byte[64 * 1024];
    private int length;

    void reset() {
        length = 0;
    }

    void endTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        out.write('\n');
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int from, int count) {
        int n = Math.min(count, MOST - length);
        if (length + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST, Math.max(2 * bytes.length, length + n)));
        }
        System.arraycopy(more, from, bytes, length, n);
        length += n;
    }
}

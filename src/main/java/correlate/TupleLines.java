package correlate;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tuples from a stream, one a line. A line that is longer than any tuple is kept only in part, so an endless one costs no
 * memory.
 */
final class TupleLines {
    /** Two IPv6 addresses with zones, two ports and a protocol take 200 bytes at most; the rest is for blanks. */
    private static final int LONGEST = 4096;

    private final InputStream in;
    private final Writer out;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST];
    private int next;
    private int end;
    private int length;
    private long number;

    /** Lines of this stream; whatever was written is flushed before waiting for more, so that a person or a pipe sees it. */
    TupleLines(InputStream in, Writer out) {
        this.in = in;
        this.out = out;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (next < end || fill()) {
            any = true;
            byte b = buffer[next++];
            if (b == '\n') {
                break;
            }
            if (length < LONGEST) {
                line[length] = b;
            }
            length = Math.min(length + 1, LONGEST + 1);
        }
        number += any ? 1 : 0;
        return any;
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    /** Whether the line was too long to be a tuple. */
    boolean isTooLong() {
        return length > LONGEST;
    }

    /** The words of the line, which white space separates. */
    List<String> words() {
        String text = new String(line, 0, Math.min(length, LONGEST), StandardCharsets.UTF_8);
        String bare = number == 1 && text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
        return bare.isEmpty() ? List.of() : List.of(bare.split("\\s+"));
    }

    private boolean fill() throws IOException {
        out.flush();
        next = 0;
        end = in.read(buffer);
        return end > 0;
    }
}

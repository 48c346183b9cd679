package correlate.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies what can be read only once into a temporary file that only its owner may read and that goes when the program ends. */
final class Spool {
    /** No log has such a line; without this an endless one would fill the disk. */
    private static final long LONGEST_LINE = 1L << 30;

    private Spool() {
    }

    /** A new empty file in the system's temporary folder. */
    static Path file() throws IOException {
        try {
            Path file = Files.createTempFile("correlate-", ".spool");   // the JDK gives it to its owner alone
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new Damage("the temporary folder %s cannot be written; set -Djava.io.tmpdir to one that can"
                    .formatted(System.getProperty("java.io.tmpdir")));
        }
    }

    /** Copies a pipe to its end, or to where it is clear that it is no log. */
    static Input copy(String name, InputStream in) throws IOException {
        Path file = file();
        return Input.ofSpool(name, file, copy(in, file));
    }

    private static String copy(InputStream in, Path file) throws IOException {
        byte[] buffer = new byte[Input.HEAD];
        byte[] head = new byte[Input.HEAD];
        int known = 0;
        long line = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                write(out, buffer, n);
                if (known < head.length) {
                    int more = Math.min(n, head.length - known);
                    System.arraycopy(buffer, 0, head, known, more);
                    known += more;
                    if (known == head.length && hopeless(head)) {
                        return null;    // the head says why; an endless device would never come to an end
                    }
                }
                line = line(buffer, n, line);
                if (line > LONGEST_LINE) {
                    return "a line of it is longer than 1 GiB; reading stopped there, check what writes into this pipe";
                }
            }
            return null;
        } catch (IOException e) {
            return Damage.of(e).getMessage();
        }
    }

    private static boolean hopeless(byte[] head) {
        return Decompression.of(head, head.length) == Decompression.NONE && Content.notALog(head, head.length) != null;
    }

    private static void write(OutputStream out, byte[] buffer, int n) throws IOException {
        try {
            out.write(buffer, 0, n);
        } catch (IOException e) {
            throw new Damage("the temporary folder %s is full, so it was read only in part; set -Djava.io.tmpdir to a larger one"
                    .formatted(System.getProperty("java.io.tmpdir")));
        }
    }

    /** The length of the line that is open at the buffer's end. */
    private static long line(byte[] buffer, int n, long before) {
        int i = n;
        while (i > 0 && buffer[i - 1] != '\n') {
            i--;
        }
        return i > 0 ? n - i : before + n;
    }
}

package correlate.read;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
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

    /** A new empty file in the temporary folder. */
    static Path file() throws IOException {
        Path folder = folder(System.getenv("TMPDIR"));
        try {
            Path file = Files.createTempFile(folder, "correlate-", ".spool");   // the JDK gives it to its owner alone
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw Damage.isOutOfFiles(e) ? Damage.of(e)
                    : new Damage("the temporary folder %s cannot be written; name one that can in TMPDIR".formatted(folder));
        }
    }

    /** Java asks no TMPDIR, but whoever runs a program of Unix expects it to. */
    static Path folder(String named) {
        return Path.of(named == null || named.isEmpty() ? System.getProperty("java.io.tmpdir") : named);
    }

    /** Writes to such a file, through a buffer; where there is no room, the message says what to do. */
    static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw new Damage("the temporary folder %s is full, so it was not read whole; name a larger one in TMPDIR"
                            .formatted(file.getParent()));
                }
            }
        }, Input.HEAD);
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
        try (OutputStream out = open(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
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

    /** The length of the line that is open at the buffer's end. */
    private static long line(byte[] buffer, int n, long before) {
        int i = n;
        while (i > 0 && buffer[i - 1] != '\n') {
            i--;
        }
        return i > 0 ? n - i : before + n;
    }
}

package correlate.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Standard output as UTF-8 text through one buffer; writing to a pipe that nobody reads throws {@link ClosedPipe}. */
public final class StandardOutput {
    private StandardOutput() {
    }

    /** The writer on bytes such as {@code new FileOutputStream(FileDescriptor.out)}: no print stream, which hides errors. */
    public static Writer open(OutputStream bytes) {
        return new Utf8Writer(new Pipe(bytes));
    }

    private static final class Pipe extends FilterOutputStream {
        /** EPIPE as Linux and macOS word it, then Windows' ERROR_NO_DATA and ERROR_BROKEN_PIPE. */
        private static final List<String> CLOSED =
                List.of("broken pipe", "the pipe is being closed", "the pipe has been ended");

        Pipe(OutputStream bytes) {
            super(bytes);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw explained(e);
            }
        }

        private static IOException explained(IOException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            return CLOSED.stream().anyMatch(message::contains) ? new ClosedPipe(e)
                    : new IOException("standard output cannot be written: " + e.getMessage(), e);
        }
    }
}

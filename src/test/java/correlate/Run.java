package correlate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.util.List;

/** What one run of the program gave. */
record Run(byte[] bytes, String err, int exit) {

    /** Runs with standard output and standard error leading to files, and nothing on standard input. */
    static Run of(FileSystem files, String... args) {
        return of(files, new byte[0], Terminal.NONE, args);
    }

    /** Runs with this on standard input. */
    static Run of(FileSystem files, byte[] in, Terminal terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int exit = Main.run(files, new ByteArrayInputStream(in), out, new PrintWriter(err), terminal, args);
        return new Run(out.toByteArray(), err.toString(), exit);
    }

    String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    /** The only line of standard error that begins so. */
    String said(String start) {
        List<String> lines = err.lines().filter(line -> line.startsWith(start)).toList();
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " lines begin with '" + start + "':\n" + err);
        }
        return lines.get(0);
    }
}

package correlate.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Text as logs write it. */
final class Text {
    /** Microseconds in a second. */
    static final long SECOND = 1_000_000;

    private Text() {
    }

    /** A file to write UTF-8 to; {@code gzip} compresses. */
    static Writer create(String path, boolean gzip) throws IOException {
        OutputStream out = Files.newOutputStream(Path.of(path));
        return new BufferedWriter(new OutputStreamWriter(gzip ? new GZIPOutputStream(out, 1 << 16) : out,
                StandardCharsets.UTF_8), 1 << 18);
    }

    /** Appends microseconds as seconds with six decimals. */
    static StringBuilder seconds(StringBuilder out, long micros) {
        if (micros < 0) {
            out.append('-');
        }
        long value = Math.abs(micros);
        out.append(value / SECOND).append('.');
        int fraction = (int) (value % SECOND);
        for (int unit = 100_000; unit > 0; unit /= 10) {
            out.append((char) ('0' + fraction / unit % 10));
        }
        return out;
    }

    /** Seconds with six decimals, as microseconds; without {@code double}, which would not keep the last digit. */
    static long micros(String seconds) {
        int dot = seconds.indexOf('.');
        if (dot < 0) {
            return Long.parseLong(seconds) * SECOND;
        }
        String fraction = (seconds.substring(dot + 1) + "000000").substring(0, 6);
        long whole = Long.parseLong(seconds.substring(0, dot)) * SECOND;
        return seconds.startsWith("-") ? whole - Long.parseLong(fraction) : whole + Long.parseLong(fraction);
    }

    /** Appends a JSON string. */
    static StringBuilder quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }
}

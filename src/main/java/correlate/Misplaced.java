package correlate;

import correlate.source.Format;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a file that its option does not read whether it is a log all the same: one of another option, or one whose lines a
 * shipper has wrapped in its own. Such are told, not read: what an option names is what its user believes the file to be.
 */
final class Misplaced {
    private static final int DEEPEST = 3;
    /** What jq takes without quotes, and a message shows without escapes. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

    /** A row of Zeek TSV, perhaps behind what syslog writes before it. */
    private static final Pattern ZEEK_ROW = Pattern.compile("([^\\t{]* )?[0-9]{9,11}\\.[0-9]{1,9}\\t([^\\t]*\\t){6}");
    private static final String ZEEK_TSV = "Zeek TSV without its header (name its columns with --zeek-fields)";

    private record Reader(Format<?> format, MainOption option) {
    }

    private final List<Reader> readers = new ArrayList<>();

    private Misplaced() {
        Sources sources = new Sources(null, false);
        for (Sources.Kind kind : Sources.Kind.values()) {
            if (kind != Sources.Kind.ANY) {
                add(sources.formats(kind), kind.option);
            }
        }
        add(Sources.HOST_LOGS, MainOption.OSQUERY);
    }

    private <L> void add(List<Format<L>> formats, MainOption option) {
        formats.forEach(format -> readers.add(new Reader(format, option)));
    }

    /** What the file is, and what to do with it, as the rest of a sentence; null if nothing is known. */
    static String advice(byte[] head) {
        Misplaced misplaced = new Misplaced();
        Reader reader = misplaced.reader(head);
        return reader != null ? "but " + reader.format.name() + "; correlate reads that with " + reader.option.names.get(0)
                : misplaced.wrapped(head);
    }

    private Reader reader(byte[] head) {
        for (Reader reader : readers) {
            if (reader.format.refuses(head, head.length) == null) {
                return reader;
            }
        }
        return null;
    }

    private String wrapped(byte[] head) {
        int end = indexOf('\n', head, head.length);
        int begin = indexOf('{', head, end);
        if (begin == end) {
            Matcher row = ZEEK_ROW.matcher(new String(head, 0, end, StandardCharsets.ISO_8859_1));
            return row.lookingAt() && row.group(1) != null ? behind(ZEEK_TSV, "grep -oE '[0-9]{9,11}[.][0-9]+[[:blank:]].*'") : null;
        }
        if (new String(head, 0, begin, StandardCharsets.ISO_8859_1).isBlank()) {
            return member(head, begin, end, "", DEEPEST);
        }
        Reader reader = reader(Arrays.copyOfRange(head, begin, end));
        return reader == null ? null : behind(reader.format.name(), "sed 's/^[^{]*//'");
    }

    private static String behind(String what, String command) {
        return "but its lines hold " + what + " behind other text: take that off first, as with: " + command;
    }

    /** The member of an object that is a log's line. */
    private String member(byte[] bytes, int from, int to, String path, int depth) {
        JsonScanner json = new JsonScanner();
        json.reset(bytes, from, to);
        try {
            json.next();
            while (json.next() == JsonScanner.NAME) {
                String name = json.text();
                int begin = json.position();
                int token = json.skipValueOfAnyLength();
                String found = NAME.matcher(name).matches()
                        ? value(token, Arrays.copyOfRange(bytes, begin, json.to()), path + "." + name, depth) : null;
                if (found != null) {
                    return found;
                }
            }
            return null;
        } catch (BadJson e) {
            return null;                // or cut off, where the head of the file ends
        }
    }

    private String value(int token, byte[] value, String path, int depth) throws BadJson {
        if (token == JsonScanner.STRING) {
            String text = (String) JsonTree.value(value, 0, value.length);
            Reader reader = reader(text.getBytes(StandardCharsets.UTF_8));
            return reader == null && ZEEK_ROW.matcher(text).lookingAt() ? inside(ZEEK_TSV, "jq -r " + path)
                    : found(reader, "jq -r " + path);
        }
        if (token == JsonScanner.BEGIN_OBJECT) {
            String deeper = depth > 1 ? member(value, 0, value.length, path, depth - 1) : null;     // a finding of ours holds the row itself
            return deeper != null ? deeper : found(reader(value), "jq -c " + path);
        }
        return null;
    }

    private static String found(Reader reader, String command) {
        return reader == null ? null : inside(reader.format.name(), command);
    }

    private static String inside(String what, String command) {
        return "but its lines hold " + what + " inside: take it out first, as with: " + command;
    }

    private static int indexOf(char ascii, byte[] bytes, int to) {
        int i = 0;
        while (i < to && bytes[i] != ascii) {
            i++;
        }
        return i;
    }
}

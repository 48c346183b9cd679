package correlate.source.json;

import correlate.model.AddressParser;
import correlate.model.Times;
import correlate.source.IsoTime;
import correlate.source.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of one row at the places of {@link JsonPaths}, as slices of its bytes; written anew for every row. One of the
 * hot classes; its plain twin in the tests is Jackson's tree.
 */
public final class JsonFields {
    /** Times above are no seconds but milliseconds: as seconds they would lie beyond the year 5138. */
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final long MILLIS_TO = 1_000_000_000_000_000L;

    private final JsonPaths paths;
    private final byte[][] in;
    private final int[] from;
    private final int[] to;
    private final boolean[] escaped;
    private JsonScanner json;
    private byte[] bytes;

    JsonFields(JsonPaths paths) {
        this.paths = paths;
        this.in = new byte[paths.size()][];
        this.from = new int[paths.size()];
        this.to = new int[paths.size()];
        this.escaped = new boolean[paths.size()];
    }

    /** Reads one row; false if it is JSON, but no object. What was read before an exception stays. */
    boolean read(JsonScanner scanner, byte[] row, int start, int end) throws BadJson {
        Arrays.fill(in, null);
        json = scanner;
        bytes = row;
        scanner.reset(row, start, end);
        if (scanner.next() != JsonScanner.BEGIN_OBJECT) {
            return false;
        }
        members(paths.root());
        scanner.next();
        return true;
    }

    private void members(JsonPaths.Node node) throws BadJson {
        while (json.next() == JsonScanner.NAME) {
            int name = node.names.find(json);
            if (name < 0) {
                json.skipValue();
            } else {
                value(node.children[name]);
            }
        }
    }

    private void value(JsonPaths.Node node) throws BadJson {
        int token = json.next();
        if (token == JsonScanner.BEGIN_OBJECT) {
            int start = json.from();
            if (node.isInner()) {
                members(node);
            } else {
                json.skipRest();
            }
            keep(node.path, start, json.position(), false);
        } else if (token == JsonScanner.BEGIN_ARRAY) {
            array(node.path);
        } else if (token != JsonScanner.NULL) {
            keep(node.path, json.from(), json.to(), json.escaped());
        }
    }

    /** An array of one value is that value: so Elasticsearch answers who asks it for fields. */
    private void array(int path) throws BadJson {
        int depth = json.depth();
        int start = json.from();
        int first = json.next();
        boolean scalar = first >= JsonScanner.STRING && first != JsonScanner.NULL;
        int oneFrom = json.from();
        int oneTo = json.to();
        boolean oneEscaped = json.escaped();
        int count = 0;
        for (int token = first; json.depth() >= depth; token = json.next()) {
            count += json.depth() == depth && token != JsonScanner.BEGIN_OBJECT && token != JsonScanner.BEGIN_ARRAY ? 1 : 0;
        }
        if (scalar && count == 1) {
            keep(path, oneFrom, oneTo, oneEscaped);
        } else if (count > 0) {
            keep(path, start, json.position(), false);
        }
    }

    private void keep(int path, int start, int end, boolean withEscapes) {
        if (path >= 0 && end > start) {
            in[path] = bytes;
            from[path] = start;
            to[path] = end;
            escaped[path] = withEscapes;
        }
    }

    /** Whether the row has a value there that is neither null nor an empty text. */
    public boolean has(int path) {
        return in[path] != null;
    }

    /** The first of these that the row has, else the last. */
    public int firstOf(int... alternatives) {
        for (int path : alternatives) {
            if (has(path)) {
                return path;
            }
        }
        return alternatives[alternatives.length - 1];
    }

    /** What the log calls the value. */
    String name(int path) {
        return paths.path(path);
    }

    /** Whether the value is this text of ASCII characters. */
    public boolean is(int path, String text) {
        plain(path);
        return has(path) && Scalars.is(in[path], from[path], to[path], text);
    }

    /** The value's text, numbers as written; null if the row has none. */
    public String text(int path) {
        plain(path);
        return has(path) ? new String(in[path], from[path], to[path] - from[path], StandardCharsets.UTF_8) : null;
    }

    /** The value for a message: in quotes and cut short. */
    String quoted(int path) {
        return Scalars.quote(in[path], from[path], to[path]);
    }

    boolean address(int path, AddressParser parser) {
        plain(path);
        return has(path) && parser.parse(in[path], from[path], to[path]);
    }

    /** A port, or any number from 0 to 65535; -1 if the value is none. */
    public int port(int path) {
        plain(path);
        return has(path) ? Scalars.port(in[path], from[path], to[path]) : -1;
    }

    int protocol(int path) {
        plain(path);
        return has(path) ? Scalars.protocol(in[path], from[path], to[path]) : -1;
    }

    /** An ISO 8601 instant, or milliseconds or seconds since 1970, as µs; {@link Times#NONE} if the value is none of them. */
    public long instant(int path) {
        plain(path);
        if (!has(path)) {
            return Times.NONE;
        }
        long millis = Scalars.whole(in[path], from[path], to[path]);
        if (millis != Long.MIN_VALUE && Math.abs(millis) >= MILLIS_FROM) {
            return Math.abs(millis) < MILLIS_TO ? millis * 1000 : Times.NONE;
        }
        long micros = Scalars.micros(in[path], from[path], to[path]);
        return micros != Times.NONE ? micros : IsoTime.micros(in[path], from[path], to[path]);
    }

    /** Milliseconds as µs, whatever their size; {@link Times#NONE} if the value is no whole number. */
    public long millis(int path) {
        long millis = whole(path);
        return millis == Long.MIN_VALUE || Math.abs(millis) >= MILLIS_TO ? Times.NONE : millis * 1000;
    }

    /** A whole number, or {@code Long.MIN_VALUE}. */
    public long whole(int path) {
        plain(path);
        return has(path) ? Scalars.whole(in[path], from[path], to[path]) : Long.MIN_VALUE;
    }

    /** 64 bits of the value's text, well mixed with those given; the same bits if the row has none. */
    public long mix(long bits, int path) {
        plain(path);
        long mixed = bits;
        for (int i = from[path]; has(path) && i < to[path]; i++) {
            mixed = mixed(mixed, in[path][i]);
        }
        return mixed;
    }

    /** Mixes more bits in. */
    public static long mixed(long bits, long more) {
        long mixed = (bits ^ more) * 0x9e37_79b9_7f4a_7c15L;
        return mixed ^ mixed >>> 29;
    }

    /** Whether the value lies in the row as it was written, but for escaped slashes; then from here to there. */
    boolean inPlace(int path) {
        return has(path) && in[path] == bytes;
    }

    int from(int path) {
        return from[path];
    }

    int to(int path) {
        return to[path];
    }

    /** Undoes escapes in a copy: hardly any of these values has some. */
    private void plain(int path) {
        if (escaped[path] && in[path] != null) {
            in[path] = JsonStrings.unescaped(in[path], from[path], to[path]);
            from[path] = 0;
            to[path] = in[path].length;
            escaped[path] = false;
        }
    }
}

package correlate.source.zeek;

import correlate.read.Chunk;
import correlate.source.FlowScanner;
import correlate.source.FlowSink;
import correlate.source.Layout;
import correlate.source.RowSink;
import correlate.source.Scalars;
import correlate.source.json.BadJson;
import correlate.source.json.JsonMembers;
import correlate.source.json.JsonNames;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import correlate.source.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scans Zeek's JSON lines. One of the hot classes: it notes where the values that matter stand and leaves the rest to
 * {@link ZeekFlow}. Its plain twin in the tests reads the same rows with Jackson's tree.
 */
final class ZeekJsonScanner implements FlowScanner {
    static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);

    /** The places of values. A field has its ordinal; the rest follows, last the marks of conn logs and of others, each its own. */
    private static final int TYPE = ZeekField.COUNT;
    private static final int NESTED = TYPE + 1;
    private static final int MARKS = TYPE + 2;
    private static final int PLACE_COUNT;
    private static final int SERVICE = ZeekField.SERVICE.ordinal();
    private static final JsonNames NAMES;
    private static final JsonNames WITHIN_ID = new JsonNames("orig_h", "orig_p", "resp_h", "resp_p");
    /** Of each name the place of its value. */
    private static final int[] PLACES;
    /** Of two names with one place the lower rank counts; with equal ranks the last. */
    private static final int[] RANKS;
    private static final int RANK_WITHIN_ID = 2;
    /** Places, as bits. */
    private static final long HOSTS = bit(ZeekField.ORIG_H) | bit(ZeekField.RESP_H);
    private static final long CONN_VALUES = bit(ZeekField.DURATION) | bit(ZeekField.ORIG_BYTES) | bit(ZeekField.RESP_BYTES);
    private static final long PROTOCOLS = bit(ZeekField.PROTO) | bit(ZeekField.IP_PROTO);
    private static final long OF_CONN;
    private static final long OF_OTHERS;

    static {
        List<String> names = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (ZeekField field : ZeekField.values()) {
            List<String> spellings = field.spellings();
            for (int i = 0; i < spellings.size(); i++) {
                names.add(spellings.get(i));
                places.add(new int[] {field.ordinal(), i < RANK_WITHIN_ID ? i : i + 1});
            }
        }
        List<String> types = List.of("_path", "@stream", "_stream", "@path", "_name", "__name");
        for (int i = 0; i < types.size(); i++) {
            names.add(types.get(i));
            places.add(new int[] {TYPE, i});
        }
        names.add("id");
        places.add(new int[] {NESTED, 0});
        int next = MARKS;
        for (String name : (Iterable<String>) ZeekLogKinds.marks(true).filter(name -> !names.contains(name))::iterator) {
            names.add(name);
            places.add(new int[] {next++, 0});
        }
        OF_CONN = (1L << next) - (1L << MARKS);
        for (String name : (Iterable<String>) ZeekLogKinds.marks(false)::iterator) {
            names.add(name);
            places.add(new int[] {next++, 0});
        }
        OF_OTHERS = (1L << next) - (1L << MARKS) - OF_CONN;
        PLACE_COUNT = next;
        NAMES = new JsonNames(names.toArray(String[]::new));
        PLACES = places.stream().mapToInt(p -> p[0]).toArray();
        RANKS = places.stream().mapToInt(p -> p[1]).toArray();
    }

    /** What {@link #field} gives for a name that means no field, and for one that means several. */
    static final int NO_FIELD = -1;
    static final int SEVERAL_FIELDS = -2;

    private final boolean namedOther;
    private final boolean fold;
    private final JsonScanner json = new JsonScanner();
    private final JsonMembers members = new JsonMembers(NAMES, PLACES);
    private final JsonValues values = new JsonValues(PLACE_COUNT);
    private final int[] ranks = new int[PLACE_COUNT];
    private final ZeekFlow flow = flow();
    private boolean escaped;
    private byte[] bytes;
    private FlowSink sink;

    ZeekJsonScanner(boolean namedOther, boolean fold) {
        this.namedOther = namedOther;
        this.fold = fold;
    }

    /** What reads the values of rows. */
    static ZeekFlow flow() {
        ZeekFlow flow = new ZeekFlow();
        flow.use(ZeekText.Marks.NONE, Arrays.stream(ZeekField.values()).map(f -> f.title).toArray(String[]::new), false);
        return flow;
    }

    /** The ordinal of the field that a member of this name is. */
    static int field(byte[] bytes, int from, int to) {
        int name = NAMES.find(bytes, from, to);
        int place = name < 0 ? MARKS : PLACES[name];
        return place < TYPE ? place : place == NESTED ? SEVERAL_FIELDS : NO_FIELD;
    }

    private static long bit(ZeekField field) {
        return 1L << field.ordinal();
    }

    @Override
    public Layout scan(Chunk chunk, Layout layout, FlowSink to) {
        bytes = chunk.bytes();
        sink = to;
        int line = 0;
        if (chunk.overlong()) {
            to.rejected(line++, "", "the line is longer than the limit");
        } else {
            line = lines(chunk);
        }
        to.lines(line);
        bytes = null;
        sink = null;
        return layout;
    }

    private int lines(Chunk chunk) {
        int limit = chunk.to();
        int from = chunk.offset() == 0 ? ZeekTsvScanner.afterByteOrderMark(bytes, chunk.from(), limit) : chunk.from();
        int line = 0;
        while (from < limit) {
            int plainEnd = plainRow(line, from, limit);
            if (plainEnd >= 0) {
                line++;
                from = plainEnd + 1;
                continue;
            }
            int end = RowCutter.newline(bytes, from, limit);
            if (bytes[from] != '#' && !isBlank(bytes, from, end)) {
                flow.key.line = line;
                flow.key.lineFrom = from;
                flow.key.lineTo = bytes[end - 1] == '\r' ? end - 1 : end;
                row(line, from, end, end == limit && chunk.last());
            }
            line++;
            from = end + 1;
        }
        return line;
    }

    /** Whether a line holds nothing; rows nearly always show it with their first byte. */
    static boolean isBlank(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a row that begins here if it is like those before, which most are: without looking for its end first, and without
     * the scanner.
     *
     * @return where its newline stands; -1, with nothing done, if {@link #row} has to read it
     */
    private int plainRow(int line, int from, int limit) {
        members.begin();
        values.clear();
        escaped = false;
        if (bytes[from] != '{' || members.plain(bytes, from + 1, limit, values) != JsonMembers.NONE) {
            return -1;
        }
        int end = members.position();
        if (end == limit || bytes[end] != '\n') {
            return -1;
        }
        flow.key.line = line;
        flow.key.lineFrom = from;
        flow.key.lineTo = end;
        deliver(line);
        return end;
    }

    private void row(int line, int from, int end, boolean unterminated) {
        json.reset(bytes, from, end);
        values.clear();
        Arrays.fill(ranks, Integer.MAX_VALUE);
        escaped = false;
        try {
            if (json.next() != JsonScanner.BEGIN_OBJECT) {
                sink.rejected(line, "", "the line is no JSON object");
                return;
            }
            members.begin();
            int name;
            while ((name = members.next(json)) != JsonMembers.NONE) {
                if (name < 0) {
                    json.skipValue();
                } else if (PLACES[name] == NESTED) {
                    nested();
                } else {
                    value(PLACES[name], RANKS[name]);
                }
            }
            json.next();
        } catch (BadJson e) {
            sink.rejected(line, "", e.cutOff() && unterminated ? RowSink.CUT_OFF
                    : "no JSON at byte " + (e.at() - from + 1) + ": " + e.reason());
            return;
        }
        deliver(line);
    }

    private void deliver(int line) {
        if (!isConnection()) {
            sink.passedOver(line);
            return;
        }
        long present = values.present();
        for (int field = 0; field < ZeekField.COUNT; field++) {
            flow.slices[field] = (present >>> field & 1) == 0 ? -1 : 2 * field;
        }
        if (escaped) {
            readPlain();
        } else {
            flow.read(bytes, values.slices(), 0, fold || has(TYPE));
        }
        flow.deliver(line, sink);
    }

    /** Notes where a value stands unless one of a lower rank is there; null is as good as absent. */
    private void value(int place, int rank) throws BadJson {
        int token = json.skipValue();
        if (rank > ranks[place]) {
            return;
        }
        int quote = token == JsonScanner.STRING ? 1 : 0;
        ranks[place] = token == JsonScanner.NULL ? Integer.MAX_VALUE : rank;
        values.set(place, token, json.from() + quote, json.to() - quote);
        escaped |= quote == 1 && json.escaped() && place < TYPE && place != SERVICE;
    }

    /** {@code "id": {"orig_h": …}}; in pe.log it is a plain text. */
    private void nested() throws BadJson {
        int depth = json.depth();
        int token = json.next();
        if (token != JsonScanner.BEGIN_OBJECT) {
            while (json.depth() > depth) {
                json.next();
            }
            return;
        }
        while (json.next() == JsonScanner.NAME) {
            int name = WITHIN_ID.find(json);
            if (name < 0) {
                json.skipValue();
            } else {
                value(ZeekField.ORIG_H.ordinal() + name, RANK_WITHIN_ID);
            }
        }
    }

    /** A row that names its type is taken at its word; of the others the members decide, and last the file's name. */
    private boolean isConnection() {
        boolean other = namedOther;
        if (has(TYPE)) {
            int from = values.from(TYPE);
            int to = values.to(TYPE);
            if (Scalars.is(bytes, from, to, "conn") || Scalars.is(bytes, from, to, "conn_long")) {
                return true;
            }
            other = ZeekLogKinds.other(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        long present = values.present();
        boolean named = (present & HOSTS) == HOSTS && (present & PROTOCOLS) != 0;
        boolean conn = (present & CONN_VALUES) != 0 || (values.seen() & OF_CONN) != 0;
        return (present & bit(ZeekField.CONN_STATE)) != 0
                || (named || has(ZeekField.COMMUNITY_ID.ordinal())) && !other && (conn || (values.seen() & OF_OTHERS) == 0);
    }

    private boolean has(int place) {
        return (values.present() & 1L << place) != 0;
    }

    /** A value is written with escapes, as hardly any is: reads from a copy without them, and leaves the id to the tuple. */
    private void readPlain() {
        byte[] plain = new byte[flow.key.lineTo - flow.key.lineFrom];
        int[] slices = new int[2 * ZeekField.COUNT];
        int end = 0;
        for (int field = 0; field < ZeekField.COUNT; field++) {
            if (flow.slices[field] >= 0) {
                byte[] value = JsonStrings.unescaped(bytes, values.from(field), values.to(field));
                System.arraycopy(value, 0, plain, end, value.length);
                slices[2 * field] = end;
                end += value.length;
                slices[2 * field + 1] = end;
            }
        }
        flow.slices[ZeekField.COMMUNITY_ID.ordinal()] = -1;
        flow.read(plain, slices, 0, fold || has(TYPE));
    }
}

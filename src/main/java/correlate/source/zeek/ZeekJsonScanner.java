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

    /** What the members of a row mean. A field has its ordinal; the rest follows. */
    private static final int TYPE = ZeekField.COUNT;
    private static final int SERVICE = ZeekField.SERVICE.ordinal();
    private static final int OF_CONN = TYPE + 1;
    private static final int OF_OTHERS = TYPE + 2;
    private static final int NESTED = TYPE + 3;
    private static final JsonNames NAMES;
    private static final JsonNames WITHIN_ID = new JsonNames("orig_h", "orig_p", "resp_h", "resp_p");
    private static final int[] MEANINGS;
    /** Of two members with one meaning the lower rank counts; with equal ranks the last. */
    private static final int[] RANKS;
    private static final int RANK_WITHIN_ID = 2;

    static {
        List<String> names = new ArrayList<>();
        List<int[]> meanings = new ArrayList<>();
        for (ZeekField field : ZeekField.values()) {
            List<String> spellings = field.spellings();
            for (int i = 0; i < spellings.size(); i++) {
                names.add(spellings.get(i));
                meanings.add(new int[] {field.ordinal(), i < RANK_WITHIN_ID ? i : i + 1});
            }
        }
        List<String> types = List.of("_path", "@stream", "_stream", "@path", "_name", "__name");
        for (int i = 0; i < types.size(); i++) {
            names.add(types.get(i));
            meanings.add(new int[] {TYPE, i});
        }
        ZeekLogKinds.marks(true).filter(name -> !names.contains(name)).forEach(name -> {
            names.add(name);
            meanings.add(new int[] {OF_CONN, 0});
        });
        ZeekLogKinds.marks(false).forEach(name -> {
            names.add(name);
            meanings.add(new int[] {OF_OTHERS, 0});
        });
        names.add("id");
        meanings.add(new int[] {NESTED, 0});
        NAMES = new JsonNames(names.toArray(String[]::new));
        MEANINGS = meanings.stream().mapToInt(m -> m[0]).toArray();
        RANKS = meanings.stream().mapToInt(m -> m[1]).toArray();
    }

    /** What {@link #field} gives for a name that means no field, and for one that means several. */
    static final int NO_FIELD = -1;
    static final int SEVERAL_FIELDS = -2;

    private final boolean namedOther;
    private final boolean fold;
    private final JsonScanner json = new JsonScanner();
    private final JsonMembers members = new JsonMembers(NAMES);
    private final ZeekFlow flow = flow();
    /** Slice 2 f is the value of the field with ordinal f, for {@link ZeekFlow}; the last is the type's. */
    private final int[] places = new int[2 * ZeekField.COUNT + 2];
    private final int[] ranks = new int[ZeekField.COUNT + 1];
    private boolean escaped;
    private boolean ofConn;
    private boolean ofOthers;
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
        int meaning = name < 0 ? OF_CONN : MEANINGS[name];
        return meaning < TYPE ? meaning : meaning == NESTED ? SEVERAL_FIELDS : NO_FIELD;
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
        if (bytes[from] != '{' || members.plain(bytes, from + 1, limit) != JsonMembers.NONE) {
            return -1;
        }
        int end = members.position();
        if (end == limit || bytes[end] != '\n') {
            return -1;
        }
        clear();
        for (int i = 0; i < members.found(); i++) {
            int name = members.place(i);
            int meaning = MEANINGS[name];
            if (meaning <= TYPE) {
                keep(meaning, RANKS[name], members.token(i), members.from(i), members.to(i));
            } else {
                ofConn |= meaning == OF_CONN;
                ofOthers |= meaning == OF_OTHERS;
            }
        }
        flow.key.line = line;
        flow.key.lineFrom = from;
        flow.key.lineTo = end;
        deliver(line);
        return end;
    }

    private void clear() {
        flow.clear();
        Arrays.fill(ranks, Integer.MAX_VALUE);
        escaped = false;
        ofConn = false;
        ofOthers = false;
    }

    private void row(int line, int from, int end, boolean unterminated) {
        json.reset(bytes, from, end);
        clear();
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
                } else {
                    member(MEANINGS[name], RANKS[name]);
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
        } else if (escaped) {
            readPlain();
            flow.deliver(line, sink);
        } else {
            flow.read(bytes, places, 0, fold || has(TYPE));
            flow.deliver(line, sink);
        }
    }

    private void member(int meaning, int rank) throws BadJson {
        if (meaning <= TYPE) {
            value(meaning, rank);
        } else if (meaning == NESTED) {
            nested();
        } else {
            ofConn |= meaning == OF_CONN;
            ofOthers |= meaning == OF_OTHERS;
            json.skipValue();
        }
    }

    /** Notes where a value stands; null is as good as absent. */
    private void value(int field, int rank) throws BadJson {
        int token = json.skipValue();
        int quote = token == JsonScanner.STRING ? 1 : 0;
        boolean counts = keep(field, rank, token, json.from() + quote, json.to() - quote);
        escaped |= counts && quote == 1 && json.escaped() && field < TYPE && field != SERVICE;
    }

    /** Notes a value unless one of a lower rank is there. */
    private boolean keep(int field, int rank, int token, int from, int to) {
        if (rank > ranks[field]) {
            return false;
        }
        ranks[field] = token == JsonScanner.NULL ? Integer.MAX_VALUE : rank;
        places[2 * field] = from;
        places[2 * field + 1] = to;
        if (field < TYPE) {
            flow.slices[field] = token == JsonScanner.NULL ? -1 : 2 * field;
        }
        return true;
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
            int from = places[2 * TYPE];
            int to = places[2 * TYPE + 1];
            if (Scalars.is(bytes, from, to, "conn") || Scalars.is(bytes, from, to, "conn_long")) {
                return true;
            }
            other = ZeekLogKinds.other(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        boolean named = has(ZeekField.ORIG_H.ordinal()) && has(ZeekField.RESP_H.ordinal())
                && (has(ZeekField.PROTO.ordinal()) || has(ZeekField.IP_PROTO.ordinal()));
        boolean conn = ofConn || has(ZeekField.DURATION.ordinal()) || has(ZeekField.ORIG_BYTES.ordinal())
                || has(ZeekField.RESP_BYTES.ordinal());
        return has(ZeekField.CONN_STATE.ordinal())
                || (named || has(ZeekField.COMMUNITY_ID.ordinal())) && !other && (conn || !ofOthers);
    }

    private boolean has(int field) {
        return ranks[field] != Integer.MAX_VALUE;
    }

    /** A value is written with escapes, as hardly any is: reads from a copy without them, and leaves the id to the tuple. */
    private void readPlain() {
        byte[] plain = new byte[flow.key.lineTo - flow.key.lineFrom];
        int[] plainPlaces = new int[places.length];
        int end = 0;
        for (int field = 0; field < ZeekField.COUNT; field++) {
            if (flow.slices[field] >= 0) {
                byte[] value = JsonStrings.unescaped(bytes, places[2 * field], places[2 * field + 1]);
                System.arraycopy(value, 0, plain, end, value.length);
                plainPlaces[2 * field] = end;
                end += value.length;
                plainPlaces[2 * field + 1] = end;
            }
        }
        flow.slices[ZeekField.COMMUNITY_ID.ordinal()] = -1;
        flow.read(plain, plainPlaces, 0, fold || has(TYPE));
    }
}

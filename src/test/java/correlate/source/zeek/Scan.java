package correlate.source.zeek;

import correlate.model.Address;
import correlate.model.Connection;
import correlate.model.Place;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.FlowKey;
import correlate.source.FlowScanner;
import correlate.source.FlowSink;
import correlate.source.Format;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import correlate.source.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scans a text as the run would, and keeps what the sink was told as plain sentences with line numbers of the whole text. */
final class Scan implements FlowSink {
    /** A row that was used, with what is needed to read it again. */
    record Used(Row row, long start, long end, boolean hasTuple, String orig, String resp, int protocol, boolean noHandshake,
            String id, long fold) {
    }

    final List<Used> used = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<NetworkLog.FieldProblem> problems = new ArrayList<>();
    final NetworkLog log;
    int passedOver;
    int rejected;
    int lines;
    private byte[] bytes;
    private Layout layout;
    private int linesBefore;
    private boolean muted;

    private Scan(NetworkLog log) {
        this.log = log;
    }

    static Scan of(Format<NetworkLog> format, String text) {
        return of(format, text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    static Scan tsv(String... lines) {
        return of(new ZeekTsv(), String.join("\n", lines) + "\n");
    }

    static Scan json(String... lines) {
        return of(new ZeekJson(), String.join("\n", lines) + "\n");
    }

    /** Scans in chunks of about that size, as the reader would cut them. */
    static Scan of(Format<NetworkLog> format, byte[] text, int size) {
        Scan scan = new Scan(format.open("conn.log"));
        FlowScanner scanner = scan.log.scanner();
        scan.layout = scan.log.start();
        int from = 0;
        do {
            int to = (int) Math.min((long) from + size, text.length);
            while (to < text.length && text[to - 1] != '\n') {
                to++;
            }
            byte[] chunk = Arrays.copyOfRange(text, from, to);
            scan.chunk(scanner, new Chunk(chunk, 0, chunk.length, from, false, to == text.length));
            from = to;
        } while (from < text.length);
        return scan;
    }

    static Scan overlong(Format<NetworkLog> format, String header, String beginning) {
        Scan scan = of(format, header);
        byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
        scan.chunk(scan.log.scanner(), new Chunk(bytes, 0, bytes.length, header.length(), true, false));
        return scan;
    }

    private void chunk(FlowScanner scanner, Chunk chunk) {
        List<Layout> held = muted ? List.of() : layouts(chunk);
        bytes = chunk.bytes();
        int first = used.size();
        int before = linesBefore;
        layout = scanner.scan(chunk, layout, this);
        for (int i = first; i < used.size() && !muted; i++) {
            Row row = used.get(i).row();
            used.set(i, with(used.get(i), new Row(held.get((int) row.at().line() - before - 1), row.bytes(), row.at())));
        }
    }

    /** The layouts that hold before each line: a row is read again under the one that held where it stands. */
    private List<Layout> layouts(Chunk chunk) {
        Scan mute = new Scan(log);
        mute.muted = true;
        mute.layout = layout;
        FlowScanner scanner = log.scanner();
        List<Layout> held = new ArrayList<>();
        for (int from = chunk.from(); from < chunk.to();) {
            held.add(mute.layout);
            int to = RowCutter.newline(chunk.bytes(), from, chunk.to()) + 1;
            mute.chunk(scanner, new Chunk(chunk.bytes(), from, Math.min(to, chunk.to()), chunk.offset() + from, chunk.overlong(),
                    chunk.last() && to >= chunk.to()));
            from = to;
        }
        return held;
    }

    private static Used with(Used u, Row row) {
        return new Used(row, u.start(), u.end(), u.hasTuple(), u.orig(), u.resp(), u.protocol(), u.noHandshake(), u.id(), u.fold());
    }

    Connection connection(int i) {
        return log.connection(List.of(used.get(i).row()), problems::add);
    }

    Used only() {
        if (used.size() != 1) {
            throw new AssertionError("one row should be used: " + events + reasons);
        }
        return used.get(0);
    }

    @Override
    public void flow(FlowKey key) {
        String id = new String(bytes, key.idFrom, key.idTo - key.idFrom, StandardCharsets.UTF_8);
        byte[] row = Arrays.copyOfRange(bytes, key.lineFrom, key.lineTo);
        int line = linesBefore + key.line + 1;
        used.add(new Used(new Row(null, row, new Place("conn.log", line)), key.start, key.end, key.hasTuple,
                new Address(key.origHigh, key.origLow) + " " + key.origPort,
                new Address(key.respHigh, key.respLow) + " " + key.respPort, key.protocol, key.noHandshake, id, key.fold));
        String tuple = key.hasTuple ? only(used).orig() + " " + only(used).resp() + " " + key.protocol : "no tuple";
        events.add(line + " flow " + time(key.start) + " " + time(key.end) + " " + tuple + (key.noHandshake ? " half " : " ") + id);
    }

    private static Used only(List<Used> list) {
        return list.get(list.size() - 1);
    }

    static String time(long micros) {
        return micros == Times.NONE ? "never" : Times.seconds(micros);
    }

    @Override
    public void passedOver(int line) {
        passedOver++;
        events.add(linesBefore + line + 1 + " passed over");
    }

    @Override
    public void rejected(int line, String field, String reason) {
        rejected++;
        events.add(linesBefore + line + 1 + " rejected " + field);
        reasons.add(field + ": " + reason);
    }

    @Override
    public void inPart(int line, String field, String reason) {
        events.add(linesBefore + line + 1 + " in part " + field);
        reasons.add(field + ": " + reason);
    }

    @Override
    public void notice(int line, String field, String reason) {
        notices.add(linesBefore + line + 1 + " " + field + ": " + reason);
    }

    @Override
    public void lines(int count) {
        linesBefore += count;
        lines += count;
    }

    @Override
    public void layout(Layout layout) {
        // the layout at the end is what scan returns
    }
}

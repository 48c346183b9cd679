package correlate.source;

import correlate.model.Address;
import correlate.model.Connection;
import correlate.model.Place;
import correlate.model.Times;
import correlate.read.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the scan of a text told, one sentence for each row, and the rows that were used. */
public final class Scanned implements FlowSink {
    public final List<String> events = new ArrayList<>();
    public final List<Row> rows = new ArrayList<>();
    public final List<Long> folds = new ArrayList<>();
    public final List<Integer> ranks = new ArrayList<>();
    public final List<String> problems = new ArrayList<>();
    private final NetworkLog log;
    private byte[] bytes;
    private int linesBefore;

    private Scanned(NetworkLog log) {
        this.log = log;
    }

    /** Scans a text as one chunk. */
    public static Scanned of(Format<NetworkLog> format, String... lines) {
        return of(format, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /** Scans in chunks of about that size, as the reader would cut them. */
    public static Scanned of(Format<NetworkLog> format, byte[] text, int size) {
        Scanned scanned = new Scanned(format.open("log"));
        FlowScanner scanner = scanned.log.scanner();
        int from = 0;
        do {
            int to = (int) Math.min((long) from + size, text.length);
            while (to < text.length && text[to - 1] != '\n') {
                to++;
            }
            scanned.bytes = Arrays.copyOfRange(text, from, to);
            scanner.scan(new Chunk(scanned.bytes, 0, to - from, from, false, to == text.length), Layout.NONE, scanned);
            from = to;
        } while (from < text.length);
        return scanned;
    }

    /** All rows that were used as one connection. */
    public Connection folded() {
        return log.connection(rows, p -> problems.add(p.field() + ": " + p.reason()));
    }

    /** The connection of one row alone. */
    public Connection connection(int row) {
        return log.connection(List.of(rows.get(row)), p -> problems.add(p.field() + ": " + p.reason()));
    }

    @Override
    public void flow(FlowKey key) {
        int line = linesBefore + key.line + 1;
        rows.add(new Row(Layout.NONE, Arrays.copyOfRange(bytes, key.lineFrom, key.lineTo), new Place("log", line)));
        folds.add(key.fold);
        ranks.add(key.rank);
        String tuple = key.hasTuple ? new Address(key.origHigh, key.origLow) + " " + key.origPort + " "
                + new Address(key.respHigh, key.respLow) + " " + key.respPort + " " + key.protocol : "no tuple";
        events.add(line + " " + time(key.start) + " " + time(key.end) + " " + tuple + (key.noHandshake ? " half" : "")
                + (key.idTo > key.idFrom ? " " + key.id(bytes) : ""));
    }

    private static String time(long micros) {
        return micros == Times.NONE ? "never" : Times.iso(micros);
    }

    @Override
    public void layout(Layout layout) {
        throw new AssertionError("JSON lines have no header");
    }

    @Override
    public void passedOver(int line) {
        events.add(linesBefore + line + 1 + " passed over");
    }

    @Override
    public void rejected(int line, String field, String reason) {
        events.add(linesBefore + line + 1 + " rejected: " + field + ": " + reason);
    }

    @Override
    public void inPart(int line, String field, String reason) {
        events.add(linesBefore + line + 1 + " in part: " + field + ": " + reason);
    }

    @Override
    public void notice(int line, String field, String reason) {
        events.add(linesBefore + line + 1 + " notice: " + field + ": " + reason);
    }

    @Override
    public void lines(int count) {
        linesBefore += count;
    }
}

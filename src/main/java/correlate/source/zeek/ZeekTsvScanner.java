package correlate.source.zeek;

import correlate.read.Chunk;
import correlate.source.FlowScanner;
import correlate.source.FlowSink;
import correlate.source.Layout;
import correlate.source.RowSink;
import java.nio.charset.StandardCharsets;

/**
 * Scans a TSV conn log. One of the hot classes: a row of 156 bytes and 22 values takes 280 ns of one busy thread under the
 * first compiler, 190 under the second; two fifths for finding and counting the columns, a fifth for the two addresses. Nothing
 * is allocated. Its plain twin in the tests is {@code PlainZeekConnLog}.
 */
final class ZeekTsvScanner implements FlowScanner {
    private static final String OVERLONG = "the line is longer than the limit";
    private static final ZeekField[] FIELDS = ZeekField.values();

    private final boolean fold;
    private final RowCutter row = new RowCutter();
    private final ZeekFlow flow = new ZeekFlow();
    private ZeekHeader header;
    private byte[] bytes;
    private FlowSink sink;

    ZeekTsvScanner(boolean fold) {
        this.fold = fold;
    }

    @Override
    public Layout scan(Chunk chunk, Layout layout, FlowSink to) {
        bytes = chunk.bytes();
        sink = to;
        use((ZeekHeader) layout);
        int lines = chunk.overlong() ? overlong(chunk.from()) : lines(chunk);
        to.lines(lines);
        bytes = null;
        sink = null;
        return header;
    }

    private int lines(Chunk chunk) {
        int limit = chunk.to();
        int from = chunk.offset() == 0 ? afterByteOrderMark(bytes, chunk.from(), limit) : chunk.from();
        int line = 0;
        row.begin(bytes, from, limit);
        while (from < limit) {
            int end = row.cut(from);
            int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
            ZeekHeader before = header;
            if (to > from && bytes[from] == '#') {
                header(line, from, to);
            } else if (to > from) {
                row(line, from, to, end == limit && chunk.last());
            }
            line++;
            from = end + 1;
            if (header != before) {
                row.begin(bytes, from, limit);
            }
        }
        return line;
    }

    private void row(int line, int from, int to, boolean unterminated) {
        if (header.foreign != null) {
            sink.passedOver(line);
            return;
        }
        flow.key.line = line;
        flow.key.lineFrom = from;
        flow.key.lineTo = to;
        if (row.count != header.names.size()) {
            uneven(line, from, to, unterminated);
            return;
        }
        flow.read(bytes, row.places(), row.gap(), fold);
        if (!flow.sound() || unterminated || to - from > RowSink.LONGEST_VALUE) {
            doubtful(line, from, to, unterminated);
            return;
        }
        sink.flow(flow.key);
    }

    /** A row of the right count that has something else about it. */
    private void doubtful(int line, int from, int to, boolean unterminated) {
        if (!flow.key.hasTuple && names(line, from, to)) {
            return;
        }
        row.all(from, to);
        if (unterminated && flow.key.idTo == to && !flow.usableId()) {
            flow.key.idFrom = 0;
            flow.key.idTo = 0;
        }
        if (unterminated && header.names.size() == row.count) {
            mayBeCut(line, ZeekField.named(header.names.get(row.count - 1)));
        }
        int column = to - from > RowSink.LONGEST_VALUE ? ZeekRow.overlong(row, header) : -1;
        if (column >= 0 && !flow.rejects()) {
            sink.inPart(line, header.names.get(column), ZeekRow.OVERLONG);
        }
        flow.deliver(line, sink);
    }

    /** Of some values a part is one, too. */
    private void mayBeCut(int line, ZeekField last) {
        if (last != null && last.isCutUnseen()) {
            sink.notice(line, last.title, "the file ends in this row: the value may be cut off, and is taken as it stands");
        }
    }

    /** A row with another count of values than the header has names. */
    private void uneven(int line, int from, int to, boolean unterminated) {
        if (ZeekJsonScanner.isBlank(bytes, from, to) || names(line, from, to)) {
            return;
        }
        row.all(from, to);
        if (header.names.isEmpty()) {
            sink.rejected(line, "", "no #fields line before this row");
            return;
        }
        if (unterminated) {
            sink.rejected(line, "", RowSink.CUT_OFF);
            return;
        }
        String counts = row.count + " values under " + header.names.size() + " names";
        String fault = ZeekRow.faultBeforeDuration(row, header, bytes);
        if (fault == null) {
            place(header.at(ZeekField.DURATION));
            flow.read(bytes, row.places(), row.gap(), fold);
            place(header.names.size());
            fault = flow.key.hasTuple ? null : "no complete tuple before duration";
        }
        if (fault != null) {
            sink.rejected(line, "", counts + ", and " + fault);
            return;
        }
        sink.inPart(line, "", counts + "; the columns after duration are left out");
        flow.deliver(line, sink);
    }

    /** Takes a line of a header with another prefix, or a bare line of names, where no {@code #fields} line has spoken. */
    private boolean names(int line, int from, int to) {
        ZeekHeader next = header.withOtherPrefix(bytes, from, to);
        if (next == null && (header.names.isEmpty() || header.bare)) {
            next = header.withNames(bytes, from, to);
        }
        if (next != null && next != header) {
            change(line, "", next);
        }
        return next != null;
    }

    private void header(int line, int from, int to) {
        if (to - from > RowSink.LONGEST_VALUE) {
            overlongHeader(line, from);
            return;
        }
        ZeekHeader next = header.with(bytes, from, to);
        if (next != header) {
            change(line, directive(from, to), next);
        }
    }

    private void change(int line, String directive, ZeekHeader next) {
        if (next.complaint != null) {
            sink.notice(line, directive, next.complaint);
        }
        if (next.foreign != null && !next.foreign.equals(header.foreign)) {
            sink.notice(line, directive, next.foreign);
        }
        use(next);
    }

    /** The line is longer than any line may be, and only its beginning is here. */
    private int overlong(int from) {
        if (bytes[from] == '#') {
            overlongHeader(0, from);
        } else if (header.foreign != null) {
            sink.passedOver(0);
        } else {
            sink.rejected(0, "", OVERLONG);
        }
        return 1;
    }

    private void overlongHeader(int line, int from) {
        String directive = directive(from, bytes.length);
        sink.notice(line, directive, OVERLONG);
        if (directive.equals("#fields")) {
            use(header.withoutFields());
        }
    }

    private String directive(int from, int to) {
        int end = from;
        while (end < to && bytes[end] > ' ' && end - from < 20 && bytes[end] != ',') {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Editors on Windows put the mark of UTF-8 before the first line. */
    static int afterByteOrderMark(byte[] bytes, int from, int limit) {
        boolean mark = limit - from >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        return mark ? from + 3 : from;
    }

    private void use(ZeekHeader next) {
        if (next == header) {
            return;
        }
        header = next;
        sink.layout(next);
        row.use(next.separator, next.names.size(), lead(next));
        flow.use(next.marks, next.titles, next.escapes());
        place(next.names.size());
    }

    /** How many columns there are up to the last that the scan reads, the very last column aside. */
    private int lead(ZeekHeader next) {
        int lead = 0;
        for (ZeekField field : FIELDS) {
            if (ZeekFlow.reads(field, fold) && next.at(field) < next.names.size() - 1) {
                lead = Math.max(lead, next.at(field) + 1);
            }
        }
        return lead;
    }

    /** Tells where the columns up to the last one stand. */
    private void place(int last) {
        for (ZeekField field : FIELDS) {
            flow.slices[field.ordinal()] = header.at(field) <= last ? header.at(field) : -1;
        }
    }
}

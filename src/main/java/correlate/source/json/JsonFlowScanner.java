package correlate.source.json;

import correlate.read.Chunk;
import correlate.source.FlowScanner;
import correlate.source.FlowSink;
import correlate.source.Layout;
import correlate.source.RowSink;

/** Scans the lines of a {@link JsonFlows} log. Part of the hot code. */
final class JsonFlowScanner implements FlowScanner {
    private final JsonFlows format;
    private final JsonScanner json = new JsonScanner();
    private final JsonFields fields;
    private final JsonFlow flow = new JsonFlow();

    JsonFlowScanner(JsonFlows format, JsonPaths paths) {
        this.format = format;
        this.fields = new JsonFields(paths);
    }

    @Override
    public Layout scan(Chunk chunk, Layout layout, FlowSink sink) {
        if (chunk.overlong()) {
            sink.rejected(0, "", "the line is longer than the limit");
            sink.lines(1);
            return layout;
        }
        byte[] bytes = chunk.bytes();
        int limit = chunk.to();
        int from = chunk.offset() == 0 ? JsonLines.afterByteOrderMark(bytes, chunk.from(), limit) : chunk.from();
        int line = 0;
        while (from < limit) {
            int end = JsonLines.newline(bytes, from, limit);
            if (!JsonLines.isBlank(bytes, from, end)) {
                row(bytes, from, end, line, end == limit && chunk.last(), sink);
            }
            line++;
            from = end + 1;
        }
        sink.lines(line);
        return layout;
    }

    private void row(byte[] bytes, int from, int end, int line, boolean unterminated, FlowSink sink) {
        try {
            if (!fields.read(json, bytes, from, end)) {
                sink.rejected(line, "", "the line is no JSON object");
                return;
            }
        } catch (BadJson e) {
            sink.rejected(line, "", e.cutOff() && unterminated ? RowSink.CUT_OFF
                    : "no JSON at byte " + (e.at() - from + 1) + ": " + e.reason());
            return;
        }
        flow.clear(fields);
        if (!format.read(fields, flow)) {
            sink.passedOver(line);
            return;
        }
        flow.key.line = line;
        flow.key.lineFrom = from;
        flow.key.lineTo = bytes[end - 1] == '\r' ? end - 1 : end;
        flow.deliver(line, sink);
    }
}

package correlate.report;

import correlate.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Findings as one JSON array, or as one JSON object a line. */
final class JsonReport implements Report {
    /** What stands around the objects. */
    enum Frame {
        ARRAY("[", "\n", ",\n", "", "\n", "]\n"),
        LINES("", "", "", "\n", "", "");

        private final String open;
        private final String beforeFirst;
        private final String beforeNext;
        private final String afterEach;
        private final String afterLast;
        private final String close;

        Frame(String open, String beforeFirst, String beforeNext, String afterEach, String afterLast, String close) {
            this.open = open;
            this.beforeFirst = beforeFirst;
            this.beforeNext = beforeNext;
            this.afterEach = afterEach;
            this.afterLast = afterLast;
            this.close = close;
        }
    }

    private final FindingJson json;
    private final Frame frame;
    private final Waiting waiting;
    private boolean first = true;

    JsonReport(Writer out, Frame frame, Waiting waiting) {
        this.json = new FindingJson(out);
        this.frame = frame;
        this.waiting = waiting;
    }

    @Override
    public void add(Finding finding) {
        try {
            json.raw(first ? frame.open + frame.beforeFirst : frame.beforeNext);
            first = false;
            json.finding(finding);
            json.raw(frame.afterEach);
            if (waiting.isOver()) {
                json.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.raw(first ? frame.open + frame.close : frame.afterLast + frame.close);
        json.flush();
    }
}

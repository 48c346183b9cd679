package correlate.report;

import correlate.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;

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

    private final Writer out;
    private final Frame frame;
    private final Waiting waiting;
    private final ThreadLocal<Page> pages = ThreadLocal.withInitial(Page::new);
    private boolean first = true;

    /** What a thread writes on, over and over. */
    private static final class Page {
        final JsonBytes text = new JsonBytes(4096);
        final FindingJson json = new FindingJson(text);
    }

    JsonReport(Writer out, Frame frame, Waiting waiting) {
        this.out = out;
        this.frame = frame;
        this.waiting = waiting;
    }

    /** The objects, each with what stands before the next and after each: the first of all has something else before it. */
    @Override
    public Prepared prepare(List<Finding> findings) {
        Page page = pages.get();
        JsonBytes text = page.text;
        text.clear();
        for (Finding finding : findings) {
            text.between(frame.beforeNext);
            page.json.finding(finding);
            text.between(frame.afterEach);
        }
        return new Prepared(findings, text.toByteArray());
    }

    @Override
    public void add(Prepared prepared) {
        if (prepared.findings().isEmpty()) {
            return;
        }
        try {
            byte[] text = prepared.utf8();
            if (first) {
                out.write(frame.open + frame.beforeFirst);
                text = Arrays.copyOfRange(text, frame.beforeNext.length(), text.length);
                first = false;
            }
            Prepared.write(text, out);
            if (waiting.isOver()) {
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.write(first ? frame.open + frame.close : frame.afterLast + frame.close);
        out.flush();
    }
}

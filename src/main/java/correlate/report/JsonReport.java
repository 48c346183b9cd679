package correlate.report;

import correlate.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    private final ThreadLocal<FindingJson> json = ThreadLocal.withInitial(() -> new FindingJson(new JsonBytes(0)));
    /** Arrays that have been printed, to be written on again. */
    private final Queue<byte[]> printed = new ConcurrentLinkedQueue<>();
    private boolean first = true;

    JsonReport(Writer out, Frame frame, Waiting waiting) {
        this.out = out;
        this.frame = frame;
        this.waiting = waiting;
    }

    /** The objects, each with what stands before the next and after each: the first of all has something else before it. */
    @Override
    public Prepared prepare(List<Finding> findings) {
        byte[] before = printed.poll();
        FindingJson mine = json.get();
        JsonBytes text = mine.begin(before == null ? new byte[2048 * findings.size() + 64] : before);
        for (Finding finding : findings) {
            text.between(frame.beforeNext);
            mine.finding(finding);
            text.between(frame.afterEach);
        }
        return new Prepared(findings.size(), null, text.array(), text.size());
    }

    @Override
    public void add(Prepared prepared) {
        if (prepared.count() == 0) {
            return;
        }
        try {
            if (first) {
                out.write(frame.open + frame.beforeFirst);
            }
            prepared.write(first ? frame.beforeNext.length() : 0, out);
            first = false;
            printed.add(prepared.utf8());
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

package correlate;

import correlate.read.Chunk;
import correlate.source.FlowKey;
import correlate.source.FlowSink;
import correlate.source.Layout;
import java.util.function.Consumer;

/** Scans a single row again, for what the scan of its log did not keep; what it had to complain of is known. */
final class OneRow implements FlowSink {
    private final Consumer<FlowKey> taker;

    private OneRow(Consumer<FlowKey> taker) {
        this.taker = taker;
    }

    /** Hands the row's key to the taker. */
    static void scan(NetworkFile file, Layout layout, byte[] row, long offset, Consumer<FlowKey> taker) {
        file.rowScanner.get().scan(new Chunk(row, 0, row.length, offset, false, false), layout, new OneRow(taker));
    }

    @Override
    public void flow(FlowKey key) {
        taker.accept(key);
    }

    @Override
    public void layout(Layout layout) {
    }

    @Override
    public void passedOver(int line) {
    }

    @Override
    public void rejected(int line, String field, String reason) {
    }

    @Override
    public void inPart(int line, String field, String reason) {
    }

    @Override
    public void notice(int line, String field, String reason) {
    }

    @Override
    public void lines(int count) {
    }
}

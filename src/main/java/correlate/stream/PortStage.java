package correlate.stream;

import correlate.changelog.PortTable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The process-port changelog: brings together what all hosts and queries say of a key. */
final class PortStage extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** Its state store. */
    static final String TABLE = "port-table";

    private final StreamSettings settings;
    private Record<byte[], byte[]> word;
    private PortTable table;

    PortStage(StreamSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        table = new PortTable(new StoredPorts(context.getStateStore(TABLE), new byte[0]), change -> context.forward(
                word.withValue(change.value() == null ? null : change.value().getBytes(StandardCharsets.UTF_8))));
        context.schedule(Ticks.RARELY, PunctuationType.WALL_CLOCK_TIME, now -> table.forget(settings.retainMicros()));
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        word = message;
        Wire.Reader in = new Wire.Reader(message.value());
        Query source = Query.read(in);
        var cell = StoredPorts.readCell(in);
        table.accept(cell.time(), source.host() + (char) 0 + source.name() + (char) 0 + source.snapshots(), new String(message.key(), StandardCharsets.UTF_8), cell);
    }
}

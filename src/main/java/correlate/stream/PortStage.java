package correlate.stream;

import correlate.changelog.PortTable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The process-port changelog: brings together what all hosts and queries say of a key. */
final class PortStage extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** Its state store. */
    static final String TABLE = "port-table";

    private KeyValueStore<Bytes, byte[]> table;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        table = context.getStateStore(TABLE);
    }

    @Override
    public void process(Record<byte[], byte[]> word) {
        Wire.Reader in = new Wire.Reader(word.value());
        String source = java.util.HexFormat.of().formatHex(in.bytes());
        var cell = StoredPorts.read(in.bytes());
        new PortTable(new StoredPorts(table, new byte[0]), change -> context().forward(word.withValue(
                change.value() == null ? null : change.value().getBytes(StandardCharsets.UTF_8))))
                .accept(cell.time(), source, new String(word.key(), StandardCharsets.UTF_8), cell);
    }
}

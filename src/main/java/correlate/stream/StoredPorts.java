package correlate.stream;

import correlate.changelog.PortCell;
import correlate.changelog.PortState;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The memory of one port log, or of the port table, under a prefix of its own in a state store. */
final class StoredPorts implements PortState {
    private final KeyValueStore<Bytes, byte[]> store;
    private final byte[] owner;

    StoredPorts(KeyValueStore<Bytes, byte[]> store, byte[] owner) {
        this.store = store;
        this.owner = owner;
    }

    @Override
    public PortCell get(String name) {
        byte[] cell = store.get(Bytes.wrap(key(name)));
        return cell == null ? null : read(cell);
    }

    @Override
    public void put(String name, PortCell cell) {
        store.put(Bytes.wrap(key(name)), cell == null ? null : write(cell));
    }

    @Override
    public void scan(String prefix, BiConsumer<String, PortCell> visitor) {
        try (KeyValueIterator<Bytes, byte[]> cells = Stores.scan(store, key(prefix))) {
            while (cells.hasNext()) {
                KeyValue<Bytes, byte[]> cell = cells.next();
                byte[] key = cell.key.get();
                visitor.accept(new String(key, owner.length, key.length - owner.length, StandardCharsets.UTF_8),
                        read(cell.value));
            }
        }
    }

    private byte[] key(String name) {
        return new Wire().raw(owner).raw(name.getBytes(StandardCharsets.UTF_8)).toBytes();
    }

    static byte[] write(PortCell cell) {
        return new Wire().varying(cell.time()).varying(cell.counter()).varying(cell.epoch()).text(cell.value()).toBytes();
    }

    static PortCell read(byte[] cell) {
        Wire.Reader in = new Wire.Reader(cell);
        return new PortCell(in.varying(), in.varying(), in.varying(), in.text());
    }
}

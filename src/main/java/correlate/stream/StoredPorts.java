package correlate.stream;

import correlate.changelog.PortCell;
import correlate.changelog.PortHolders;
import correlate.changelog.PortState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The memory of one port log, or of the port table, under a prefix of its own in a state store. */
final class StoredPorts implements PortState {
    private static final byte KEY = 0;
    private static final byte MARK = 1;
    private static final byte CHANGED = 2;

    private final KeyValueStore<Bytes, byte[]> store;
    private final byte[] owner;
    /** These two are in the store too. */
    private final Map<String, PortCell> marks = new HashMap<>();
    private final TreeMap<String, String> changed = new TreeMap<>();

    StoredPorts(KeyValueStore<Bytes, byte[]> store, byte[] owner) {
        this.store = store;
        this.owner = owner;
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, new Wire().raw(owner).number(MARK).toBytes())) {
            all.forEachRemaining(mark -> marks.put(name(mark.key), readCell(mark.value)));
        }
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, new Wire().raw(owner).number(CHANGED).toBytes())) {
            all.forEachRemaining(key -> changed.put(name(key.key), new String(key.value, StandardCharsets.UTF_8)));
        }
    }

    @Override
    public PortHolders holders(String key) {
        byte[] holders = store.get(name(KEY, key));
        return holders == null ? PortHolders.NONE : read(holders);
    }

    @Override
    public void put(String key, PortHolders holders) {
        store.put(name(KEY, key), holders.isEmpty() ? null : write(holders));
    }

    @Override
    public void visit(BiConsumer<String, PortHolders> visitor) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, new Wire().raw(owner).number(KEY).toBytes())) {
            all.forEachRemaining(found::add);
        }
        found.forEach(entry -> visitor.accept(name(entry.key), read(entry.value)));
    }

    @Override
    public void changed(String key, String before) {
        if (changed.putIfAbsent(key, before) == null) {
            store.put(name(CHANGED, key), before.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String before(String key) {
        return changed.get(key);
    }

    @Override
    public Set<String> changed() {
        return changed.keySet();
    }

    @Override
    public void said() {
        changed.keySet().forEach(key -> store.delete(name(CHANGED, key)));
        changed.clear();
    }

    @Override
    public PortCell mark(String name) {
        return marks.get(name);
    }

    @Override
    public void mark(String name, PortCell cell) {
        marks.put(name, cell);
        store.put(name(MARK, name), writeCell(new Wire(), cell).toBytes());
    }

    private Bytes name(byte kind, String name) {
        return Bytes.wrap(new Wire().raw(owner).number(kind).raw(name.getBytes(StandardCharsets.UTF_8)).toBytes());
    }

    private String name(Bytes key) {
        byte[] bytes = key.get();
        int before = owner.length + 1;
        return new String(bytes, before, bytes.length - before, StandardCharsets.UTF_8);
    }

    private static byte[] write(PortHolders holders) {
        Wire wire = new Wire();
        holders.all().forEach(holder -> writeCell(wire.text(holder.name()), holder.cell()));
        return wire.toBytes();
    }

    private static PortHolders read(byte[] bytes) {
        Wire.Reader in = new Wire.Reader(bytes);
        List<PortHolders.Holder> holders = new ArrayList<>(1);
        while (!in.atEnd()) {
            holders.add(new PortHolders.Holder(in.text(), readCell(in)));
        }
        return new PortHolders(holders);
    }

    static Wire writeCell(Wire wire, PortCell cell) {
        return wire.varying(cell.time()).varying(cell.counter()).varying(cell.epoch()).text(cell.value());
    }

    private static PortCell readCell(byte[] cell) {
        return readCell(new Wire.Reader(cell));
    }

    static PortCell readCell(Wire.Reader in) {
        return new PortCell(in.varying(), in.varying(), in.varying(), in.text());
    }
}

package correlate.stream;

import static correlate.stream.Group.SEGMENT;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The groups in their state store: each mostly one value, those with many rows cut into segments, so that a new row need not
 * write all of them again. The groups in use are held as objects.
 */
final class Groups {
    /** An eighth of the heap is for the rows that are held, all partitions together; a row takes some 2 KB. */
    private static final long HELD = Runtime.getRuntime().maxMemory() / 8 / 2048;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Bytes, Group> held = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private int rows;

    Groups(KeyValueStore<Bytes, byte[]> store, int partitions) {
        this.store = store;
        this.most = HELD / partitions;
    }

    /** The group of an id, which may be empty; what is changed in it must be saved before the next one is asked for. */
    Group of(byte[] id) {
        Group group = held.get(Bytes.wrap(id));
        if (group == null) {
            group = read(id);
            held.put(Bytes.wrap(id), group);
            count(group);
            Iterator<Group> eldest = held.values().iterator();
            while (rows > most && held.size() > 1) {
                rows -= eldest.next().counted;
                eldest.remove();
            }
        }
        return group;
    }

    private void count(Group group) {
        int size = 1 + group.entries.size();        // a group without rows takes room too
        rows += size - group.counted;
        group.counted = size;
    }

    private Group read(byte[] id) {
        Group group = new Group(id);
        while (group.entries.size() == group.stored * SEGMENT) {
            byte[] segment = store.get(key(id, group.stored));
            if (segment == null) {
                break;
            }
            Wire.Reader in = new Wire.Reader(segment);
            if (group.stored++ == 0) {
                readHead(group, in);
            }
            while (!in.atEnd()) {
                group.stored(Entry.read(in));
            }
        }
        return group;
    }

    /** Writes what has changed. */
    void save(Group group) {
        int segments = (group.entries.size() + SEGMENT - 1) / SEGMENT;
        for (int s = group.unsaved.nextSetBit(0); s >= 0 && s < segments; s = group.unsaved.nextSetBit(s + 1)) {
            Wire wire = new Wire();
            if (s == 0) {
                writeHead(group, wire);
            }
            group.entries.subList(s * SEGMENT, Math.min(group.entries.size(), (s + 1) * SEGMENT))
                    .forEach(entry -> wire.raw(entry.bytes()));
            store.put(key(group.id, s), wire.toBytes());
        }
        for (int s = segments; s < group.stored; s++) {
            store.delete(key(group.id, s));
        }
        group.stored = segments;
        count(group);
        group.unsaved.clear();
    }

    private static void writeHead(Group group, Wire wire) {
        wire.varying(group.wakeAtWatermark).varying(group.wakeAtClock).varying(group.interests.size());
        group.interests.forEach((query, interest) -> query.write(wire).varying(interest.until()).flag(interest.full()));
    }

    private static void readHead(Group group, Wire.Reader in) {
        group.wakeAtWatermark = in.varying();
        group.wakeAtClock = in.varying();
        Map<Query, Interests.Interest> interests = new HashMap<>();
        for (long count = in.varying(); count > 0; count--) {
            interests.put(Query.read(in), new Interests.Interest(in.varying(), in.flag()));
        }
        group.interests = interests;
    }

    private static Bytes key(byte[] id, int segment) {
        return Bytes.wrap(segment == 0 ? id : new Wire().raw(id).varying(segment).toBytes());
    }
}

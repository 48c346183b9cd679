package correlate.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which Community IDs an execution of a query can concern: those with a connection and a socket of that query which may have
 * been alive then.
 */
final class Interests {
    private static final byte BY_QUERY = 0;
    private static final byte BY_ID = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    Interests(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Replaces what an id is interested in: until when, µs since 1970, its sockets of a query may have been alive. */
    void set(byte[] id, Map<Query, Long> until) {
        Bytes own = Bytes.wrap(new Wire().number(BY_ID).raw(id).toBytes());
        byte[] before = store.get(own);
        if (before == null && until.isEmpty()) {
            return;
        }
        Wire now = new Wire().varying(until.size());
        until.forEach((query, time) -> query.write(now).varying(time));
        if (java.util.Arrays.equals(before, now.toBytes())) {
            return;
        }
        if (before != null) {
            Wire.Reader in = new Wire.Reader(before);
            for (long count = in.varying(); count > 0; count--) {
                store.delete(key(Query.read(in), in.varying(), id));
            }
        }
        until.forEach((query, time) -> store.put(key(query, time, id), new byte[0]));
        store.put(own, until.isEmpty() ? null : now.toBytes());
    }

    private static Bytes key(Query query, long until, byte[] id) {
        return Bytes.wrap(query.write(new Wire().number(BY_QUERY)).sorted(until).raw(id).toBytes());
    }

    /** The ids that an execution at this time concerns. */
    List<byte[]> of(Query query, long time) {
        byte[] prefix = query.write(new Wire().number(BY_QUERY)).toBytes();
        Bytes from = Bytes.wrap(new Wire().raw(prefix).sorted(time).toBytes());
        Bytes to = Bytes.wrap(new Wire().raw(prefix).sorted(Long.MAX_VALUE).toBytes());     // later than any time
        List<byte[]> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(from, to)) {
            while (all.hasNext()) {
                Wire.Reader in = new Wire.Reader(all.next().key.get());
                in.raw(prefix.length + Long.BYTES);
                ids.add(in.raw(Lookups.ID));
            }
        }
        return ids;
    }
}

package correlate.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which Community IDs an execution of a query can concern: those with a connection and a socket of that query about which it
 * may tell something new.
 */
final class Interests {
    private static final byte UNTIL = 0;
    private static final byte FULL = 1;

    /**
     * What an id wants to know of a query.
     *
     * @param until every execution up to then, µs since 1970
     * @param full every execution that lists all that is open, too, for it may lack a socket
     */
    record Interest(long until, boolean full) {
        Interest and(Interest other) {
            return new Interest(Math.max(until, other.until), full || other.full);
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;

    Interests(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Replaces what an id is interested in. */
    void set(byte[] id, Map<Query, Interest> before, Map<Query, Interest> now) {
        before.forEach((query, was) -> {
            Interest is = now.get(query);
            if (is == null || is.until != was.until) {
                store.delete(key(query, UNTIL, was.until, id));
            }
            if (was.full && (is == null || !is.full)) {
                store.delete(key(query, FULL, 0, id));
            }
        });
        now.forEach((query, is) -> {
            Interest was = before.get(query);
            if (was == null || is.until != was.until) {
                store.put(key(query, UNTIL, is.until, id), new byte[0]);
            }
            if (is.full && (was == null || !was.full)) {
                store.put(key(query, FULL, 0, id), new byte[0]);
            }
        });
    }

    private static Bytes key(Query query, byte kind, long until, byte[] id) {
        return Bytes.wrap(query.write(new Wire()).number(kind).sorted(until).raw(id).toBytes());
    }

    /** The ids that an execution at this time concerns. */
    List<byte[]> of(Query query, long time, boolean mayBeFull) {
        Bytes from = Bytes.wrap(query.write(new Wire()).number(UNTIL).sorted(time).toBytes());
        Bytes to = Bytes.wrap(query.write(new Wire()).number(mayBeFull ? FULL : UNTIL).sorted(Long.MAX_VALUE).toBytes());
        List<byte[]> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(from, to)) {     // the end is later than any time
            while (all.hasNext()) {
                byte[] key = all.next().key.get();
                ids.add(java.util.Arrays.copyOfRange(key, key.length - Lookups.ID, key.length));
            }
        }
        return ids;
    }
}

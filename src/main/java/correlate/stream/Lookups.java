package correlate.stream;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which Community IDs are to be looked at, and when: at once, when the watermark has come so far, or by the clock. */
final class Lookups {
    /** A digest's length. */
    static final int ID = 20;

    private static final byte NOW = 0;
    private static final byte BY_WATERMARK = 1;
    private static final byte BY_CLOCK = 2;

    private final KeyValueStore<Bytes, byte[]> store;

    Lookups(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void now(byte[] id) {
        put(NOW, 0, id);
    }

    /** When the watermark has reached a time, µs since 1970. */
    void atWatermark(long time, byte[] id) {
        put(BY_WATERMARK, time, id);
    }

    /** When the clock has reached a time, ms since 1970. */
    void atClock(long time, byte[] id) {
        put(BY_CLOCK, time, id);
    }

    private void put(byte kind, long time, byte[] id) {
        store.put(Bytes.wrap(new Wire().number(kind).sorted(time).raw(id).toBytes()), new byte[0]);
    }

    /**
     * Takes out what is due, up to a number of ids.
     *
     * @return the ids, each once
     */
    Set<Bytes> take(long watermark, long clock, int most) {
        Set<Bytes> ids = new LinkedHashSet<>();
        take(NOW, 0, most, ids);
        take(BY_WATERMARK, watermark, most, ids);
        take(BY_CLOCK, clock, most, ids);
        return ids;
    }

    private void take(byte kind, long until, int most, Set<Bytes> ids) {
        try (KeyValueIterator<Bytes, byte[]> due = Stores.scan(store, new byte[] {kind})) {
            while (due.hasNext() && ids.size() < most) {
                Bytes key = due.next().key;
                Wire.Reader in = new Wire.Reader(key.get());
                in.number();
                if (in.sorted() > until) {
                    return;
                }
                ids.add(Bytes.wrap(in.raw(ID)));
                store.delete(key);
            }
        }
    }
}

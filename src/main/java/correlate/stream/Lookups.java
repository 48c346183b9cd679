package correlate.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which Community IDs are to be looked at, and when: soon, when the watermark has come so far, or by the clock. */
final class Lookups {
    /** A digest's length. */
    static final int ID = 20;

    private static final byte SOON = 0;
    private static final byte BY_WATERMARK = 1;
    private static final byte BY_CLOCK = 2;

    /** Ids that wait for a time. Remembers how far it was taken, so as not to go over that again and again. */
    private final class Waiting {
        private final byte kind;
        private long first = Long.MIN_VALUE;

        Waiting(byte kind) {
            this.kind = kind;
        }

        void add(long time, byte[] id) {
            first = Math.min(first, time);
            store.put(key(kind, time, id), new byte[0]);
        }

        void take(long until, int most, Set<Bytes> ids) {
            if (first > until) {
                return;
            }
            Bytes from = Bytes.wrap(new Wire().number(kind).sorted(first).toBytes());
            Bytes to = Bytes.wrap(new Wire().number(kind).sorted(Long.MAX_VALUE).toBytes());
            try (KeyValueIterator<Bytes, byte[]> due = store.range(from, to)) {
                while (due.hasNext()) {
                    Wire.Reader in = new Wire.Reader(due.next().key.get());
                    in.number();
                    first = in.sorted();
                    if (first > until || ids.size() >= most) {
                        return;
                    }
                    ids.add(Bytes.wrap(in.raw(ID)));
                }
            }
            first = Long.MAX_VALUE;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    /** In the store too; here in the order of their coming, with the clock of it. */
    private final Map<Bytes, Long> soon = new LinkedHashMap<>();
    private final Waiting byWatermark = new Waiting(BY_WATERMARK);
    private final Waiting byClock = new Waiting(BY_CLOCK);

    Lookups(KeyValueStore<Bytes, byte[]> store, long now) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, new byte[] {SOON})) {
            while (all.hasNext()) {
                Wire.Reader in = new Wire.Reader(all.next().key.get());
                in.number();
                in.sorted();
                soon.put(Bytes.wrap(in.raw(ID)), now);
            }
        }
    }

    private static Bytes key(byte kind, long time, byte[] id) {
        return Bytes.wrap(new Wire().number(kind).sorted(time).raw(id).toBytes());
    }

    /**
     * Once what belongs together has come.
     *
     * @param now the clock, ms since 1970
     */
    void soon(byte[] id, long now) {
        if (soon.putIfAbsent(Bytes.wrap(id), now) == null) {
            store.put(key(SOON, 0, id), new byte[0]);
        }
    }

    /** When the watermark has reached a time, µs since 1970, instead of another; {@link Long#MAX_VALUE} for never. */
    void atWatermark(long time, long before, byte[] id) {
        replace(byWatermark, time, before, id);
    }

    /** When the clock has reached a time, ms since 1970, likewise. */
    void atClock(long time, long before, byte[] id) {
        replace(byClock, time, before, id);
    }

    private void replace(Waiting waiting, long time, long before, byte[] id) {
        if (before != Long.MAX_VALUE) {
            store.delete(key(waiting.kind, before, id));
        }
        if (time != Long.MAX_VALUE) {
            waiting.add(time, id);
        }
    }

    /**
     * What is due, up to a number of ids, each of which must then be given a time anew.
     *
     * @return the ids, each once
     */
    Set<Bytes> take(long watermark, long clock, int most) {
        Set<Bytes> ids = new LinkedHashSet<>();
        Iterator<Map.Entry<Bytes, Long>> first = soon.entrySet().iterator();
        while (first.hasNext() && ids.size() < most) {
            Map.Entry<Bytes, Long> next = first.next();
            if (next.getValue() + Ticks.TOGETHER > clock) {
                break;
            }
            first.remove();
            store.delete(key(SOON, 0, next.getKey().get()));
            ids.add(next.getKey());
        }
        byWatermark.take(watermark, most, ids);
        byClock.take(clock, most, ids);
        return ids;
    }
}

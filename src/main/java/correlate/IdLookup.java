package correlate;

import correlate.identify.CommunityIds;
import correlate.identify.Tuple;
import correlate.index.SocketIndex;
import correlate.model.CommunityId;
import java.util.HashMap;
import java.util.Map;

/** Finds rows by Community ID where one side has no tuple; the ids of all tuples are computed when first needed. */
final class IdLookup {
    private final SocketIndex index;
    private final CommunityIds ids;
    private Map<CommunityId, Integer> tupleKeys;
    private volatile boolean depends;

    IdLookup(SocketIndex index, int seed) {
        this.index = index;
        this.ids = new CommunityIds(seed);
    }

    /**
     * The key of the rows with this id, or -1.
     *
     * @param hasTuple whether the connection has a tuple, which then is the key, so that only rows without one are asked
     */
    int key(CommunityId id, boolean hasTuple) {
        int logged = index.loggedId(id);
        return logged >= 0 || hasTuple ? logged : tupleKeys().getOrDefault(id, -1);
    }

    /** The key of rows that have only an id, for a connection that states none, or -1. */
    synchronized int keyOfTuple(Tuple tuple) {
        depends = true;
        return index.loggedId(ids.of(tuple));
    }

    int seed() {
        return ids.seed();
    }

    /** Whether anything that it said depends on the seed. */
    boolean dependsOnSeed() {
        return depends;
    }

    private synchronized Map<CommunityId, Integer> tupleKeys() {
        depends = true;
        if (tupleKeys == null) {
            Map<CommunityId, Integer> keys = new HashMap<>();
            for (int key = 0; key < index.keyCount(); key++) {
                Tuple tuple = index.tuple(key);
                if (tuple != null) {
                    keys.put(ids.of(tuple), key);
                }
            }
            tupleKeys = keys;
        }
        return tupleKeys;
    }
}

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
    private final int seed;
    private Map<CommunityId, Integer> tupleKeys;

    IdLookup(SocketIndex index, int seed) {
        this.index = index;
        this.seed = seed;
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

    private synchronized Map<CommunityId, Integer> tupleKeys() {
        if (tupleKeys == null) {
            CommunityIds ids = new CommunityIds(seed);
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

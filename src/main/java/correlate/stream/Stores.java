package correlate.stream;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** State stores of bytes whose keys are in unsigned order. */
final class Stores {
    private static final ByteArraySerializer PREFIX = new ByteArraySerializer();

    private Stores() {
    }

    /** A store on disk with a changelog, and a cache before both: what is written twice between two commits is written once. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> named(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /** All entries whose key begins so, in order. */
    static KeyValueIterator<Bytes, byte[]> scan(KeyValueStore<Bytes, byte[]> store, byte[] prefix) {
        return store.prefixScan(prefix, PREFIX);
    }
}

package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTest {
    @TempDir
    Path folder;

    @Test
    void groupsWithoutRowsAreNotHeldForEver() {
        var context = new MockProcessorContext<byte[], byte[]>(new java.util.Properties(), new TaskId(0, 0), folder.toFile());
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("groups"), Serdes.Bytes(),
                Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        Groups groups = new Groups(store, Integer.MAX_VALUE);       // so that there is room for none
        Group first = groups.of(id(0));
        assertSame(first, groups.of(id(0)));
        groups.of(id(1));
        assertNotSame(first, groups.of(id(0)));
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}

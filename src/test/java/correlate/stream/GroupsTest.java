package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import correlate.match.Flow;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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

    /** As in a file (HitsTest): an alert has the direction of its packet, and a row with an id alone has none. */
    @Test
    void theRowOfTheHighestRankSaysWhichEndIsTheOriginator() {
        for (List<FlowLine> lines : List.of(List.of(line(true, false, 0), line(true, true, 2)), List.of(line(true, true, 2),
                line(true, false, 0)), List.of(line(false, true, 2), line(true, true, 0)))) {
            Group group = new Group(id(0));
            lines.forEach(line -> group.add(FlowLine.read(new Wire.Reader(line.write(new Wire()).toBytes())), 0));
            Group.Case one = group.cases().iterator().next();
            assertEquals(new Flow(50, 60, true, true, 3), one.flow(true, 3));
            assertEquals(new Flow(50, 60, true, false, 3), one.flow(false, 3), "no socket row names both ends");
        }
    }

    private static FlowLine line(boolean sided, boolean origIsFirst, int rank) {
        return new FlowLine("suricata", 7, 50, 60, sided, origIsFirst, rank, new byte[] {(byte) rank}, "topic-0", rank);
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}

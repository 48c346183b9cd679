package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.changelog.PortCell;
import correlate.changelog.PortKey;
import correlate.index.SocketRow;
import correlate.match.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStageTest {
    private static final Query QUERY = new Query("h", "sockets", false);

    @TempDir
    Path folder;

    /** Kafka Streams begins the same object anew when a transaction was aborted, with the state as it was before. */
    @Test
    void nothingIsLeftOfAnAbortedTransaction() {
        HostStage stage = new HostStage(settings());
        List<String> aborted = said(stage);
        assertEquals(aborted, said(stage));
        assertTrue(aborted.contains("p " + hex(StoredPorts.writeCell(QUERY.write(new Wire()),
                new PortCell(120_000_000, 0, 2, null)).toBytes())), aborted.toString());
    }

    /** What the stage says, with an empty state, of a port that is held and then lacks in a restatement. */
    private List<String> said(HostStage stage) {
        var context = new MockProcessorContext<byte[], Outgoing>(settings().streams(), new TaskId(0, 0), folder.toFile());
        for (String name : List.of(HostStage.TIMELINES, HostStage.PORTS, HostStage.PROGRESS)) {
            StateStore store = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                    org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()).withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
        }
        context.setCurrentSystemTimeMs(1_000_000);
        stage.init(context);
        send(stage, Message.watermark(0, 120_000_000));
        Run run = new Run(QUERY, 60_000_000, 1, 7, false);
        Socket socket = new Socket(run, SocketRow.Change.ADDED, true, true, 42, 0, 0, 0, 0, 0, false, new byte[0], null, "t-0", 0);
        send(stage, new HostBatch(run, List.of(new HostRow(socket, List.of(), "p", "42 3", "{}"))));
        send(stage, new HostBatch(new Run(QUERY, 120_000_000, 2, 0, false), List.of()));
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_000_000 + Ticks.COMPLETE);
        List<String> said = new ArrayList<>();
        context.forwarded().forEach(f -> said.add(new String(f.record().key()) + ' ' + hex(f.record().value().message())));
        return said;
    }

    private static void send(HostStage stage, HostBatch batch) {
        send(stage, batch.write(new Wire().number(Message.BATCH)).toBytes());
    }

    private static void send(HostStage stage, byte[] message) {
        stage.process(new Record<>(new byte[0], message, 0));
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static StreamSettings settings() {
        Properties client = new Properties();
        client.put("bootstrap.servers", "none:1");
        return new StreamSettings(client, Topics.DEFAULT, false, 1, (short) 1, Stream.UNMATCHED_AFTER, Stream.RETAIN, Settings.DEFAULT,
                Intervals.NONE, 0, PortKey.PLAIN);
    }
}

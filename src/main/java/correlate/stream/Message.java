package correlate.stream;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The kinds of message between the stages: the first byte of each. */
final class Message {
    /** A source partition and its newest time; goes to every partition. */
    static final byte WATERMARK = 0;
    /** What a line tells of one execution of a query. */
    static final byte BATCH = 1;
    /** Executions whose rows have all been sent; goes to every partition. */
    static final byte RUNS = 2;
    /** A socket row. */
    static final byte SOCKET = 3;
    /** A row of a connection. */
    static final byte FLOW = 4;

    private Message() {
    }

    static byte[] watermark(int source, long time) {
        return new Wire().number(WATERMARK).varying(source).varying(time).toBytes();
    }

    static boolean isWatermark(byte[] message) {
        return message[0] == WATERMARK;
    }

    /** Rows go where their key says, watermarks and executions everywhere. */
    static final StreamPartitioner<byte[], byte[]> ROWS_BY_KEY = (topic, key, message, partitions) ->
            isWatermark(message) || message[0] == RUNS ? everywhere(partitions) : Optional.empty();

    private static Optional<Set<Integer>> everywhere(int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}

package correlate.stream;

import correlate.model.CommunityId;
import correlate.read.Chunk;
import correlate.source.Layout;
import correlate.source.RowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Parses the lines of a topic. A processor and no deserializer: what cannot be used goes to the dead letters, with where it
 * stood, and the next line is read.
 */
abstract class LineStage extends ContextualProcessor<byte[], byte[], byte[], Outgoing> implements RowSink {
    private record Fault(String field, String reason) {
    }

    private final List<Fault> faults = new ArrayList<>();
    private final List<Runnable> forwards = new ArrayList<>();
    private Record<byte[], byte[]> record;
    private RecordMetadata from;
    private String topic;

    /** Scans a line into this sink. */
    abstract void scan(Chunk line);

    @Override
    public final void process(Record<byte[], byte[]> line) {
        record = line;
        from = context().recordMetadata().orElse(null);
        if (topic == null) {
            topic = from == null ? "" : from.topic() + '-' + from.partition();      // a task reads one partition of one topic
        }
        faults.clear();
        forwards.clear();
        if (line.value() == null) {
            faults.add(new Fault("", "the record is empty"));
        } else {
            try {
                byte[] whole = ended(line.value());
                scan(new Chunk(whole, 0, whole.length, 0, false, false));
            } catch (RuntimeException e) {
                // Parsing has touched no state yet, so nothing is half done; the line would fail again at every restart.
                forwards.clear();
                faults.add(new Fault("", "reading it failed: " + e));
            }
        }
        forwards.forEach(Runnable::run);
        faults.forEach(fault -> {
            Record<byte[], byte[]> letter = DeadLetter.of(line, from, fault.field, fault.reason);
            context().forward(letter.withValue(Outgoing.toDeadLetters(letter.value())));
        });
    }

    /** A line without its end would be taken for one that a file's end cuts off. */
    private static byte[] ended(byte[] line) {
        if (line.length > 0 && line[line.length - 1] == '\n') {
            return line;
        }
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    /** Sends a message on, once the whole line is read. */
    final void send(byte[] key, Outgoing message, long event) {
        Record<byte[], Outgoing> out = new Record<>(key, message, LogTime.clamped(event, record.timestamp()));
        forwards.add(() -> context().forward(out));
    }

    /** Sends a watermark. */
    final void tell(byte[] watermark, long now) {
        context().forward(new Record<>(new byte[0], Outgoing.toHosts(watermark), now));
    }

    /** When the line came into its topic, ms since 1970. */
    final long recordTime() {
        return record.timestamp();
    }

    /** Whether a time is so far ahead of the log's that it cannot be true; then says so. */
    final boolean isAhead(String field, long event) {
        long ahead = event / 1000 - record.timestamp();
        if (ahead > LogTime.AHEAD) {
            faults.add(new Fault(field, "the clock that wrote it is " + TimeUnit.MILLISECONDS.toSeconds(ahead)
                    + " s ahead of the topic's"));
        }
        return ahead > LogTime.AHEAD;
    }

    /** Where the line stands: its topic and partition. */
    final String topic() {
        return topic;
    }

    /** Where the line stands: its offset. */
    final long offset() {
        return from == null ? 0 : from.offset();
    }

    static byte[] bytes(CommunityId id) {
        return java.nio.ByteBuffer.allocate(Lookups.ID).putLong(id.high()).putLong(id.middle()).putInt(id.low()).array();
    }

    @Override
    public void rejected(int line, String field, String reason) {
        faults.add(new Fault(field, reason));
    }

    @Override
    public void notice(int line, String field, String reason) {
        faults.add(new Fault(field, reason));
    }

    @Override
    public void passedOver(int line) {
    }

    @Override
    public void inPart(int line, String field, String reason) {
    }

    @Override
    public void lines(int count) {
    }

    /** A header line in a topic tells nothing: the rows after it may be in another partition. */
    public void layout(Layout layout) {
    }
}

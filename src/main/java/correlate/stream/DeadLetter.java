package correlate.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A line that could not be used: its bytes as they came, and in the headers why and where it stood. */
final class DeadLetter {
    static final String REASON = "reason";
    static final String FIELD = "field";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";

    private DeadLetter() {
    }

    /**
     * The record for the dead-letter topic.
     *
     * @param line the record as it came
     * @param from where it stood, null if it came from no topic
     * @param field the field that is wrong, or an empty string
     * @param reason what is wrong with it
     */
    static Record<byte[], byte[]> of(Record<byte[], byte[]> line, RecordMetadata from, String field, String reason) {
        Record<byte[], byte[]> letter = line.withHeaders(line.headers());
        Headers headers = letter.headers();
        put(headers, REASON, reason);
        put(headers, FIELD, field);
        if (from != null) {
            put(headers, TOPIC, from.topic());
            put(headers, PARTITION, Integer.toString(from.partition()));
            put(headers, OFFSET, Long.toString(from.offset()));
        }
        return letter;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

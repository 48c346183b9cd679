package correlate.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** When a record came into its topic; the newest time of the partition for records of producers too old to say. */
public final class LogTime implements TimestampExtractor {
    /** A host's clock may be ahead of the log's by so much, in ms, before its times are cut: the broker refuses an hour. */
    static final long AHEAD = 5 * 60 * 1000;

    @Override
    public long extract(ConsumerRecord<Object, Object> line, long partitionTime) {
        return line.timestamp() >= 0 ? line.timestamp() : Math.max(0, partitionTime);
    }

    /**
     * The time of an event as the time of a record: not negative, and not so far ahead that the broker refuses it.
     *
     * @param event µs since 1970
     * @param log ms since 1970: when its line came
     */
    static long clamped(long event, long log) {
        return Math.max(0, Math.min(event / 1000, log + AHEAD));
    }
}

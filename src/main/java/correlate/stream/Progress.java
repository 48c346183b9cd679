package correlate.stream;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KafkaStreams;

/** One line on how far the stream has got, from the metrics that JMX shows too. */
final class Progress {
    private final KafkaStreams streams;
    private final Topics topics;
    private long before;
    private long since = System.nanoTime();

    Progress(KafkaStreams streams, Topics topics) {
        this.streams = streams;
        this.topics = topics;
    }

    synchronized String line() {
        long lines = total("consumer-fetch-manager-metrics", "records-consumed-total",
                List.of(topics.osquery(), topics.connections()));
        long now = System.nanoTime();
        double rate = (lines - before) * 1e9 / Math.max(1, now - since);
        before = lines;
        since = now;
        return String.format(Locale.ROOT, "%,d lines read (%,.0f/s), %,d findings, %,d port changes, %,d dead letters", lines,
                rate, sent(topics.findings()), sent(topics.processPort()), sent(topics.deadLetters()));
    }

    private long sent(String topic) {
        return total("producer-topic-metrics", "record-send-total", List.of(topic));
    }

    /** The sum over all clients; their metrics write a topic's dots as underscores. */
    private long total(String group, String name, List<String> ofTopics) {
        List<String> tags = ofTopics.stream().map(topic -> topic.replace('.', '_')).toList();
        return streams.metrics().values().stream().filter(m -> m.metricName().group().equals(group)
                && m.metricName().name().equals(name) && tags.contains(m.metricName().tags().getOrDefault("topic", "").replace('.', '_')))
                .mapToLong(m -> ((Number) m.metricValue()).longValue()).sum();
    }
}

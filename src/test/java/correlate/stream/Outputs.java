package correlate.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic of findings as a consumer should, committed records only, and keeps what holds; and reads the batch run's findings. */
final class Outputs implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;
    /** By record key: the finding that holds. */
    private final Map<String, String> holding = new HashMap<>();
    /** Records read, and of them those that said again what their key's last one had said. */
    long records;
    long doubled;
    long revisions;

    Outputs(String servers, String topic) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers, "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer());
        partitions = consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes what has come; gives how many records. */
    int poll() {
        ConsumerRecords<String, String> news = consumer.poll(Duration.ofMillis(100));
        news.forEach(record -> {
            records++;
            String before = record.value() == null ? holding.remove(record.key()) : holding.put(record.key(), words(record.value()));
            if (before != null && before.equals(holding.get(record.key()))) {
                doubled++;
            } else if (before != null) {
                revisions++;
            }
        });
        return news.count();
    }

    /** Takes all that is committed. */
    void drain() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            poll();
        }
    }

    int size() {
        return holding.size();
    }

    /** What holds: each finding and how often it is there. */
    Map<String, Integer> findings() {
        Map<String, Integer> all = new TreeMap<>();
        holding.values().forEach(finding -> all.merge(finding, 1, Integer::sum));
        return all;
    }

    /** The same of the command's NDJSON. */
    static Map<String, Integer> ofBatch(Path ndjson) throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        try (var lines = Files.lines(ndjson)) {
            lines.forEach(line -> all.merge(words(line), 1, Integer::sum));
        }
        return all;
    }

    /**
     * A finding without what the two runners must say differently: where its lines stand, and why there is no process, which
     * the command knows more about.
     */
    private static String words(String json) {
        try {
            ObjectNode finding = (ObjectNode) JSON.readTree(json);
            String uid = finding.path("connection").path("uid").asText();
            if (finding.path("verdict").asText().equals("unmatched")) {
                return uid + " unmatched";
            }
            ((ObjectNode) finding.get("connection")).remove("at");
            ((ObjectNode) finding.get("sighting")).remove("at");
            JsonNode sighting = finding.get("sighting");
            return uid + " " + finding.path("verdict").asText() + " " + sighting.path("host").asText() + " "
                    + sighting.path("process").path("pid").asText() + " " + Integer.toHexString(finding.toString().hashCode());
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

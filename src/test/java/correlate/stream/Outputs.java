package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic of findings as a consumer should, committed records only, and keeps what holds; and reads the batch run's findings. */
final class Outputs implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, String> consumer;
    /** By record key: the finding that holds. */
    private final Map<String, String> holding = new HashMap<>();
    /** Likewise, as it was written. */
    private final Map<String, String> said = new HashMap<>();
    /** Records read, and of them those that said again what their key's last one had said. */
    long records;
    long doubled;
    long revisions;

    Outputs(String servers, String topic) {
        consumer = consumer(servers, topic);
    }

    /** Reads a topic from its beginning, committed records only. */
    static KafkaConsumer<String, String> consumer(String servers, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", servers,
                "isolation.level", "read_committed", "auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition())).toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    /** Takes what has come; gives how many records. */
    int poll() {
        ConsumerRecords<String, String> news = consumer.poll(Duration.ofMillis(100));
        news.forEach(record -> {
            records++;
            String before = record.value() == null ? said.remove(record.key()) : said.put(record.key(), record.value());
            if (record.value() == null) {
                holding.remove(record.key());
            } else {
                holding.put(record.key(), words(record.value()));
            }
            if (before != null && before.equals(record.value())) {
                doubled++;
            } else if (before != null) {
                revisions++;
            }
        });
        return news.count();
    }

    /** Takes all that is committed. */
    void drain() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            poll();
        }
    }

    int size() {
        return holding.size();
    }

    /** Waits until it holds what is expected; fails if the program has ended, or if nothing comes any more. */
    void await(Map<String, Integer> expected, Program program) {
        int count = expected.values().stream().mapToInt(i -> i).sum();
        Patience patience = new Patience(() -> compared(expected) + differences(expected) + "\n" + program.lastSaid());
        while (size() < count || !findings().equals(expected)) {
            program.assertAlive();
            patience.check();
            while (poll() > 0) {
                patience.progress();
            }
        }
    }

    private String differences(Map<String, Integer> expected) {
        Set<String> wrong = missing(findings(), expected);
        return Patience.some("expected", missing(expected, findings())) + Patience.some("not expected", wrong)
                + Patience.some("of those as written", holding.keySet().stream().filter(key -> wrong.contains(holding.get(key)))
                        .map(key -> key + ' ' + said.get(key)).toList());
    }

    /** In words, how what it holds differs from what is expected. */
    String compared(Map<String, Integer> expected) {
        return String.format(Locale.ROOT, "%,d findings in %,d records: %d lost, %d wrong, %d doubled, %d revised", expected.size(),
                records, missing(expected, findings()).size(), missing(findings(), expected).size(), doubled, revisions);
    }

    void assertSame(Map<String, Integer> expected) {
        Map<String, Integer> actual = findings();
        assertEquals(Set.of(), missing(expected, actual), "lost");
        assertEquals(Set.of(), missing(actual, expected), "wrong");
        assertEquals(expected, actual);
        assertEquals(0, doubled, "doubled");
    }

    private static Set<String> missing(Map<String, Integer> these, Map<String, Integer> in) {
        Set<String> missing = new TreeSet<>(these.keySet());
        missing.removeAll(in.keySet());
        return missing;
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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends lines of standard input to a topic, or prints the records of one: {@code send TOPIC}, {@code show TOPIC COUNT SECONDS}. */
public final class Lines {
    private static final String BROKER = System.getenv("BOOTSTRAP");

    private Lines() {
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "send" -> send(args[1]);
            case "show" -> show(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException("send TOPIC, or show TOPIC COUNT SECONDS");
        }
    }

    private static void send(String topic) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", BROKER),
                new StringSerializer(), new StringSerializer());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                producer.send(new ProducerRecord<>(topic, line));
            }
        }
    }

    /** Prints {@code key TAB value} of so many records as they come, or of fewer when so many seconds have gone by. */
    private static void show(String topic, int count, int seconds) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", BROKER, "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"));
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int shown = 0;
            while (shown < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    System.out.println(record.key() + "\t" + record.value());
                    shown++;
                }
            }
        }
    }
}

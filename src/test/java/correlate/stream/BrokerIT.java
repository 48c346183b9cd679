package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application and a real broker, each a process of its own. */
@Timeout(120)
class BrokerIT {
    @TempDir
    Path state;

    @Test
    void turnsLogLinesIntoFindingsAndPorts() throws Exception {
        try (Broker broker = Broker.start()) {
            try (Admin admin = broker.admin()) {
                TopicPlan.create(admin, TopicPlan.of(Topics.DEFAULT, 2, (short) 1));
            }
            Process app = broker.java("app.log", "-Xmx512m", StreamApp.class.getName(), broker.bootstrapServers(),
                    state.toString(), "2");
            try {
                send(broker, Topics.DEFAULT.osquery(), Stream.row("added", 60, 7, 50000, 42));
                send(broker, Topics.DEFAULT.connections(), Stream.zeek("C1", 0, 100, 50000));
                send(broker, Topics.DEFAULT.connections(), "nonsense");
                assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), read(broker, Topics.DEFAULT.findings(), 1));
                assertEquals(List.of("10.0.0.1:50000:10.0.0.2:443={\"name\":\"p42\",\"pid\":\"42\",\"username\":\"root\"}"),
                        read(broker, Topics.DEFAULT.processPort(), 1));
                assertEquals(List.of("null=nonsense"), read(broker, Topics.DEFAULT.deadLetters(), 1));
                app.destroy();
                assertEquals(true, app.waitFor(30, TimeUnit.SECONDS));
                assertEquals(143, app.exitValue());
            } finally {
                app.destroyForcibly().waitFor();
            }
        }
    }

    private static void send(Broker broker, String topic, String line) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, line)).get();
        }
    }

    private static List<String> read(Broker broker, String topic, int count) {
        List<String> read = new ArrayList<>();
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "reader-" + topic,
                "auto.offset.reset", "earliest", "isolation.level", "read_committed"));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (read.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> read.add(r.key() + "=" + r.value()));
            }
        }
        return read;
    }
}

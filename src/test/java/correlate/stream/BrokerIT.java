package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application and a real broker, each a process of its own: what the topology alone cannot show. */
@Timeout(600)
class BrokerIT {
    private static final String CONTROL = "control";

    @TempDir
    Path state;

    private Broker broker;
    private Process app;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.start();
        try (Admin admin = broker.admin()) {
            TopicPlan.create(admin, TopicPlan.of(Topics.DEFAULT, 2, (short) 1));
        }
        app = broker.java("app.log", "-Xmx512m", StreamApp.class.getName(), broker.bootstrapServers(), state.toString(), "2");
    }

    @AfterEach
    void end() throws Exception {
        if (app != null) {
            app.destroyForcibly().waitFor();
        }
        broker.close();
    }

    @Test
    void turnsLogLinesIntoFindingsAndPorts() throws Exception {
        send(Topics.DEFAULT.osquery(), Stream.row("added", 60, 7, 50000, 42));
        send(Topics.DEFAULT.connections(), Stream.zeek("C1", 0, 100, 50000));
        send(Topics.DEFAULT.connections(), "nonsense");
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), read(Topics.DEFAULT.findings(), 1));
        assertEquals(List.of("10.0.0.1:50000:10.0.0.2:443={\"name\":\"p42\",\"pid\":\"42\",\"username\":\"root\"}"),
                read(Topics.DEFAULT.processPort(), 1));
        assertEquals(List.of("null=nonsense"), read(Topics.DEFAULT.deadLetters(), 1));
        app.destroy();
        assertTrue(app.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(143, app.exitValue());
        List<String> said = Files.readAllLines(broker.folder().resolve("app.log"));
        assertEquals("correlate stream: stopped", said.get(said.size() - 1));
        assertTrue(said.get(said.size() - 2).matches("correlate stream: 3 lines read \\(.*/s\\), 1 findings, 1 port changes,"
                + " 1 dead letters"), said.get(said.size() - 2));
        app = broker.java("again.log", "-Xmx512m", StreamApp.class.getName(), broker.bootstrapServers(), state.toString(), "6");
        assertTrue(app.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        String refusal = Files.readString(broker.folder().resolve("again.log"));
        assertEquals(2, app.exitValue(), refusal);
        assertTrue(refusal.contains("-repartition was made with 2 partitions, which cannot be changed: give --partitions 2"), refusal);
        app = broker.java("state.log", "-Xmx512m", StreamApp.class.getName(), broker.bootstrapServers(), "/dev/null", "2");
        assertTrue(app.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        refusal = Files.readString(broker.folder().resolve("state.log"));
        assertEquals(3, app.exitValue(), refusal);
        assertTrue(refusal.contains("check --state-dir") && !refusal.contains("\tat "), refusal);
    }

    /** As {@link CorrelationTopologyTest#givesTheSourceDocumentsKeysAndValues}. */
    @Test
    void givesTheSourceDocumentsKeysAndValues() throws Exception {
        for (String line : CorrelationTopologyTest.DOCUMENT) {
            send(Topics.DEFAULT.osquery(), line);
        }
        assertEquals(List.of(
                "10.0.1.32:52544:10.0.1.41:9092={\"name\":\"filebeat\",\"pid\":\"29804\",\"username\":\"root\"}",
                "10.0.1.42:41560:10.0.1.43:9092=null"),
                read(Topics.DEFAULT.processPort(), 2));
    }

    /** The broker refuses records from the future, and deletes those of 2023 from a topic that keeps a week by their own time. */
    @Test
    void clocksThatAreAheadAndOldArchivesHarmNobody() throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(CONTROL, 1, (short) 1).configs(Map.of("retention.ms", "604800000")))).all().get();
        }
        long now = System.currentTimeMillis() / 1000 - Stream.NOON;
        long year2023 = -3 * 365 * 86400L;
        send(new ProducerRecord<>(CONTROL, 0, (Stream.NOON + year2023) * 1000, null, "old"));
        send(Topics.DEFAULT.osquery(), Stream.row("fast", "added", now + 30 * 86400, 7, 50000, 41));
        send(Topics.DEFAULT.connections(), Stream.zeek("C1", year2023, 100, 50000));
        send(Topics.DEFAULT.osquery(), Stream.row("old", "added", year2023 + 60, 7, 50000, 42));
        send(Topics.DEFAULT.connections(), Stream.zeek("C2", now - 200, 100, 50001));
        send(Topics.DEFAULT.osquery(), Stream.row("good", "added", now - 160, 7, 50001, 43));
        List<String> findings = List.of("C1 orig 1=confirmed alive_during p42@old", "C2 orig 1=confirmed alive_during p43@good");
        assertEquals(findings, read(Topics.DEFAULT.findings(), 2));
        assertEquals(1, read(Topics.DEFAULT.deadLetters(), 1).size());
        awaitRetention();
        assertEquals(findings, read(Topics.DEFAULT.findings(), 2));
        assertEquals(List.of("10.0.0.1:50000:10.0.0.2:443={\"name\":\"p42\",\"pid\":\"42\",\"username\":\"root\"}",
                "10.0.0.1:50001:10.0.0.2:443={\"name\":\"p43\",\"pid\":\"43\",\"username\":\"root\"}"),
                read(Topics.DEFAULT.processPort(), 2));
        assertTrue(app.isAlive());
    }

    private void awaitRetention() throws Exception {
        TopicPartition control = new TopicPartition(CONTROL, 0);
        Patience patience = new Patience(() -> "the broker has not thrown away the old record of " + CONTROL);
        try (Admin admin = broker.admin()) {
            while (admin.listOffsets(Map.of(control, OffsetSpec.earliest())).partitionResult(control).get().offset() == 0) {
                patience.check();
                Thread.onSpinWait();
            }
        }
    }

    /** A dead letter's headers tell where its line stood and what is wrong with it. */
    @Test
    void badLinesAreDeadLettersAndGoodOnesFollow() throws Exception {
        send(Topics.DEFAULT.osquery(), "{\"name\":\"sockets\",\"hostIdentifier\":");
        send(Topics.DEFAULT.osquery(), "{\"name\":\"sockets\",\"hostIdentifier\":\"h\",\"unixTime\":1,\"action\":\"added\"}");
        send(Topics.DEFAULT.osquery(), Stream.snapshot(0, "50000"));
        send(Topics.DEFAULT.connections(), Stream.zeek("C1", -10, 20, 50000));
        assertEquals(List.of("C1 orig 1=confirmed alive_during p42@h"), read(Topics.DEFAULT.findings(), 1));
        for (ConsumerRecord<String, String> letter : records(Topics.DEFAULT.deadLetters(), 2)) {
            Map<String, String> headers = new HashMap<>();
            StreamSupport.stream(letter.headers().spliterator(), false)
                    .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
            assertEquals("osquery-results", headers.get("topic"));
            assertTrue(headers.get("partition").matches("[01]") && headers.get("offset").matches("\\d"), headers.toString());
            assertTrue(!headers.get("reason").isEmpty(), headers.toString());
        }
    }

    private void send(String topic, String line) throws Exception {
        send(new ProducerRecord<>(topic, line));
    }

    private void send(ProducerRecord<String, String> record) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        }
    }

    /** The first records of a topic as {@code key=value}, sorted: there are two partitions. */
    private List<String> read(String topic, int count) {
        return records(topic, count).stream().map(r -> r.key() + "=" + r.value()).sorted().toList();
    }

    private List<ConsumerRecord<String, String>> records(String topic, int count) {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        Patience patience = new Patience(() -> topic + " has " + read);
        try (KafkaConsumer<String, String> consumer = Outputs.consumer(broker.bootstrapServers(), topic)) {
            while (read.size() < count) {
                assertTrue(app.isAlive());
                patience.check();
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }
}

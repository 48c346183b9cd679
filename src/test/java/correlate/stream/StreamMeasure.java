package correlate.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Not a test: measures the program with one thread and one partition on a real broker, for docs/scaling.md. Prints how long the
 * lines of so many connections take that lie in the topics already, and how many bytes of state so many open sockets are.
 */
final class StreamMeasure {
    /** Ends of transactions count as records, and are never read. */
    private static final long NEARLY = 50;

    private final Broker broker;
    private final Path state;
    private Process app;

    private StreamMeasure(Broker broker, Path state) {
        this.broker = broker;
        this.state = state;
    }

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int sockets = Integer.parseInt(args[1]);
        for (boolean speed : new boolean[] {true, false}) {
            Path state = Files.createTempDirectory("correlate-measure");
            try (Broker broker = Broker.start()) {
                StreamMeasure measure = new StreamMeasure(broker, state);
                try {
                    if (speed) {
                        measure.speed(new LiveLog(connections, 1));
                    } else {
                        measure.size(sockets);
                    }
                } finally {
                    measure.app.destroyForcibly().waitFor();
                }
            }
        }
    }

    private void speed(LiveLog log) throws Exception {
        topics();
        try (KafkaProducer<String, String> producer = producer()) {
            log.lines.forEach(line -> producer.send(
                    new ProducerRecord<>(line.osquery() ? Topics.DEFAULT.osquery() : Topics.DEFAULT.connections(), line.text())));
        }
        start();
        try (Outputs outputs = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings())) {
            long first = 0;
            long atFirst = 0;
            while (first == 0 || lag() > NEARLY) {
                if (outputs.poll() > 0 && first == 0) {
                    first = System.nanoTime();
                    atFirst = cpuMillis();
                }
            }
            double seconds = (System.nanoTime() - first) / 1e9;
            System.out.printf("%,d lines in %.1f s after the first finding: %,.0f lines/s; %.0f us of processor time a line, and"
                    + " %.1f s before it%n", log.lines.size(), seconds, log.lines.size() / seconds,
                    (cpuMillis() - atFirst) * 1000.0 / log.lines.size(), atFirst / 1000.0);
        }
    }

    private void size(int sockets) throws Exception {
        topics();
        try (KafkaProducer<String, String> producer = producer()) {
            for (int i = 0; i < sockets; i++) {
                producer.send(new ProducerRecord<>(Topics.DEFAULT.osquery(), Stream.row("h" + i % 100, "added", 60, 7, 1024 + i, i)));
            }
        }
        start();
        Set<String> keys = new HashSet<>();
        try (KafkaConsumer<String, String> ports = new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed", "auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer())) {
            ports.assign(List.of(new TopicPartition(Topics.DEFAULT.processPort(), 0)));
            while (keys.size() < sockets) {
                ports.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
            }
        }
        app.destroy();
        app.waitFor();
        System.out.printf("%,d open sockets of 100 hosts: %,d bytes of state each%n", sockets, bytes() / sockets);
    }

    private long cpuMillis() {
        return app.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** How many records the program has yet to read, those between its stages too. */
    private long lag() throws Exception {
        try (var admin = broker.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets("correlate").partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            long lag = committed.size() < 6 ? Long.MAX_VALUE : 0;
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                lag += lag == Long.MAX_VALUE ? 0 : end.getValue().offset() - committed.get(end.getKey()).offset();
            }
            return lag;
        }
    }

    private void topics() throws Exception {
        try (var admin = broker.admin()) {
            TopicPlan.create(admin, TopicPlan.of(Topics.DEFAULT, 1, (short) 1));
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "20"), new StringSerializer(),
                new StringSerializer());
    }

    private void start() throws IOException {
        app = broker.java("app.log", "-Xmx1g", "correlate.Main", "stream", "--bootstrap-servers", broker.bootstrapServers(),
                "--state-dir", state.toString(), "--zeek-fields", LiveLog.FIELDS, "--partitions", "1", "--replication-factor", "1");
    }

    private long bytes() {
        try (var files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package correlate.stream;

import java.nio.file.Files;
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
    private final Program program;

    private StreamMeasure(Broker broker, Program program) {
        this.broker = broker;
        this.program = program;
    }

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int sockets = Integer.parseInt(args[1]);
        for (boolean speed : new boolean[] {true, false}) {
            try (Broker broker = Broker.start();
                    Program program = new Program(broker, Files.createTempDirectory("correlate-measure"), "1g", "--partitions", "1")) {
                StreamMeasure measure = new StreamMeasure(broker, program);
                if (speed) {
                    measure.speed(connections);
                } else {
                    measure.size(sockets);
                }
                program.deleteState();
            }
        }
    }

    /** Two logs, one after the other: at the first everything is new and much is compiled, the second shows how it goes on. */
    private void speed(int connections) throws Exception {
        topics();
        LiveLog first = new LiveLog(connections, 1);
        send(first);
        program.start();
        try (Outputs outputs = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings())) {
            while (outputs.poll() == 0) {
                program.assertAlive();
            }
            System.out.printf("%.1f s of processor time before the first finding%n", program.cpuMillis() / 1e3);
            finish(first, outputs, "first");
            LiveLog more = new LiveLog(connections, 2, 900);
            send(more);
            finish(more, outputs, "then");
            outputs.drain();
            System.out.printf("%,d records of %,d findings%n", outputs.records, outputs.size());
        }
        program.stop();
    }

    private void send(LiveLog log) {
        try (KafkaProducer<String, String> producer = Program.producer(broker)) {
            log.lines.forEach(line -> Program.send(producer, line));
        }
    }

    private void finish(LiveLog log, Outputs outputs, String when) throws Exception {
        long time = System.nanoTime();
        long cpu = program.cpuMillis();
        while (lag() > NEARLY) {
            outputs.poll();
        }
        int lines = log.lines.size();
        System.out.printf("%s: %,d lines, %,.0f a second, %.0f us of processor time each%n", when, lines,
                lines * 1e9 / (System.nanoTime() - time), (program.cpuMillis() - cpu) * 1e3 / lines);
    }

    private void size(int sockets) throws Exception {
        topics();
        try (KafkaProducer<String, String> producer = Program.producer(broker)) {
            for (int i = 0; i < sockets; i++) {
                Program.send(producer, Topics.DEFAULT.osquery(), Stream.row("h" + i % 100, "added", 60, 7, 1024 + i, i));
            }
        }
        program.start();
        Set<String> keys = new HashSet<>();
        try (KafkaConsumer<String, String> ports = new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed", "auto.offset.reset", "earliest"), new StringDeserializer(), new StringDeserializer())) {
            ports.assign(List.of(new TopicPartition(Topics.DEFAULT.processPort(), 0)));
            while (keys.size() < sockets) {
                ports.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
            }
        }
        program.stop();
        System.out.printf("%,d open sockets of 100 hosts: %,d bytes of state each%n", sockets, program.stateBytes() / sockets);
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
}

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
                    Program program = new Program(broker, Files.createTempDirectory("correlate-measure"), "--partitions", "1")) {
                StreamMeasure measure = new StreamMeasure(broker, program);
                if (speed) {
                    measure.speed(new LiveLog(connections, 1));
                } else {
                    measure.size(sockets);
                }
            }
        }
    }

    private void speed(LiveLog log) throws Exception {
        topics();
        try (KafkaProducer<String, String> producer = Program.producer(broker)) {
            log.lines.forEach(line -> Program.send(producer, line));
        }
        program.start();
        try (Outputs outputs = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings())) {
            while (outputs.poll() == 0) {
                program.assertAlive();
            }
            Moment first = new Moment();
            Moment half = null;
            int lines = log.lines.size();
            for (Lag lag = lag(); lag.all > NEARLY; lag = lag()) {
                outputs.poll();
                if (half == null && lag.lines < lines / 2) {
                    half = new Moment();
                }
            }
            Moment end = new Moment();
            outputs.drain();
            System.out.printf("%,d lines: %s since the first finding, and %.1f s of processor time before it; %s of the second half;"
                    + " %,d records of %,d findings%n", lines, end.since(first, lines), first.cpu / 1e3, end.since(half, lines / 2),
                    outputs.records, outputs.size());
        }
    }

    private final class Moment {
        private final long time = System.nanoTime();
        private final long cpu = program.cpuMillis();

        String since(Moment before, int lines) {
            return String.format("%,.0f lines/s and %.0f us of processor time a line", lines * 1e9 / (time - before.time),
                    (cpu - before.cpu) * 1e3 / lines);
        }
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

    /** How many records the program has yet to read: of the lines that came in, and of all, those between its stages too. */
    private record Lag(long lines, long all) {
    }

    private Lag lag() throws Exception {
        try (var admin = broker.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets("correlate").partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            if (committed.size() < 6) {
                return new Lag(Long.MAX_VALUE, Long.MAX_VALUE);
            }
            long lines = 0;
            long all = 0;
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                long lag = end.getValue().offset() - committed.get(end.getKey()).offset();
                all += lag;
                lines += Set.of(Topics.DEFAULT.osquery(), Topics.DEFAULT.connections()).contains(end.getKey().topic()) ? lag : 0;
            }
            return new Lag(lines, all);
        }
    }

    private void topics() throws Exception {
        try (var admin = broker.admin()) {
            TopicPlan.create(admin, TopicPlan.of(Topics.DEFAULT, 1, (short) 1));
        }
    }
}

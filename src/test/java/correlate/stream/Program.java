package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code correlate stream} as a process of its own beside a broker, and the command's run over the same lines. */
final class Program implements AutoCloseable {
    private final Broker broker;
    private final Path state;
    private final String heap;
    private final List<String> options;
    private Process process;

    /** A program that is not started yet; its state goes to the folder. */
    Program(Broker broker, Path state, String heap, String... options) {
        this.broker = broker;
        this.heap = heap;
        this.state = state;
        this.options = List.of(options);
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx" + heap, "correlate.Main", "stream", "--bootstrap-servers",
                broker.bootstrapServers(), "--state-dir", state.toString(), "--zeek-fields", LiveLog.FIELDS, "--create-topics",
                "--replication-factor", "1"));
        command.addAll(options);
        process = broker.java("app.log", command.toArray(String[]::new));
    }

    /** Waits until it has said so on standard error. */
    void awaitLine(String line) {
        Patience patience = new Patience(() -> "the program has not said " + line + ":\n" + said());
        while (!said().contains(line)) {
            assertAlive();
            patience.check();
            Thread.onSpinWait();
        }
    }

    void assertAlive() {
        assertTrue(process.isAlive(), () -> "the program has ended: " + said());
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it with SIGTERM, which must do. */
    void stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS), "SIGTERM does not stop it");
        assertEquals(143, process.exitValue(), this::said);
    }

    void deleteState() throws IOException {
        try (var files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** How many bytes its state has on disk. */
    long stateBytes() throws IOException {
        try (var files = Files.walk(state)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    String said() {
        return read(broker, "app.log");
    }

    /** The last lines of its own, without those of Kafka's. */
    String lastSaid() {
        List<String> lines = said().lines().filter(line -> line.startsWith("correlate")).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static String read(Broker broker, String name) {
        try {
            return Files.readString(broker.folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends lines to a broker's topics. */
    static KafkaProducer<String, String> producer(Broker broker) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "20"), new StringSerializer(),
                new StringSerializer());
    }

    /** Sends a line to its topic. */
    static void send(KafkaProducer<String, String> producer, LiveLog.Line line) {
        send(producer, line.osquery() ? Topics.DEFAULT.osquery() : Topics.DEFAULT.connections(), line.text());
    }

    /** A line that the broker does not take would look like one that the program loses. */
    static void send(KafkaProducer<String, String> producer, String topic, String line) {
        producer.send(new ProducerRecord<>(topic, line), (sent, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
            }
        });
    }

    /** What the command finds in the lines of a log: each finding and how often it is there. */
    static Map<String, Integer> batch(Broker broker, LiveLog log, Path folder) throws IOException, InterruptedException {
        Path connections = folder.resolve("conn.log");
        Path results = folder.resolve("results.log");
        Path findings = folder.resolve("findings.ndjson");
        log.write(connections, false);
        log.write(results, true);
        Process run = broker.java("batch.log", "correlate.Main", "--zeek", connections.toString(), "--zeek-fields", LiveLog.FIELDS,
                "--osquery", results.toString(), "--seed", "0", "--format", "ndjson", "--show", "matched,unmatched", "-o",
                findings.toString());
        assertEquals(0, run.waitFor(), () -> read(broker, "batch.log"));
        Map<String, Integer> expected = Outputs.ofBatch(findings);
        assertTrue(expected.keySet().stream().anyMatch(f -> f.contains(" confirmed ")), "the log is too simple");
        assertTrue(expected.keySet().stream().anyMatch(f -> f.contains(" unmatched")), "the log is too simple");
        return expected;
    }

    /** What the command says is open at the end of osquery's results. */
    static Map<String, String> table(Broker broker, Path results) throws IOException, InterruptedException {
        Process run = broker.java("table.log", "correlate.Main", "process-port", "--table", "--osquery", results.toString());
        assertEquals(0, run.waitFor(), () -> read(broker, "table.log"));
        return read(broker, "table.log").lines().map(line -> line.split("\t", 2)).collect(Collectors.toMap(l -> l[0], l -> l[1]));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}

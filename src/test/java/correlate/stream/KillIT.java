package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program on a real broker while lines come in: stopped once, killed three times, once with its state deleted, and the broker
 * killed once. In the end the topic of findings must hold what the command prints of the same logs. The number of connections is
 * {@code -Dkill.connections}; docs/scaling.md has the command.
 */
@Timeout(1800)
class KillIT {
    private static final int CONNECTIONS = Integer.getInteger("kill.connections", 4_000);
    private static final int PARTITIONS = 3;
    /** One for each thing that happens, and one before and after. */
    private static final int PARTS = 6;

    @TempDir
    Path folder;

    private LiveLog log;
    private Broker broker;
    private Process app;
    private KafkaProducer<String, String> producer;
    private Outputs outputs;
    private int sent;

    @Test
    void losesNothingAndSaysNothingTwice() throws Exception {
        log = new LiveLog(CONNECTIONS, 1);
        log.write(folder.resolve("conn.log"), false);
        log.write(folder.resolve("results.log"), true);
        try (Broker started = Broker.start()) {
            broker = started;
            Map<String, Integer> expected = batch();
            try {
                startApp();
                awaitLine("running");
                producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "20"),
                        new StringSerializer(), new StringSerializer());
                outputs = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings());
                disturb();
                int findings = expected.values().stream().mapToInt(i -> i).sum();
                while (outputs.size() < findings || !outputs.findings().equals(expected)) {
                    assertTrue(app.isAlive(), () -> "the program has ended: " + said());
                    while (outputs.poll() > 0) {
                        continue;
                    }
                }
                stopApp();
                outputs.drain();
                report(expected);
            } finally {
                if (app != null) {
                    app.destroyForcibly().waitFor();
                }
            }
        }
    }

    private void disturb() throws Exception {
        send();
        kill("kill -9");
        send();
        stopApp();
        restart("SIGTERM");
        send();
        kill("kill -9");
        send();
        app.destroyForcibly().waitFor();
        deleteState();
        restart("kill -9, state deleted");
        send();
        broker.kill();
        long since = System.nanoTime();
        broker.restart();
        awaitNews("broker killed", since);
        send();
        producer.flush();
    }

    private void kill(String what) throws Exception {
        app.destroyForcibly().waitFor();
        restart(what);
    }

    private void restart(String what) throws Exception {
        long since = System.nanoTime();
        startApp();
        awaitNews(what, since);
    }

    /** Sends the next part of the lines, and waits until the first of them have come out: so the rest is on its way. */
    private void send() {
        int end = sent + (log.lines.size() - sent) / Math.max(1, PARTS - part++);
        for (; sent < end; sent++) {
            LiveLog.Line line = log.lines.get(sent);
            producer.send(new ProducerRecord<>(line.osquery() ? Topics.DEFAULT.osquery() : Topics.DEFAULT.connections(), line.text()));
        }
        while (outputs.poll() == 0) {
            assertTrue(app.isAlive(), () -> "the program has ended: " + said());
        }
    }

    private int part;

    /** What was committed before does not count. */
    private void awaitNews(String what, long since) {
        outputs.drain();
        while (outputs.poll() == 0) {
            assertTrue(app.isAlive(), () -> "the program has ended: " + said());
        }
        System.out.printf(Locale.ROOT, "%s: first new finding after %.1f s%n", what, (System.nanoTime() - since) / 1e9);
    }

    private void report(Map<String, Integer> expected) {
        Map<String, Integer> actual = outputs.findings();
        Map<String, Integer> lost = new TreeMap<>(expected);
        lost.keySet().removeAll(actual.keySet());
        Map<String, Integer> wrong = new TreeMap<>(actual);
        wrong.keySet().removeAll(expected.keySet());
        System.out.printf("%,d connections, %,d lines, %,d findings in %,d records: %d lost, %d wrong, %d doubled, %d revised%n",
                CONNECTIONS, log.lines.size(), expected.size(), outputs.records, lost.size(), wrong.size(), outputs.doubled,
                outputs.revisions);
        assertEquals(Map.of(), lost);
        assertEquals(Map.of(), wrong);
        assertEquals(expected, actual);
        assertEquals(0, outputs.doubled);
    }

    private Map<String, Integer> batch() throws Exception {
        Path findings = folder.resolve("findings.ndjson");
        Process run = broker.java("batch.log", "correlate.Main", "--zeek", folder.resolve("conn.log").toString(), "--zeek-fields",
                LiveLog.FIELDS, "--osquery", folder.resolve("results.log").toString(), "--seed", "0", "--format", "ndjson", "--show",
                "matched,unmatched", "-o", findings.toString());
        assertEquals(0, run.waitFor(), () -> read("batch.log"));
        Map<String, Integer> expected = Outputs.ofBatch(findings);
        assertTrue(expected.keySet().stream().anyMatch(f -> f.contains(" confirmed ")), "the log is too simple");
        assertTrue(expected.keySet().stream().anyMatch(f -> f.contains(" unmatched")), "the log is too simple");
        return expected;
    }

    private void startApp() throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx512m", "correlate.Main", "stream", "--bootstrap-servers",
                broker.bootstrapServers(), "--state-dir", folder.resolve("state").toString(), "--zeek-fields", LiveLog.FIELDS,
                "--create-topics", "--partitions", Integer.toString(PARTITIONS), "--replication-factor", "1",
                "--unmatched-after", "30s"));
        app = broker.java("app.log", command.toArray(String[]::new));
    }

    private void stopApp() throws InterruptedException {
        app.destroy();
        assertTrue(app.waitFor(60, TimeUnit.SECONDS), "SIGTERM does not stop it");
        assertEquals(143, app.exitValue(), this::said);
    }

    private void awaitLine(String line) {
        while (!said().contains(line)) {
            assertTrue(app.isAlive(), () -> "the program has ended: " + said());
            Thread.onSpinWait();
        }
    }

    private void deleteState() throws IOException {
        try (var files = Files.walk(folder.resolve("state"))) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private String said() {
        return read("app.log");
    }

    private String read(String name) {
        try {
            return Files.readString(broker.folder().resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

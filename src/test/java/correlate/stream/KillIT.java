package correlate.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program on a real broker while lines come in: stopped once, killed three times, once with its state deleted, and the broker
 * killed once. In the end the topics of findings and ports must hold what the command prints of the same logs. The number of connections is
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
    private Program program;
    private KafkaProducer<String, String> producer;
    private Outputs outputs;
    private int sent;
    private int part;

    @Test
    void losesNothingAndSaysNothingTwice() throws Exception {
        log = new LiveLog(CONNECTIONS, 1);
        try (Broker started = Broker.start(); Program run = new Program(started, folder.resolve("state"), "512m", "--partitions",
                Integer.toString(PARTITIONS), "--unmatched-after", "30s")) {
            broker = started;
            program = run;
            Map<String, Integer> expected = Program.batch(broker, log, folder);
            program.start();
            program.awaitLine("running");
            try (KafkaProducer<String, String> lines = Program.producer(broker);
                    Outputs findings = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings())) {
                producer = lines;
                outputs = findings;
                disturb();
                outputs.await(expected, program);
                awaitPorts(Program.table(broker, folder.resolve("results.log")));
                program.stop();
                outputs.drain();
                System.out.printf("%,d connections, %,d lines, %s%n", CONNECTIONS, log.lines.size(), outputs.compared(expected));
                outputs.assertSame(expected);
            }
        }
    }

    /** What holds in the changelog topic must become what the command says is open at the end. */
    private void awaitPorts(Map<String, String> expected) {
        Map<String, String> table = new TreeMap<>();
        Patience patience = new Patience(() -> "of the ports" + Patience.some("expected", without(expected, table))
                + Patience.some("not expected", without(table, expected)));
        try (KafkaConsumer<String, String> consumer = Outputs.consumer(broker.bootstrapServers(), Topics.DEFAULT.processPort())) {
            while (!table.equals(expected)) {
                program.assertAlive();
                patience.check();
                consumer.poll(Duration.ofMillis(100)).forEach(change -> {
                    patience.progress();
                    if (change.value() == null) {
                        table.remove(change.key());
                    } else {
                        table.put(change.key(), change.value());
                    }
                });
            }
        }
    }

    private static List<String> without(Map<String, String> these, Map<String, String> others) {
        return these.entrySet().stream().filter(e -> !others.entrySet().contains(e)).map(Map.Entry::toString).toList();
    }

    private void disturb() throws Exception {
        send();
        kill("kill -9");
        send();
        program.stop();
        restart("SIGTERM");
        send();
        kill("kill -9");
        send();
        program.kill();
        program.deleteState();
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
        program.kill();
        restart(what);
    }

    private void restart(String what) throws Exception {
        long since = System.nanoTime();
        program.start();
        awaitNews(what, since);
    }

    /** Sends the next part of the lines, and waits until the first of them have come out: so the rest is on its way. */
    private void send() {
        int end = sent + (log.lines.size() - sent) / Math.max(1, PARTS - part++);
        for (; sent < end; sent++) {
            Program.send(producer, log.lines.get(sent));
        }
        awaitRecords();
    }

    /** What was committed before does not count. */
    private void awaitNews(String what, long since) {
        outputs.drain();
        awaitRecords();
        System.out.printf(Locale.ROOT, "%s: first new finding after %.1f s%n", what, (System.nanoTime() - since) / 1e9);
    }

    private void awaitRecords() {
        Patience patience = new Patience(() -> "no record has come:\n" + program.lastSaid());
        while (outputs.poll() == 0) {
            program.assertAlive();
            patience.check();
        }
    }
}

package correlate.stream;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program on a real broker, given the same lines in the order of time, shuffled, and with osquery's ten minutes late: what its
 * topic of findings holds in the end is what the command prints. Ports are used again and again. The number of connections is
 * {@code -Dorders.connections}; docs/scaling.md has the command.
 */
@Timeout(3600)
class OrdersIT {
    private static final int CONNECTIONS = Integer.getInteger("orders.connections", 2_000);
    private static final int LATE = 600;

    enum Order {
        OF_TIME, SHUFFLED, OSQUERY_LATE;

        List<LiveLog.Line> of(LiveLog log) {
            List<LiveLog.Line> lines = new ArrayList<>(log.lines);
            if (this == SHUFFLED) {
                Collections.shuffle(lines, new Random(1));
            } else if (this == OSQUERY_LATE) {
                lines.sort(Comparator.comparingDouble(line -> line.time() + (line.osquery() ? LATE : 0)));
            }
            return lines;
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void findingsAreThoseOfTheCommand(Order order) throws Exception {
        LiveLog log = new LiveLog(CONNECTIONS, 2);
        try (Broker broker = Broker.start(); Program program = new Program(broker, folder.resolve("state"), "512m", "--partitions", "2",
                "--unmatched-after", "30s")) {
            Map<String, Integer> expected = Program.batch(broker, log, folder);
            program.start();
            program.awaitLine("running");
            long since = System.nanoTime();
            try (KafkaProducer<String, String> producer = Program.producer(broker)) {
                order.of(log).forEach(line -> Program.send(producer, line));
            }
            try (Outputs outputs = new Outputs(broker.bootstrapServers(), Topics.DEFAULT.findings())) {
                outputs.await(expected, program);
                outputs.drain();
                System.out.printf(Locale.ROOT, "%s: %,d connections, %,d lines in %.1f s and %.1f s of processor time, %s%n", order,
                        CONNECTIONS, log.lines.size(), (System.nanoTime() - since) / 1e9, program.cpuMillis() / 1e3,
                        outputs.compared(expected));
                outputs.assertSame(expected);
            }
        }
    }
}

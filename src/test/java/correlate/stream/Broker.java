package correlate.stream;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A real broker of one node, from the class path of the tests, as a child process that ends with the test. */
final class Broker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Thread ending = new Thread(this::destroy);
    private Process process;

    private Broker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Formats a new broker and waits until it answers. */
    static Broker start() throws IOException, InterruptedException {
        int[] ports = freePorts();
        Broker broker = new Broker(Files.createTempDirectory("correlate-broker"), ports[0]);
        Runtime.getRuntime().addShutdownHook(broker.ending);
        try {
            Files.writeString(broker.properties(), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                    controller.listener.names=CONTROLLER
                    log.dirs=%3$s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=4
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    transaction.state.log.num.partitions=4
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    log.initial.task.delay.ms=1000
                    log.retention.check.interval.ms=1000
                    """.formatted(ports[0], ports[1], broker.folder.resolve("data")));
            Process format = broker.java("format.log", "-Xmx128m", "kafka.tools.StorageTool", "format", "--standalone",
                    "-t", Uuid.randomUuid().toString(), "-c", broker.properties().toString());
            if (!format.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
                throw new IOException(Files.readString(broker.folder.resolve("format.log")));
            }
            broker.restart();
            return broker;
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Where clients find it. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where its logs are, and those of its children. */
    Path folder() {
        return folder;
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it anew on its data and waits until it answers. */
    void restart() throws IOException, InterruptedException {
        process = java("broker.log", "-Xmx512m", "-XX:+UseSerialGC", "kafka.Kafka", properties().toString());
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException(Files.readString(folder.resolve("broker.log")), e);
        }
    }

    /** A client for its topics. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ending);
        destroy();
    }

    private void destroy() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    /** A child process with the class path of the tests; its output goes to a file of the broker's folder. */
    Process java(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile()).start();
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0); ServerSocket two = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }
}

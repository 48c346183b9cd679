package correlate.stream;

import correlate.source.Format;
import correlate.source.HostLog;
import correlate.source.NetworkLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs the topology until it is told to stop. */
public final class StreamRun {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    static {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "off");           // it writes stack traces; what stops the run is said below
        }
    }

    private static final Duration CLOSING = Duration.ofSeconds(30);
    private static final long PROGRESS = 10;

    private final StreamSettings settings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean showProgress;

    /**
     * A run.
     *
     * @param out is told which topics are there
     * @param err is told what goes wrong, and the progress
     * @param showProgress whether to print a line every ten seconds
     */
    public StreamRun(StreamSettings settings, PrintWriter out, PrintWriter err, boolean showProgress) {
        this.settings = settings;
        this.out = out;
        this.err = err;
        this.showProgress = showProgress;
    }

    /**
     * Runs until SIGTERM or a failure.
     *
     * @return the exit status: 0 if it was stopped, 2 if topics are missing or have other partitions, 3 if it failed
     */
    public int run(HostLog osquery, List<Format<NetworkLog>> connections, Wording wording) throws InterruptedException {
        String servers = settings.admin().getProperty("bootstrap.servers");
        if (showProgress) {
            say("connecting to " + servers);
        }
        try {
            String wrong = wrongTopics();
            if (wrong != null) {
                say(wrong);
                return 2;
            }
        } catch (ExecutionException | KafkaException e) {
            say("the broker at " + servers + " cannot be used: " + reason(e) + "; check --bootstrap-servers, and that it runs");
            return 3;
        }
        return run(new CorrelationTopology(settings).build(osquery, connections, wording));
    }

    /** Makes the topics that are to be made; what is wrong with those that are there, or null. */
    private String wrongTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            TopicDescription other = otherPartitions(admin);
            if (other != null) {
                return other.name() + " was made with " + other.partitions().size() + " partitions, which cannot be changed: give --partitions "
                        + other.partitions().size();
            }
            var plan = TopicPlan.of(settings.topics(), settings.partitions(), settings.replication());
            if (settings.createTopics()) {
                TopicPlan.create(admin, plan).forEach(out::println);
                out.flush();
                return null;
            }
            Set<String> missing = new TreeSet<>();
            plan.forEach(topic -> missing.add(topic.name()));
            missing.removeAll(admin.listTopics().names().get());
            return missing.isEmpty() ? null : "topics are missing: " + String.join(", ", missing) + "; --create-topics makes them";
        }
    }

    /** A topic between the stages of an earlier run that has another number of partitions: the stages would wait for each other for ever. */
    private TopicDescription otherPartitions(Admin admin) throws ExecutionException, InterruptedException {
        String application = settings.streams().getProperty("application.id") + '-';
        List<String> between = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(application) && name.endsWith("-repartition")).toList();
        for (TopicDescription topic : admin.describeTopics(between).allTopicNames().get().values()) {
            if (topic.partitions().size() != settings.partitions()) {
                return topic;
            }
        }
        return null;
    }

    private int run(Topology topology) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Throwable[] failure = new Throwable[1];
        KafkaStreams streams;
        try {
            streams = new KafkaStreams(topology, settings.streams());
        } catch (KafkaException e) {
            say("it cannot start: " + reason(e) + "; check --state-dir, which one run alone may use, and --config");
            return 3;
        }
        streams.setUncaughtExceptionHandler(e -> {
            failure[0] = e;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                say("running");
            } else if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
        Progress progress = new Progress(streams, settings.topics());
        Thread closing = new Thread(() -> {
            if (showProgress) {
                say(progress.line());
            }
            streams.close(CLOSING);
            say("stopped");
        }, "closing");
        Runtime.getRuntime().addShutdownHook(closing);
        streams.start();
        while (!ended.await(PROGRESS, TimeUnit.SECONDS)) {
            if (showProgress) {
                say(progress.line());
            }
        }
        if (failure[0] == null) {
            return 0;
        }
        Runtime.getRuntime().removeShutdownHook(closing);
        streams.close(CLOSING);
        say("stopped: " + reason(failure[0]));
        return 3;
    }

    private void say(String line) {
        err.println("correlate stream: " + line);
        err.flush();
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}

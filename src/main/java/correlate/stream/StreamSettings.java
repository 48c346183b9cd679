package correlate.stream;

import correlate.changelog.PortKey;
import correlate.match.Settings;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/**
 * What {@code correlate stream} was asked to do.
 *
 * @param client settings of the Kafka clients and of Kafka Streams, which pass through as they are: TLS, SASL, and any other
 * @param topics the names of the topics
 * @param createTopics whether to make the topics that are missing
 * @param partitions how many partitions made topics have, those between the stages too
 * @param replication how many copies made topics have; -1 for the broker's default
 * @param unmatchedAfter how far the osquery side must have got past a connection's end before it is said to have no process
 * @param retain how long a connection and a closed socket wait for what belongs to them
 * @param allowances what the rules of matching allow for
 * @param intervals how often the queries run
 * @param seed of the Community IDs
 * @param portKey the form of the process-port changelog's keys
 */
public record StreamSettings(Properties client, Topics topics, boolean createTopics, int partitions, short replication,
        Duration unmatchedAfter, Duration retain, Settings allowances, Intervals intervals, int seed,
        PortKey portKey) {

    /** The longest record that the application writes, in bytes; a line in may have 1 MiB. */
    static final int LONGEST_RECORD = 8 * 1024 * 1024;

    /** Who the application is: the client that makes topics is somebody else. */
    private static final Set<String> NAMES = Set.of("application.id", "client.id");

    /** Checks the ranges. */
    public StreamSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("--partitions must be at least 1");
        }
        if (replication == 0 || replication < -1) {
            throw new IllegalArgumentException("--replication-factor must be at least 1, or -1 for the broker's default");
        }
        if (unmatchedAfter.isNegative() || retain.compareTo(unmatchedAfter) < 0) {
            throw new IllegalArgumentException("--retain must be at least as long as --unmatched-after");
        }
        if (client.getProperty("bootstrap.servers") == null) {
            throw new IllegalArgumentException("name a broker with --bootstrap-servers or in the properties file");
        }
    }

    long unmatchedAfterMicros() {
        return unmatchedAfter.toMillis() * 1000;
    }

    long retainMicros() {
        return retain.toMillis() * 1000;
    }

    /** The settings for Kafka Streams: what was given, over what keeps results right and restarts short. */
    Properties streams() {
        Properties all = new Properties();
        all.put("application.id", "correlate");
        all.put("processing.guarantee", "exactly_once_v2");
        all.put("commit.interval.ms", "500");                   // what is written twice between two commits is written once
        // A fetch that waits for a silent topic holds back the next one for topics that have more: with Kafka's defaults a thread
        // gets a thousand lines twice a second.
        all.put("fetch.max.wait.ms", "50");
        all.put("max.poll.records", "5000");
        all.put("buffered.records.per.partition", "5000");
        all.put("statestore.cache.max.bytes", Integer.toString(64 * 1024 * 1024));
        all.put("auto.offset.reset", "earliest");
        all.put("replication.factor", Short.toString(replication));
        all.put("default.timestamp.extractor", "correlate.stream.LogTime");
        all.put("rocksdb.config.setter", "correlate.stream.BoundedRocksDb");
        all.put("ensure.explicit.internal.resource.naming", "true");    // state survives a change of the topology
        all.put("producer.max.request.size", Integer.toString(LONGEST_RECORD));
        all.put("topic.max.message.bytes", Integer.toString(LONGEST_RECORD));
        all.put("producer.compression.type", "lz4");
        all.put("enable.metrics.push", "false");
        client.stringPropertyNames().forEach(name -> all.put(name, client.getProperty(name)));
        return all;
    }

    /** The settings for the client that makes topics. */
    Properties admin() {
        Properties admin = new Properties();
        client.stringPropertyNames().stream().filter(name -> !name.startsWith("group.") && !NAMES.contains(name))
                .forEach(name -> admin.put(name, client.getProperty(name)));
        return admin;
    }
}

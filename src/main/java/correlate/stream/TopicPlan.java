package correlate.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics that the application needs, and their settings. Outputs are stamped when they are written: a finding of 2023,
 * kept for seven days from 2023 on, would be gone at once.
 */
final class TopicPlan {
    private static final String DAY = Long.toString(24L * 60 * 60 * 1000);
    /** Input lines may be 1 MiB; what is made of them is somewhat longer. */
    private static final String LONGEST = Integer.toString(StreamSettings.LONGEST_RECORD);

    private TopicPlan() {
    }

    /**
     * All five topics.
     *
     * @param partitions of each
     * @param replication of each; -1 for the broker's default
     */
    static List<NewTopic> of(Topics names, int partitions, short replication) {
        Map<String, String> in = Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete",
                "retention.ms", times(DAY, 7));
        Map<String, String> out = Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete",
                "retention.ms", times(DAY, 30), "max.message.bytes", LONGEST);
        Map<String, String> table = Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "compact",
                "delete.retention.ms", DAY);
        return List.of(
                new NewTopic(names.osquery(), partitions, replication).configs(new TreeMap<>(in)),
                new NewTopic(names.connections(), partitions, replication).configs(new TreeMap<>(in)),
                new NewTopic(names.findings(), partitions, replication).configs(new TreeMap<>(out)),
                new NewTopic(names.processPort(), partitions, replication).configs(new TreeMap<>(table)),
                new NewTopic(names.deadLetters(), 1, replication).configs(new TreeMap<>(out)));
    }

    private static String times(String millis, int factor) {
        return Long.toString(Long.parseLong(millis) * factor);
    }

    /** Makes those that are missing, and gives a line about each. */
    static List<String> create(Admin admin, Collection<NewTopic> plan) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<NewTopic> missing = plan.stream().filter(topic -> !present.contains(topic.name())).toList();
        admin.createTopics(missing).all().get();
        List<String> lines = new ArrayList<>();
        for (NewTopic topic : plan) {
            lines.add(present.contains(topic.name()) ? topic.name() + ": is there, left as it is"
                    : topic.name() + ": created, " + topic.numPartitions() + " partition(s), " + settings(topic));
        }
        return lines;
    }

    private static String settings(NewTopic topic) {
        return topic.configs().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .reduce((a, b) -> a + ", " + b).orElseThrow();
    }
}

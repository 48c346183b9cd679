package correlate.stream;

import correlate.source.Format;
import correlate.source.HostLog;
import correlate.source.NetworkLog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole stream: osquery's lines go by host and query to {@link HostStage}, and from there by Community ID to
 * {@link GroupStage}, where the connections come too; what the hosts say of their ports goes by port to {@link PortStage}.
 */
final class CorrelationTopology {
    private final StreamSettings settings;
    private final StreamsBuilder builder = new StreamsBuilder();

    CorrelationTopology(StreamSettings settings) {
        this.settings = settings;
    }

    /** The topology, with the readers of lines and the wording of findings that it is given. */
    Topology build(HostLog osquery, List<Format<NetworkLog>> connections, Wording wording) {
        stores(HostStage.TIMELINES, HostStage.PORTS, HostStage.PROGRESS, PortStage.TABLE, GroupStage.GROUPS,
                GroupStage.LOOKUPS, GroupStage.INTERESTS, GroupStage.TIMELINES, GroupStage.PROGRESS);
        Topics topics = settings.topics();

        Map<String, KStream<byte[], Outgoing>> hostLines = split("osquery", builder
                .stream(topics.osquery(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("osquery-lines"))
                .process(() -> new HostLines(osquery, settings), Named.as("osquery-parse")), Outgoing.To.HOSTS);
        Map<String, KStream<byte[], Outgoing>> flowLines = split("connection", builder
                .stream(topics.connections(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("connection-lines"))
                .process(() -> new FlowLines(connections, settings), Named.as("connection-parse")), Outgoing.To.IDS);
        dead("osquery", hostLines);
        dead("connection", flowLines);

        Map<String, KStream<byte[], Outgoing>> hosts = split("host", moved("hosts", hostLines.get("osquery-HOSTS"),
                Message.ROWS_BY_KEY).process(() -> new HostStage(settings), Named.as("host-stage"), HostStage.TIMELINES,
                HostStage.PORTS, HostStage.PROGRESS), Outgoing.To.IDS, Outgoing.To.PORTS);

        moved("sockets", hosts.get("host-IDS"), Message.ROWS_BY_KEY)
                .merge(moved("flows", flowLines.get("connection-IDS"), Message.ROWS_BY_KEY), Named.as("by-id"))
                .process(() -> new GroupStage(settings, wording), Named.as("group-stage"), GroupStage.GROUPS,
                        GroupStage.LOOKUPS, GroupStage.INTERESTS, GroupStage.TIMELINES, GroupStage.PROGRESS)
                .to(topics.findings(), to("findings"));

        moved("ports", hosts.get("host-PORTS"), null)
                .process(() -> new PortStage(settings), Named.as("port-stage"), PortStage.TABLE)
                .to(topics.processPort(), to("process-port"));
        return builder.build();
    }

    private void stores(String... names) {
        for (String name : names) {
            StoreBuilder<KeyValueStore<Bytes, byte[]>> store = Stores.named(name);
            builder.addStateStore(store);
        }
    }

    private static Map<String, KStream<byte[], Outgoing>> split(String name, KStream<byte[], Outgoing> from,
            Outgoing.To... targets) {
        var branches = from.split(Named.as(name + "-"));
        for (Outgoing.To target : targets) {
            branches = branches.branch((key, out) -> out.to() == target, Branched.as(target.name()));
        }
        return branches.defaultBranch(Branched.as("DEAD"));
    }

    private void dead(String name, Map<String, KStream<byte[], Outgoing>> branches) {
        branches.get(name + "-DEAD").mapValues(Outgoing::message, Named.as(name + "-dead"))
                .to(settings.topics().deadLetters(), to(name + "-dead-letters"));
    }

    private KStream<byte[], byte[]> moved(String name, KStream<byte[], Outgoing> from,
            StreamPartitioner<byte[], byte[]> partitioner) {
        return from.mapValues(Outgoing::message, Named.as(name + "-messages")).repartition(
                Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name)
                        .withNumberOfPartitions(settings.partitions()).withStreamPartitioner(partitioner));
    }

    private static Produced<byte[], byte[]> to(String name) {
        return Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("to-" + name);
    }
}

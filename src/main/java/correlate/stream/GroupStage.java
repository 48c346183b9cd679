package correlate.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brings together the connections and sockets of each Community ID, lets the core judge them, and says what has changed. The
 * judge is asked on the next tick, so that rows which come together are judged together.
 */
final class GroupStage extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** Its state stores. */
    static final String GROUPS = "groups";
    static final String LOOKUPS = "lookups";
    static final String INTERESTS = "interests";
    static final String TIMELINES = "timelines";
    static final String PROGRESS = "group-progress";

    private static final Bytes WATERMARK = Bytes.wrap(new byte[] {0});
    /** One tick must not take so long that the broker takes the application for dead. */
    private static final int MOST_A_TICK = 2000;

    private final StreamSettings settings;
    private final Wording wording;
    private final Watermark watermark;
    private KeyValueStore<Bytes, byte[]> groups;
    private KeyValueStore<Bytes, byte[]> progress;
    private Lookups lookups;
    private Interests interests;
    private Timelines timelines;
    private GroupJudge judge;

    GroupStage(StreamSettings settings, Wording wording) {
        this.settings = settings;
        this.wording = wording;
        this.watermark = new Watermark(Ticks.IDLE, settings.partitions());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        groups = context.getStateStore(GROUPS);
        progress = context.getStateStore(PROGRESS);
        lookups = new Lookups(context.getStateStore(LOOKUPS));
        interests = new Interests(context.getStateStore(INTERESTS));
        timelines = new Timelines(context.getStateStore(TIMELINES), settings.intervals());
        judge = new GroupJudge(settings, timelines, wording);
        byte[] marks = progress.get(WATERMARK);
        if (marks != null) {
            watermark.restore(marks);
        }
        context.schedule(Ticks.OFTEN, PunctuationType.WALL_CLOCK_TIME, this::tick);
        // A socket that is open for long was known alive at every execution since: its timeline outlives its connections.
        context.schedule(Ticks.RARELY, PunctuationType.WALL_CLOCK_TIME,
                now -> timelines.forget(Math.max(settings.retainMicros(), GroupJudge.GONE)));
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        long now = context().currentSystemTimeMs();
        Wire.Reader in = new Wire.Reader(message.value());
        switch (in.number()) {
            case Message.WATERMARK -> {
                watermark.tell((int) in.varying(), in.varying(), now);
                progress.put(WATERMARK, watermark.toBytes());
            }
            case Message.RUN -> ran(Run.read(in), in.flag());
            case Message.SOCKET -> {
                Socket socket = Socket.read(in);
                if (Group.add(groups, message.key(), socket, late(socket.run().time(), now))) {
                    lookups.now(message.key());
                }
            }
            case Message.FLOW -> {
                FlowLine flow = FlowLine.read(in);
                if (Group.add(groups, message.key(), flow, late(flow.end(), now))) {
                    lookups.now(message.key());
                }
            }
            default -> throw new IllegalStateException("unknown message " + message.value()[0]);
        }
    }

    private void ran(Run run, boolean removal) {
        boolean news = timelines.add(run);
        boolean first = removal && timelines.removalsLogged(run.query());
        boolean rhythm = timelines.learn(run.query());
        if (news || first || rhythm) {
            interests.of(run.query(), first || rhythm ? Long.MIN_VALUE : run.time()).forEach(lookups::now);
        }
    }

    /**
     * When it came, in ms, if the watermark had long passed it: the archive of an old year. It then waits by the clock. Else 0.
     */
    private long late(long time, long now) {
        long at = watermark.at(now);
        return at != Watermark.NONE && time < at - settings.unmatchedAfterMicros() ? now : 0;
    }

    private void tick(long now) {
        long at = watermark.at(now);
        for (Bytes id : lookups.take(at, now, MOST_A_TICK)) {
            look(new Group(groups, id.get()), at, now);
        }
    }

    private void look(Group group, long at, long now) {
        GroupJudge.Opinion opinion = judge.judge(group, at, now);
        say(group, opinion);
        interests.set(group.id, opinion.interests());
        if (opinion.nextAtWatermark() != Long.MAX_VALUE) {
            lookups.atWatermark(opinion.nextAtWatermark(), group.id);
        }
        if (opinion.nextAtClock() != Long.MAX_VALUE) {
            lookups.atClock(opinion.nextAtClock(), group.id);
        }
    }

    private void say(Group group, GroupJudge.Opinion opinion) {
        long now = context().currentSystemTimeMs();
        Map<String, byte[]> changed = new TreeMap<>();
        opinion.findings().forEach((key, value) -> {
            byte[] digest = Group.digest(value);
            if (!Arrays.equals(digest, group.said.get(key))) {
                group.say(key, digest);
                changed.put(key, value);
            }
        });
        for (String key : opinion.withdrawn()) {
            group.say(key, null);
            changed.put(key, null);
        }
        opinion.settled().forEach(key -> group.say(key, null));
        changed.forEach((key, value) ->
                context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, now)));
    }
}

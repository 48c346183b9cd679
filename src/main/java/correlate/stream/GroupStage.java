package correlate.stream;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brings together the connections and sockets of each Community ID, lets the core judge them, and says what has changed. The
 * judge is asked a moment later, so that rows which come together are judged together; and only if there is a connection.
 */
final class GroupStage extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** Its state stores. */
    static final String GROUPS = "groups";
    static final String LOOKUPS = "lookups";
    static final String INTERESTS = "interests";
    static final String TIMELINES = "timelines";
    static final String PROGRESS = "group-progress";

    private static final Bytes WATERMARK = Bytes.wrap(new byte[] {0});
    /**
     * So many rows are judged in one tick, some 50 ms: lines that wait are read in between, and the more of a group's rows have come
     * before it is looked at, the fewer looks it takes.
     */
    private static final int ROWS_A_TICK = 20_000;
    private static final int MANY_ROWS = ROWS_A_TICK / 4;
    private static final int TAKEN_AT_ONCE = 50;
    /** How many of these this thread has. */
    private static final ThreadLocal<int[]> STAGES = ThreadLocal.withInitial(() -> new int[1]);

    private final StreamSettings settings;
    private final Wording wording;
    private Watermark watermark;
    private KeyValueStore<Bytes, byte[]> progress;
    private Groups groups;
    private Lookups lookups;
    private Interests interests;
    private Timelines timelines;
    private GroupJudge judge;
    /** How long the last tick took, in ms; 0 if it had little to do. */
    private long tookMillis;
    /** When the first message after it came; 0 if none did. */
    private long firstAfter;

    GroupStage(StreamSettings settings, Wording wording) {
        this.settings = settings;
        this.wording = wording;
    }

    /** Called anew, on the same object, when a transaction was aborted: nothing may be left of what was not committed. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        watermark = new Watermark(Ticks.IDLE, settings.partitions());
        tookMillis = 0;
        firstAfter = 0;
        STAGES.get()[0]++;
        groups = new Groups(context.getStateStore(GROUPS), settings.partitions());
        progress = context.getStateStore(PROGRESS);
        lookups = new Lookups(context.getStateStore(LOOKUPS), context.currentSystemTimeMs());
        interests = new Interests(context.getStateStore(INTERESTS));
        timelines = new Timelines(context.getStateStore(TIMELINES), settings.intervals(), settings.partitions());
        judge = new GroupJudge(settings, timelines, wording);
        byte[] marks = progress.get(WATERMARK);
        if (marks != null) {
            watermark.restore(marks, context.currentSystemTimeMs());
        }
        context.schedule(Ticks.OFTEN, PunctuationType.WALL_CLOCK_TIME, this::tick);
        // A socket that is open for long was known alive at every execution since: its timeline outlives its connections.
        context.schedule(Ticks.RARELY, PunctuationType.WALL_CLOCK_TIME,
                now -> timelines.forget(Math.max(settings.retainMicros(), GroupJudge.GONE)));
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        long now = context().currentSystemTimeMs();
        firstAfter = firstAfter == 0 ? now : firstAfter;
        Wire.Reader in = new Wire.Reader(message.value());
        switch (in.number()) {
            case Message.WATERMARK -> {
                watermark.tell((int) in.varying(), in.varying(), now);
                progress.put(WATERMARK, watermark.toBytes());
            }
            case Message.RUNS -> {
                while (!in.atEnd()) {
                    ran(Run.read(in), in.flag(), in.varying(), now);
                }
            }
            case Message.SOCKET -> {
                Socket socket = Socket.read(Run.read(in), in);
                Group group = groups.of(message.key());
                if (group.add(socket, late(socket.run().time(), now))) {
                    added(group, now);
                }
            }
            case Message.FLOW -> {
                FlowLine flow = FlowLine.read(in);
                Group group = groups.of(message.key());
                if (group.add(flow, late(flow.end(), now))) {
                    added(group, now);
                }
            }
            default -> throw new IllegalStateException("unknown message " + message.value()[0]);
        }
    }

    private void ran(Run run, boolean removal, long interval, long now) {
        boolean news = timelines.add(run);
        boolean anew = (removal && timelines.removalsLogged(run.query())) | timelines.showInterval(run.query(), interval);
        if (news || anew) {
            interests.of(run.query(), anew ? Long.MIN_VALUE : run.time(), anew || run.mayBeFull())
                    .forEach(id -> lookups.soon(id, now));
        }
    }

    private void added(Group group, long now) {
        if (group.cases().isEmpty()) {
            long at = watermark.at(now);
            schedule(group, judge.unasked(group, at, now), at, now);
        } else {
            lookups.soon(group.id, now);
        }
        groups.save(group);
    }

    /**
     * When it came, in ms, if the watermark had long passed it: the archive of an old year. It then waits by the clock. Else 0.
     */
    private long late(long time, long now) {
        long at = watermark.at(now);
        return at != Watermark.NONE && time < at - settings.unmatchedAfterMicros() ? now : 0;
    }

    @Override
    public void close() {
        STAGES.get()[0]--;
    }

    /** Messages have as much of the thread's time as the ticks of all its stages: what waits meanwhile is looked at once. */
    private void tick(long now) {
        if (firstAfter != 0 && now - firstAfter < (2 * STAGES.get()[0] - 1) * tookMillis) {
            return;
        }
        firstAfter = 0;
        long began = System.nanoTime();
        int rows = lookAtWhatIsDue(now);
        tookMillis = rows < MANY_ROWS ? 0 : (System.nanoTime() - began) / 1_000_000;
    }

    private int lookAtWhatIsDue(long now) {
        long at = watermark.at(now);
        int rows = 0;
        Set<Bytes> ids;
        do {
            ids = lookups.take(at, now, TAKEN_AT_ONCE);
            for (Bytes id : ids) {
                Group group = groups.of(id.get());
                rows += 1 + group.entries.size();
                look(group, at, now);
            }
        } while (ids.size() == TAKEN_AT_ONCE && rows < ROWS_A_TICK);
        return rows;
    }

    private void look(Group group, long at, long now) {
        GroupJudge.Opinion opinion = judge.judge(group, at, now);
        opinion.changes().forEach((key, value) ->
                context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, now)));
        if (!opinion.interests().equals(group.interests)) {
            interests.set(group.id, group.interests, opinion.interests());
            group.interested(opinion.interests());
        }
        schedule(group, opinion.next(), at, now);
        groups.save(group);
    }

    /** A look that comes too early finds out when to come back. */
    private void schedule(Group group, GroupJudge.Next next, long at, long now) {
        long byWatermark = time(group, group.wakeAtWatermark, next.atWatermark(), at);
        long byClock = time(group, group.wakeAtClock, next.atClock(), now);
        if (byWatermark != group.wakeAtWatermark) {
            lookups.atWatermark(byWatermark, group.wakeAtWatermark, group.id);
        }
        if (byClock != group.wakeAtClock) {
            lookups.atClock(byClock, group.wakeAtClock, group.id);
        }
        if (byWatermark != group.wakeAtWatermark || byClock != group.wakeAtClock) {
            group.wake(byWatermark, byClock);
        }
    }

    private static long time(Group group, long before, long next, long now) {
        return before > now && before <= next && !group.entries.isEmpty() ? before : next;
    }
}

package correlate.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.Clock;
import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.match.World.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One tuple with 20,000 sightings and 20,000 connections: work is counted in questions to the facts, which every comparison asks. */
class HotTupleTest {
    private static final int MANY = 20_000;

    /** Counts how often the judge asks for a schedule: once for each socket and connection that it weighs against each other. */
    private static final class Counted implements HostFacts {
        private final Timeline timeline;
        private long weighed;

        Counted(World world) {
            timeline = world.timeline(0, 0, false);
        }

        @Override
        public Timeline timeline(int host, int query, boolean snapshots) {
            return timeline;
        }

        @Override
        public Schedule schedule(int host, int query, boolean snapshots) {
            weighed++;
            return Schedule.UNKNOWN;
        }

        @Override
        public Clock clock(int host) {
            return Clock.RIGHT;
        }
    }

    @Test
    void sightingsAndConnectionsAtOtherTimesAreNotWeighedAgainstEachOther() {
        World world = new World().ran(500, 1);
        List<Flow> flows = new ArrayList<>();
        long counter = 2;
        world.added(600, counter++, Socket.of(7));                     // one that never ends
        for (int i = 0; i < MANY; i++) {
            double time = 1000 + 100 * i;
            Socket socket = Socket.of(100 + i);
            world.ran(time - 10, counter++).added(time, counter++, socket).removed(time + 10, counter++, socket);
            flows.add(World.flow(time + 40, time + 50));
        }
        Counted facts = new Counted(world);
        Outcome outcome = new Judge(facts, Settings.DEFAULT).judge(world.rows, flows);
        for (int i = 0; i < MANY; i++) {
            assertEquals(List.of(7L), outcome.of(i).judged().stream().map(j -> j.life().best().pid()).toList());
        }
        assertTrue(facts.weighed < 10L * MANY, () -> facts.weighed + " weighed");
        assertEquals(MANY, outcome.of(MANY / 2).excluded());
        assertEquals(MANY, outcome.excluded(MANY / 2).size(), "made for one connection when asked for");
    }

    @Test
    void eachFindsItsOwn() {
        World world = new World().ran(500, 1);
        List<Flow> flows = new ArrayList<>();
        List<SocketRow> rows = world.rows;
        long counter = 2;
        for (int i = 0; i < MANY; i++) {
            double time = 1000 + 100 * i;
            Socket socket = Socket.of(100 + i);
            world.ran(time - 10, counter++).added(time, counter++, socket).removed(time + 10, counter++, socket);
            flows.add(World.flow(time - 3, time + 3));
        }
        Counted facts = new Counted(world);
        Outcome outcome = new Judge(facts, Settings.DEFAULT).judge(rows, flows);
        for (int i = 0; i < MANY; i++) {
            assertEquals(100 + i, outcome.of(i).judged().get(0).life().best().pid());
        }
        assertTrue(facts.weighed < 10L * MANY, () -> facts.weighed + " weighed");
    }
}

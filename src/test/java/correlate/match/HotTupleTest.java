package correlate.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.HostFacts;
import correlate.index.Schedule;
import correlate.index.SocketRow;
import correlate.index.Timeline;
import correlate.match.World.Socket;
import correlate.model.Reason;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One tuple with 20,000 sightings and 20,000 connections. Counted is how often a connection is taken up, and how often a pair gets
 * as far as its schedule; how few spans a search looks at is {@link SpansTest}'s.
 */
class HotTupleTest {
    private static final int MANY = 20_000;

    /** Counts how often a connection is taken up. */
    private static final class CountedFlows extends AbstractList<Flow> {
        private final List<Flow> flows;
        private long taken;

        CountedFlows(List<Flow> flows) {
            this.flows = flows;
        }

        @Override
        public Flow get(int i) {
            taken++;
            return flows.get(i);
        }

        @Override
        public int size() {
            return flows.size();
        }
    }

    /** Counts how often a schedule is asked for: once a socket, and once a pair that meets without being known alive together. */
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
            return new Schedule(World.s(60), false);
        }

        @Override
        public long clockOffset(int host) {
            return 0;
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
        CountedFlows counted = new CountedFlows(flows);
        Outcome outcome = new Judge(facts, Settings.DEFAULT).judge(world.rows, counted, true, true);
        assertTrue(facts.weighed < 10L * MANY, () -> facts.weighed + " weighed");
        assertTrue(counted.taken < 10L * MANY, () -> counted.taken + " taken up");
        assertTrue(outcome.found().stream().allMatch(found -> found.size() == 1 && found.get(0).life().best().pid() == 7));
        assertEquals(MANY, outcome.excludedCount()[MANY / 2]);
        assertEquals(MANY, outcome.excluded().get(MANY / 2).size(), "made for one connection when asked for");
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
            flows.add(World.flow(time - 8, time - 7));
        }
        Counted facts = new Counted(world);
        CountedFlows counted = new CountedFlows(flows);
        Outcome outcome = new Judge(facts, Settings.DEFAULT).judge(rows, counted, true, false);
        for (int i = 0; i < MANY; i++) {
            assertEquals(100 + i, outcome.found().get(i).get(0).life().best().pid());
            assertEquals(Reason.ONLY_USE, outcome.found().get(i).get(0).reason());
        }
        assertTrue(facts.weighed < 10L * MANY, () -> facts.weighed + " weighed");
        assertTrue(counted.taken < 10L * MANY, () -> counted.taken + " taken up");
    }
}

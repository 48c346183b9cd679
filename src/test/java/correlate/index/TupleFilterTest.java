package correlate.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.source.FlowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TupleFilterTest {
    private static final int TUPLES = 50_000;

    private final Random random = new Random(3);

    /** Tuples as near each other as those of real hosts. */
    private FlowKey flow() {
        FlowKey flow = new FlowKey();
        flow.origHigh = random.nextInt(10) == 0 ? 0x2001_0db8_0000_0000L : 0;
        flow.origLow = 0xffff_0a2f_0000L + random.nextInt(4096);
        flow.origPort = random.nextInt(65536);
        flow.respLow = 0xffff_0a2f_0000L + random.nextInt(65536);
        flow.respPort = random.nextBoolean() ? 443 : random.nextInt(1024);
        flow.protocol = random.nextBoolean() ? 6 : 17;
        return flow;
    }

    private static void add(TupleFilter filter, FlowKey flow) {
        filter.add(flow.origHigh, flow.origLow, flow.origPort, flow.respHigh, flow.respLow, flow.respPort, flow.protocol);
    }

    private static void turn(FlowKey flow) {
        FlowKey before = new FlowKey();
        before.origHigh = flow.origHigh;
        before.origLow = flow.origLow;
        before.origPort = flow.origPort;
        flow.origHigh = flow.respHigh;
        flow.origLow = flow.respLow;
        flow.origPort = flow.respPort;
        flow.respHigh = before.origHigh;
        flow.respLow = before.origLow;
        flow.respPort = before.origPort;
    }

    @Test
    void holdsWhatWasAddedInEitherDirectionAndLittleElse() {
        for (int tuples : new int[] {0, 1, 100, TUPLES}) {
            TupleFilter filter = new TupleFilter(tuples);
            List<FlowKey> added = new ArrayList<>();
            for (int i = 0; i < tuples; i++) {
                added.add(flow());
                add(filter, added.get(i));
            }
            for (FlowKey flow : added) {
                assertTrue(filter.mayHold(flow));
                turn(flow);
                assertTrue(filter.mayHold(flow));
            }
            int others = 0;
            for (int i = 0; i < TUPLES; i++) {
                others += filter.mayHold(flow()) ? 1 : 0;
            }
            int most = TUPLES / 50;
            int passed = others;
            assertTrue(passed <= most, () -> passed + " of " + TUPLES + " pass among " + tuples);
        }
    }
}

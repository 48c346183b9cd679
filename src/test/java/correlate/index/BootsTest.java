package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When events happened that count from the start of their host: times in seconds, as in the comments of each test. */
class BootsTest {
    private static final long SECOND = 1_000_000L;

    private final Boots boots = new Boots();
    private final List<Boots.Start> told = new ArrayList<>();

    @Test
    void theEventThatWaitedLeastTellsWhenTheHostStarted() {
        // started at 1000; events at 1010 and 1050 were logged at 1060 and at 1051
        event(10, 1060);
        event(50, 1051);
        boots.host(0, told);
        assertHappened(1060 - 3600, 1011, 10, 1060);        // events are kept for an hour
        assertHappened(1060 - 3600 + 40, 1051, 50, 1051);
    }

    @Test
    void anEventHadNotHappenedWhenItsQueryRanTheTimeBefore() {
        // started at 1000; polls at 1060, 1120 and 1180 with events at 1010, 1062 and 1140
        event(10, 1060);
        event(62, 1120, 1060);                          // so the start was at 998 or later
        event(140, 1180, 1120);                         // and at 1040 or before
        boots.host(0, told);
        assertHappened(1008, 1050, 10, 1060);
        assertHappened(1060, 1102, 62, 1120);
        assertHappened(1138, 1180, 140, 1180);
    }

    @Test
    void aClockThatWasSetLeavesNoDoubtRatherThanLessThanNone() {
        // polls at 1060 and 1120; the clock was set back by 30 between an event at 1058 and the first poll
        event(88, 1060);                                // started at 972 at the latest
        event(62, 1120, 1060);                          // and at 998 at the earliest
        boots.host(0, told);
        assertHappened(1060, 1060, 88, 1060);
    }

    @Test
    void aHostThatStartedAgainHasTwoStarts() {
        // started at 1000 and again at 101000
        event(30, 1030);
        event(40, 101_040, 1030);                       // no news of the first start
        boots.host(0, told);
        assertHappened(1030 - 3600, 1030, 30, 1030);
        assertHappened(101_040 - 3600, 101_040, 40, 101_040);
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        told.add(new Boots.Start(-3000 * SECOND, 5 * SECOND));
        told.add(new Boots.Start(2 * SECOND, 9 * SECOND));
        told.add(new Boots.Start(9 * SECOND, 100_000 * SECOND));
        boots.host(0, told);
        List<Boots.Start> back = new ArrayList<>(told);
        Collections.reverse(back);
        boots.host(1, back);
        for (long time : new long[] {109, 100_100}) {
            assertEquals(boots.latest(0, time * SECOND, 100 * SECOND), boots.latest(1, time * SECOND, 100 * SECOND));
            assertEquals(boots.earliest(0, time * SECOND, 100 * SECOND), boots.earliest(1, time * SECOND, 100 * SECOND));
        }
        assertHappened(102, 105, 100, 109);
    }

    @Test
    void aHostWithoutCountsKeepsTheTimeOfTheRow() {
        assertEquals(77 * SECOND, boots.latest(3, 77 * SECOND, 5 * SECOND));
        assertEquals(77 * SECOND, boots.earliest(3, 77 * SECOND, 5 * SECOND));
    }

    private void event(long sinceBoot, long logged) {
        told.add(Boots.told(Times.NONE, logged * SECOND, sinceBoot * SECOND));
    }

    private void event(long sinceBoot, long logged, long loggedBefore) {
        told.add(Boots.told(loggedBefore * SECOND, logged * SECOND, sinceBoot * SECOND));
    }

    private void assertHappened(long from, long to, long sinceBoot, long logged) {
        assertEquals(from * SECOND, boots.earliest(0, logged * SECOND, sinceBoot * SECOND));
        assertEquals(to * SECOND, boots.latest(0, logged * SECOND, sinceBoot * SECOND));
    }
}

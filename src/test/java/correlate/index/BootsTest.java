package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** When events happened that count from the start of their host: times in seconds, as in the comments of each test. */
class BootsTest {
    private static final long SECOND = 1_000_000L;

    @Test
    void theEventThatWaitedLeastTellsWhenTheHostStarted() {
        Boots boots = new Boots();
        // started at 1000; events at 1010 and 1050 were logged at 1060 and at 1051
        boots.host(0, new long[] {(1060 - 10) * SECOND, (1051 - 50) * SECOND});
        assertEquals(1011 * SECOND, boots.eventTime(0, 1060 * SECOND, 10 * SECOND));
        assertEquals(1051 * SECOND, boots.eventTime(0, 1051 * SECOND, 50 * SECOND));
    }

    @Test
    void aHostThatStartedAgainHasTwoStarts() {
        Boots boots = new Boots();
        // started at 1000 and again at 101000
        boots.host(0, new long[] {(1030 - 30) * SECOND, (101_040 - 40) * SECOND});
        assertEquals(1030 * SECOND, boots.eventTime(0, 1030 * SECOND, 30 * SECOND));
        assertEquals(101_040 * SECOND, boots.eventTime(0, 101_040 * SECOND, 40 * SECOND));
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        Boots there = new Boots();
        Boots back = new Boots();
        there.host(0, new long[] {5 * SECOND, 9 * SECOND, 100_000 * SECOND});
        back.host(0, new long[] {100_000 * SECOND, 9 * SECOND, 5 * SECOND});
        assertEquals(there.eventTime(0, 109 * SECOND, 100 * SECOND), back.eventTime(0, 109 * SECOND, 100 * SECOND));
        assertEquals(105 * SECOND, there.eventTime(0, 109 * SECOND, 100 * SECOND));
    }

    @Test
    void aHostWithoutCountsKeepsTheTimeOfTheRow() {
        assertEquals(77 * SECOND, new Boots().eventTime(3, 77 * SECOND, 5 * SECOND));
    }
}

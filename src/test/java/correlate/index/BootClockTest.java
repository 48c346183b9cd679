package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.Times;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that tell seconds since boot; the row that was logged soonest sets the clock. */
class BootClockTest {
    private final BootClock clock = new BootClock();
    private final LongColumn times = new LongColumn();

    private void logged(int host, long unixTime, long sinceBoot) {
        clock.add(times.size(), host, unixTime * Times.SECOND, sinceBoot * Times.SECOND);
        times.add(unixTime * Times.SECOND);
    }

    private String settled() {
        clock.settle(times);
        return IntStream.range(0, times.size()).mapToObj(i -> times.get(i) / Times.SECOND + "").toList().toString();
    }

    @Test
    void theRowLoggedSoonestSetsTheClock() {
        logged(0, 10_060, 1030);        // booted by 9030
        logged(0, 10_060, 1058);        // by 9002
        logged(0, 10_120, 1120);        // by 9000: its event was logged at once
        assertEquals("[10030, 10058, 10120]", settled());
    }

    @Test
    void eachHostHasItsOwn() {
        logged(0, 10_060, 1060);
        logged(1, 10_060, 5030);
        logged(0, 10_060, 1010);
        logged(1, 10_060, 5010);
        assertEquals("[10060, 10060, 10010, 10040]", settled());
    }

    @Test
    void soHasEachBoot() {
        logged(0, 10_060, 1060);        // booted at 9000
        logged(0, 10_060, 1020);
        logged(0, 30_060, 60);          // booted again at 30000
        logged(0, 30_120, 90);
        assertEquals("[10060, 10020, 30060, 30090]", settled());
    }

    @Test
    void anEventLoggedWithinAnHourIsOfTheSameBoot() {
        logged(0, 10_000, 1000);
        logged(0, 13_600, 1000);
        logged(0, 13_601, 1000);
        assertEquals("[10000, 10000, 13601]", settled());
    }
}

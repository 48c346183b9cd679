package correlate.match;

import static correlate.match.World.s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.match.ClockEstimate.Offset;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Offsets in seconds, to be added to the host's times. */
class ClockEstimateTest {
    private final Random random = new Random(5);

    /** Pairs of a host whose clock is off by so much and which is polled so often. */
    private ClockEstimate polled(double offset, int interval, int pairs) {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < pairs; i++) {
            double start = 1_000_000 + 500 * i + random.nextDouble() * interval;
            long there = (long) Math.ceil((start - offset) / interval) * interval;
            estimate.add(s(start), s(there), s(there - interval));
        }
        return estimate;
    }

    private static void assertOffset(double expected, double within, ClockEstimate estimate) {
        Offset offset = estimate.offset().orElseThrow();
        assertTrue(Math.abs(offset.offset() - s(expected)) <= s(within), () -> "off by " + (offset.offset() - s(expected)) + " µs");
    }

    @Test
    void twelveHoursAreFound() {
        for (int interval : new int[] {10, 60, 300}) {
            assertOffset(43517, 60, polled(43517, interval, 200));
            assertOffset(-43517, 60, polled(-43517, interval, 200));
        }
    }

    @Test
    void threeMinutesAreFound() {
        assertOffset(187, 30, polled(187, 60, 200));
        assertOffset(-187, 30, polled(-187, 60, 200));
    }

    @Test
    void rightClocksGiveNoOffset() {
        for (int interval : new int[] {10, 60, 300}) {
            for (double offset : new double[] {0, 1.5, -1.5}) {
                for (int pairs : new int[] {10, 30, 1000}) {
                    assertFalse(polled(offset, interval, pairs).offset().isPresent(), () -> "polled every " + interval + " s, " + pairs + " pairs");
                }
            }
        }
    }

    @Test
    void ninePairsAreTooFew() {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < 9; i++) {
            estimate.add(s(50_000 + i), s(1000 + i), Times.NONE);
        }
        assertFalse(estimate.offset().isPresent());
        estimate.add(s(50_009), s(1009), Times.NONE);
        assertEquals(s(49_000), estimate.offset().orElseThrow().offset());
    }

    @Test
    void halfAMinuteIsTooLittleToSpeakOf() {
        ClockEstimate half = new ClockEstimate();
        ClockEstimate more = new ClockEstimate();
        for (int i = 0; i < 20; i++) {
            half.add(s(1030 + i), s(1000 + i), Times.NONE);
            more.add(s(1031 + i), s(1000 + i), Times.NONE);
        }
        assertFalse(half.offset().isPresent());
        assertEquals(s(31), more.offset().orElseThrow().offset());
    }

    /** Half the rows written at the very time of the connection, the other half up to ten seconds later, as real Windows logs have it. */
    @Test
    void aSpikeOfExactPairsIsTheOffset() {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < 200; i++) {
            double there = 1_000_000 + 37 * i;
            double late = i % 2 == 0 ? 0 : 10 * random.nextDouble();
            estimate.add(s(there + 43517.3), s(Math.floor(there + late)), s(Math.floor(there + late) - 10));
        }
        Offset offset = estimate.offset().orElseThrow();
        assertTrue(Math.abs(offset.offset() - s(43517.3)) <= s(1), () -> offset.offset() + " µs");
        assertEquals(200, offset.pairs());
        assertEquals(200, offset.agreeing());
    }

    /** As on a Windows host whose Sysmon tells of some connections ten seconds late. */
    @Test
    void rowsThatAreLoggedLateSpreadIt() {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < 100; i++) {
            double start = 1_000_000 + 20 * i;
            double seen = start + (i % 10 == 0 ? 9 : 0);
            estimate.add(s(start + 500), s(seen), s(seen - 3));
        }
        Offset offset = estimate.offset().orElseThrow();
        assertEquals(s(500), offset.offset());
        assertEquals(0, offset.deviation());
        assertEquals(s(6), offset.spread());
    }

    @Test
    void strayPairsDoNotMoveIt() {
        ClockEstimate estimate = polled(43517, 60, 200);
        for (int i = 0; i < 60; i++) {
            double there = 1_000_000 + random.nextInt(100_000);
            estimate.add(s(there + random.nextInt(80_000) - 40_000), s(there), s(there - 60));
        }
        assertOffset(43517, 60, estimate);
        Offset offset = estimate.offset().orElseThrow();
        assertEquals(260, offset.pairs());
        assertTrue(offset.agreeing() >= 200 && offset.agreeing() < 215, () -> offset.agreeing() + " agree");
        assertTrue(offset.deviation() <= s(60));
    }

    @Test
    void scatteredPairsGiveNoOffset() {
        ClockEstimate estimate = new ClockEstimate();
        for (int i = 0; i < 100; i++) {
            estimate.add(s(random.nextInt(10_000_000)), s(5_000_000), s(5_000_000 - 60));
        }
        assertFalse(estimate.offset().isPresent());
    }

    @Test
    void theOrderOfThePairsDoesNotMatter() {
        List<long[]> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long there = 1_000_000 + random.nextInt(100_000);
            pairs.add(new long[] {s(there + 500 - random.nextInt(60)), s(there), s(there - 60)});
        }
        Offset expected = of(pairs);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(pairs, random);
            assertEquals(expected, of(pairs));
        }
    }

    private static Offset of(List<long[]> pairs) {
        ClockEstimate estimate = new ClockEstimate();
        pairs.forEach(pair -> estimate.add(pair[0], pair[1], pair[2]));
        return estimate.offset().orElseThrow();
    }
}

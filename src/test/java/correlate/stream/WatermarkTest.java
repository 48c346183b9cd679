package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Times of sources in µs, of the clock in ms; a source drops out after 30 ms. */
class WatermarkTest {
    private final Watermark watermark = new Watermark(30, 2);

    @Test
    void slowestSourceCounts() {
        watermark.tell(0, 100, 1);
        watermark.tell(1, 50, 1);
        assertEquals(50, watermark.at(2));
    }

    @Test
    void nothingIsDecidedBeforeAllHaveSpoken() {
        watermark.tell(0, 100, 1);
        assertEquals(Watermark.NONE, watermark.at(2));
    }

    @Test
    void olderTimeTurnsNothingBack() {
        watermark.tell(0, 100, 1);
        watermark.tell(1, 50, 1);
        watermark.tell(1, 20, 2);
        assertEquals(50, watermark.at(2));
    }

    @Test
    void silentSourceDropsOut() {
        watermark.tell(0, 100, 40);
        watermark.tell(1, 50, 1);
        assertEquals(100, watermark.at(41));
    }

    @Test
    void timeGoesOnByTheClockWhenAllAreSilent() {
        watermark.tell(0, 100, 1);
        watermark.tell(1, 50, 1);
        assertEquals(100 + 99_000, watermark.at(100));
    }

    @Test
    void outlivesARestartHoweverLongItTook() {
        watermark.tell(0, 100, 1);
        watermark.tell(1, -50, 1);
        Watermark restored = new Watermark(30, 2);
        restored.restore(watermark.toBytes(), 1000);
        assertEquals(-50, restored.at(1030));
    }
}

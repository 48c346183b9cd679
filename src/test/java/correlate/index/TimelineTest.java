package correlate.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.Timeline.Scan;
import correlate.model.Times;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the executions of one query tell; times in seconds. */
class TimelineTest {
    private final List<Scan> scans = new ArrayList<>();

    private TimelineTest ran(long second, long epoch, long counter) {
        scans.add(new Scan(second * Times.SECOND, epoch, counter));
        return this;
    }

    private Timeline changes() {
        return Timeline.of(scans, false, true, false);
    }

    private Timeline snapshots() {
        return Timeline.of(scans, true, false, false);
    }

    private static int[] those(Timeline timeline, IntPredicate wanted) {
        return IntStream.range(0, timeline.size()).filter(wanted).toArray();
    }

    @Test
    void anExecutionFollowsIfItsCounterIsOneMore() {
        Timeline timeline = ran(1000, 5, 6).ran(1060, 5, 7).ran(1180, 5, 9).ran(1240, 5, 10).changes();
        assertArrayEquals(new int[] {1, 3}, those(timeline, timeline::follows));
    }

    @Test
    void anExecutionOfAnotherEpochDoesNotFollow() {
        Timeline timeline = ran(1000, 5, 6).ran(1060, 6, 7).changes();
        assertFalse(timeline.follows(1));
    }

    @Test
    void withoutCountersNothingFollows() {
        Timeline timeline = ran(1000, 0, -1).ran(1060, 0, -1).ran(1120, 0, 0).changes();
        assertArrayEquals(new int[0], those(timeline, timeline::follows));
    }

    @Test
    void everySnapshotFollowsAndTellsTheWholeState() {
        Timeline timeline = ran(1000, 0, 0).ran(1060, 0, 0).ran(5000, 0, 0).snapshots();
        assertArrayEquals(new int[] {1, 2}, those(timeline, timeline::follows));
        assertArrayEquals(new int[] {0, 1, 2}, those(timeline, timeline::isFull));
        assertArrayEquals(new int[0], those(timeline, timeline::restates));
        assertEquals(2, timeline.nextFull(2));
    }

    @Test
    void counterZeroRestates() {
        Timeline timeline = ran(1000, 5, 0).ran(1060, 5, 1).ran(1120, 6, 0).ran(1180, 6, 1).changes();
        assertArrayEquals(new int[] {0, 2}, those(timeline, timeline::isFull));
        assertArrayEquals(new int[] {0, 2}, those(timeline, timeline::restates));
        assertEquals(2, timeline.nextFull(1));
        assertEquals(4, timeline.nextFull(3));
    }

    @Test
    void counterOneFirstInANewEpochMeansThatItsFirstRunWasEmpty() {
        Timeline timeline = ran(1000, 5, 7).ran(1060, 6, 1).ran(1120, 6, 2).changes();
        assertArrayEquals(new int[] {1}, those(timeline, timeline::isFull));
        assertArrayEquals(new int[0], those(timeline, timeline::restates));
    }

    /** Batch form logs that run too, so it was lost, and with it what it listed (formats.md 3). */
    @Test
    void counterOneFirstInANewEpochMeansNothingInBatchForm() {
        ran(1000, 5, 1).ran(1060, 6, 1).ran(1120, 7, 0);
        Timeline timeline = Timeline.of(scans, false, true, true);
        assertArrayEquals(new int[] {2}, those(timeline, timeline::isFull));
        assertFalse(timeline.completeBefore(2));
        assertTrue(Timeline.of(scans, false, true, false).completeBefore(2));
    }

    @Test
    void theLogsFirstLineWithCounterOneTellsNothingOfTheStateBefore() {
        Timeline timeline = ran(1000, 5, 1).ran(1060, 5, 2).changes();
        assertArrayEquals(new int[0], those(timeline, timeline::isFull));
    }

    @Test
    void aNewEpochThatBeginsLaterInTheLogIsNotFull() {
        Timeline timeline = ran(1000, 5, 7).ran(1300, 6, 4).changes();
        assertFalse(timeline.isFull(1));
        assertFalse(timeline.follows(1));
    }

    @Test
    void aCounterThatFallsWithinAnEpochIsANewRun() {
        Timeline timeline = ran(1000, 5, 6).ran(1060, 5, 7).ran(1120, 5, 0).ran(1180, 5, 1).changes();
        assertTrue(timeline.isFull(2));
        Timeline silent = new TimelineTest().ran(1000, 5, 6).ran(1060, 5, 7).ran(1180, 5, 1).changes();
        assertTrue(silent.isFull(2));
    }

    @Test
    void unbrokenSeriesEndAtGapsAndAtWholeStates() {
        //                       0               1               2 gap           3               4 whole         5
        Timeline timeline = ran(1000, 5, 1).ran(1060, 5, 2).ran(1180, 5, 4).ran(1240, 5, 5).ran(1300, 6, 0).ran(1360, 6, 1).changes();
        assertArrayEquals(new int[] {0, 0, 2, 2, 4, 4}, IntStream.range(0, 6).map(timeline::unbrokenBack).toArray());
        assertArrayEquals(new int[] {1, 1, 3, 3, 5, 5}, IntStream.range(0, 6).map(timeline::unbrokenOn).toArray());
    }

    @Test
    void theStateBeforeANewEpochIsCompleteIfNothingIsMissingSinceItWasLastTold() {
        Timeline complete = ran(1000, 5, 0).ran(1060, 5, 1).ran(1120, 6, 0).changes();
        assertTrue(complete.completeBefore(2));
        Timeline gap = new TimelineTest().ran(1000, 5, 0).ran(1060, 5, 2).ran(1120, 6, 0).changes();
        assertFalse(gap.completeBefore(2));
        Timeline cut = new TimelineTest().ran(1000, 5, 6).ran(1060, 5, 7).ran(1120, 6, 0).changes();
        assertFalse(cut.completeBefore(2));
        Timeline empty = new TimelineTest().ran(1000, 5, 1).ran(1060, 5, 2).ran(1120, 6, 0).changes();
        assertTrue(empty.completeBefore(2), "the first counter is 1: the counter-0 run was empty");
        assertFalse(empty.completeBefore(0));
    }

    @Test
    void theFirstExecutionWithoutACounterMayBeTheVeryFirst() {
        Timeline timeline = ran(1000, 0, -1).ran(1060, 0, -1).changes();
        assertArrayEquals(new int[] {0}, those(timeline, timeline::mayRestate));
        Timeline counted = new TimelineTest().ran(1000, 0, 3).ran(1060, 1, 0).changes();
        assertArrayEquals(new int[] {1}, those(counted, counted::mayRestate));
    }

    @Test
    void findsAnExecutionAmongThoseOfItsSecond() {
        Timeline timeline = ran(1000, 5, 6).ran(1000, 5, 7).ran(1000, 6, 0).ran(1060, 6, 1).changes();
        assertEquals(1, timeline.indexOf(1000 * Times.SECOND, 5, 7));
        assertEquals(2, timeline.indexOf(1000 * Times.SECOND, 6, 0));
        assertEquals(-1, timeline.indexOf(1000 * Times.SECOND, 6, 7));
        assertEquals(-1, timeline.indexOf(2000 * Times.SECOND, 6, 1));
    }

    @Test
    void findsNeighbours() {
        Timeline timeline = ran(1000, 0, 0).ran(1060, 0, 1).changes();
        assertEquals(0, timeline.firstFrom(1000 * Times.SECOND));
        assertEquals(1, timeline.firstFrom(1000 * Times.SECOND + 1));
        assertEquals(2, timeline.firstFrom(1061 * Times.SECOND));
        assertEquals(1000 * Times.SECOND, timeline.before(1060 * Times.SECOND));
        assertEquals(Times.NONE, timeline.before(1000 * Times.SECOND));
        assertEquals(Times.NONE, Timeline.EMPTY.before(0));
    }

    @Test
    void silenceIsMeasuredBetweenTheExecutionsAround() {
        Timeline timeline = ran(1000, 0, 0).ran(1060, 0, 0).ran(1400, 0, 0).snapshots();
        long limit = 200 * Times.SECOND;
        assertFalse(timeline.silentAt(1030 * Times.SECOND, limit));
        assertTrue(timeline.silentAt(1200 * Times.SECOND, limit));
        assertTrue(timeline.silentAt(900 * Times.SECOND, limit), "before the first");
        assertTrue(timeline.silentAt(1500 * Times.SECOND, limit), "after the last");
        assertEquals(340 * Times.SECOND, timeline.longestGap());
        assertEquals(0, Timeline.EMPTY.longestGap());
    }

    @Test
    void timesBeyond2038AreKept() {
        assertEquals(4_000_000_000L * Times.SECOND, ran(4_000_000_000L, 0, 0).changes().time(0));
    }

    @Test
    void aFractionOfASecondIsCutOff() {
        Timeline timeline = Timeline.of(List.of(new Scan(1_000_250_000L, 5, 6), new Scan(1_000_000_000L, 5, 6)), false, true, false);
        assertEquals(1, timeline.size());
        assertEquals(1000 * Times.SECOND, timeline.time(0));
        assertEquals(0, timeline.indexOf(1_000_250_000L, 5, 6));
    }

    // ---- the interval that a log shows ----

    @Test
    void snapshotsShowTheirInterval() {
        for (int i = 0; i < 10; i++) {
            ran(1000 + 60 * i, 0, 0);
        }
        assertEquals(60 * Times.SECOND, snapshots().shownInterval());
    }

    @Test
    void changesShowAnIntervalThatTheyAreMultiplesOf() {
        long[] seconds = {1000, 1060, 1240, 1300, 1361, 1661, 1721, 1901, 1961, 2021};       // 60 180 60 61 300 60 180 60 60
        for (int i = 0; i < seconds.length; i++) {
            ran(seconds[i], 0, i + 1);
        }
        assertEquals(60 * Times.SECOND, changes().shownInterval());
    }

    @Test
    void stepsAcrossAGapShowNothing() {
        for (int i = 0; i < 10; i++) {
            ran(1000 + 60 * i, 0, 2 * i + 1);
        }
        assertEquals(0, changes().shownInterval());
    }

    @Test
    void fewStepsShowNoInterval() {
        ran(1000, 0, 0).ran(1060, 0, 0).ran(1120, 0, 0).ran(1180, 0, 0);
        assertEquals(0, snapshots().shownInterval(), "three steps");
        assertEquals(60 * Times.SECOND, ran(1240, 0, 0).snapshots().shownInterval(), "four steps");
    }

    @Test
    void stepsWithoutACommonMeasureShowNoInterval() {
        long second = 1000;
        for (int i = 0; i < 40; i++) {
            ran(second, 0, 0);
            second += new long[] {60, 87, 41, 73, 102, 35, 94, 53}[i % 8];
        }
        assertEquals(0, snapshots().shownInterval());
    }

    @Test
    void intervalsBelowFiveSecondsCannotBeTold() {
        for (int i = 0; i < 100; i++) {
            ran(1000 + 2 * i, 0, 0);
        }
        assertEquals(0, snapshots().shownInterval());
    }

    // ---- order ----

    @Test
    void anyOrderAndAnyMergeGivesTheSameTimeline() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<Scan> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(new Scan((1000 + random.nextInt(20)) * Times.SECOND, random.nextInt(2), random.nextInt(4) - 1));
            }
            List<Scan> merged = new ArrayList<>(all.subList(15, 30));
            merged.addAll(all.subList(0, 20));                  // some in both
            Collections.shuffle(merged, random);
            assertSame(Timeline.of(all, false, true, false), Timeline.of(merged, false, true, false));
        }
    }

    /** The columns of the index and the set of scans tell the same, whatever came first. */
    @Test
    void theIndexBuildsTheSameTimelines() {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            Scans columns = new Scans();
            List<List<Scan>> byQuery = List.of(new ArrayList<>(), new ArrayList<>());
            List<Scan> asAdded = new ArrayList<>();
            int[] numbers = new int[60];
            for (int i = 0; i < numbers.length; i++) {
                Scan scan = new Scan((1000 + random.nextInt(20)) * Times.SECOND, random.nextInt(2), random.nextInt(4) - 1);
                int query = i < 2 ? i : random.nextInt(2);
                byQuery.get(query).add(scan);
                asAdded.add(scan);
                numbers[i] = columns.add(columns.series(new Scans.Query(0, query, false), scan.epoch(), i % 3 == 0 ? "{}" : null),
                        scan.time(), scan.counter());
            }
            columns.logged(numbers[0], (byte) (1 << SocketKey.Form.REMOVED.ordinal()));
            columns.freeze();
            for (int query = 0; query < 2; query++) {
                assertSame(Timeline.of(byQuery.get(query), false, query == 0, false),
                        columns.timeline(columns.find(new Scans.Query(0, query, false))));
            }
            for (int i = 0; i < numbers.length; i++) {
                assertEquals(asAdded.get(i), new Scan(columns.time(numbers[i]), columns.epoch(numbers[i]), columns.counter(numbers[i])));
            }
        }
    }

    private static void assertSame(Timeline expected, Timeline actual) {
        assertEquals(expected.size(), actual.size());
        assertEquals(expected.logsRemovals(), actual.logsRemovals());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.time(i), actual.time(i));
            assertEquals(expected.counter(i), actual.counter(i));
            assertEquals(expected.follows(i), actual.follows(i));
            assertEquals(expected.isFull(i), actual.isFull(i));
            assertEquals(expected.unbrokenBack(i), actual.unbrokenBack(i));
            assertEquals(expected.unbrokenOn(i), actual.unbrokenOn(i));
        }
    }

    @Test
    void moreScansGiveWhatAllAtOnceGive() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            for (int i = random.nextInt(30); i >= 0; i--) {
                ran(1000 + random.nextInt(20), random.nextInt(3), random.nextInt(4) - 1);
            }
            Timeline all = Timeline.of(scans, seed % 2 == 0, true, true);
            Collections.shuffle(scans, random);
            Timeline grown = Timeline.of(List.of(), seed % 2 == 0, false, false);
            for (int from = 0; from < scans.size();) {
                int to = Math.min(scans.size(), from + 1 + random.nextInt(5));
                grown = grown.with(scans.subList(Math.max(0, from - 2), to), to == scans.size(), to == scans.size());
                from = to;
            }
            assertEquals(described(all), described(grown), "seed " + seed);
            scans.clear();
        }
    }

    private static List<String> described(Timeline timeline) {
        return IntStream.range(0, timeline.size()).mapToObj(i -> timeline.time(i) + " " + timeline.counter(i) + " " + timeline.isFull(i)
                + timeline.follows(i) + timeline.nextFull(i) + timeline.unbrokenBack(i) + timeline.unbrokenOn(i)
                + timeline.logsRemovals() + timeline.logsEmptyRuns()).toList();
    }
}

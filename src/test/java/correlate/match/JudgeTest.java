package correlate.match;

import static correlate.match.World.flow;
import static correlate.match.World.s;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.match.World.Socket;
import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The verdicts of product.md and formats.md 6.2, each by its name; times in seconds, D = 2, ε = 2. */
class JudgeTest {
    private static final Socket NC = Socket.of(42);
    private static final Socket NC_INODE = Socket.of(42).inode(777);

    /** I = 60, D = 2; batch counter 6 at U = 880; added row counter 7 at U = 1000; removed alone counter 8 at U = 1120. */
    private static World example() {
        return new World().shown(60).ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC);
    }

    private static void assertSays(Verdict verdict, Reason reason, Judgement judgement) {
        assertEquals(verdict + " " + reason, judgement.verdict() + " " + judgement.reason());
    }

    private static void assertConfirmed(Reason reason, Judgement judgement) {
        assertSays(Verdict.CONFIRMED, reason, judgement);
    }

    private static void assertPossible(Reason reason, Judgement judgement) {
        assertSays(Verdict.POSSIBLE, reason, judgement);
    }

    private static Judgement excluded(World world, double start, double end) {
        Outcome outcome = world.judge(flow(start, end));
        assertEquals(List.of(), outcome.of(0).judged());
        assertEquals(1, outcome.excluded(0).size());
        return outcome.excluded(0).get(0);
    }

    private static Judgement only(Outcome outcome, int flow) {
        assertEquals(1, outcome.of(flow).judged().size());
        return outcome.of(flow).judged().get(0);
    }

    // ---- confirmed ----

    @Test
    void confirmedIfSeenAliveDuringTheConnection() {
        Judgement judgement = example().finding(985.2, 1003);
        assertConfirmed(Reason.ALIVE_DURING, judgement);
        assertEquals(Side.ORIG, judgement.side());
        assertEquals(1, judgement.candidates());
        assertEquals(2, judgement.sightings());
        assertEquals(0, judgement.gap());
    }

    @Test
    void theWholeWindowMustLieWithinTheConnection() {
        World world = new World().ran(880, 6).added(1000, 7, NC);
        assertConfirmed(Reason.ALIVE_DURING, only(world.judge(flow(998, 1001), flow(990, 991)), 0));
        Outcome other = world.judge(flow(998.1, 1001), flow(990, 997));
        assertPossible(Reason.WITHIN_SKEW, only(other, 0));
    }

    @Test
    void confirmedIfASpanHoldsTheConnectionNarrowedByTheSkew() {
        World world = new World().snapshots().shows(1000, NC_INODE).shows(1060, NC_INODE);
        assertConfirmed(Reason.ALIVE_DURING, world.finding(1020, 1020.5));
        assertConfirmed(Reason.ALIVE_DURING, world.finding(1003, 1003));       // 1001 at the latest, and 2
        assertConfirmed(Reason.ALIVE_DURING, world.finding(1056, 1056));       // 1058 at the earliest, less 2
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(1057, 1057));
        assertPossible(Reason.MAY_BE_ALIVE, new World().snapshots().shows(1000, NC).shows(1060, NC).finding(1020, 1020.5));
    }

    // ---- only_use ----

    @Test
    void onlyUseIfNoOtherConnectionCanMeetTheSocket() {
        Judgement judgement = example().finding(985.2, 986);
        assertConfirmed(Reason.ONLY_USE, judgement);
        assertEquals(s(12), judgement.gap());
    }

    @Test
    void notOnlyUseIfAnotherConnectionCanMeetTheSocket() {
        Outcome outcome = example().judge(flow(985.2, 986), flow(1110, 1111));
        assertPossible(Reason.MAY_BE_ALIVE, only(outcome, 0));
        assertPossible(Reason.MAY_BE_ALIVE, only(outcome, 1));
        Outcome elsewhere = example().judge(flow(985.2, 986), flow(1200, 1201));
        assertConfirmed(Reason.ONLY_USE, only(elsewhere, 0));
    }

    @Test
    void notOnlyUseWhileTheSocketIsOpen() {
        assertPossible(Reason.MAY_BE_ALIVE, new World().shown(60).ran(880, 6).added(1000, 7, NC).finding(985.2, 986));
    }

    @Test
    void notOnlyUseWithoutAnExecutionBefore() {
        assertPossible(Reason.MAY_BE_ALIVE, new World().shown(60).added(1000, 7, NC).removed(1120, 8, NC).finding(985.2, 986));
    }

    @Test
    void notOnlyUseIfNoIntervalIsKnown() {
        assertPossible(Reason.MAY_BE_ALIVE, new World().ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC).finding(985.2, 986));
    }

    @Test
    void notOnlyUseOnAQuietHostWhoseExecutionBeforeIsFarBack() {
        // 2 · 66 + 60 = 192 before 1001; D is part of the width
        assertConfirmed(Reason.ONLY_USE, new World().shown(60).ran(811, 6).added(1000, 7, NC).removed(1120, 8, NC).finding(985.2, 986));
        assertPossible(Reason.MAY_BE_ALIVE, new World().shown(60).ran(810, 6).added(1000, 7, NC).removed(1120, 8, NC).finding(985.2, 986));
    }

    @Test
    void aGivenScheduleMakesOnlyUseHoldOnAQuietHost() {
        assertConfirmed(Reason.ONLY_USE, new World().given(60).ran(100, 6).added(1000, 7, NC).removed(1120, 8, NC).finding(985.2, 986));
    }

    @Test
    void notOnlyUseIfAProcessStartIsAllThatBoundsTheOpening() {
        World world = new World().shown(60).added(1000, 0, NC.began(980)).removed(1120, 1, NC.began(980));
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(985.2, 986));
    }

    // ---- the beacon ----

    /** Half a second a minute from a new port each time, polled every 60 s and told so: what is caught is caught as only_use. */
    @Test
    void aBeaconCaughtBetweenTwoPollsIsOnlyUse() {
        for (int caught : new int[] {3, 100, 239}) {
            double poll = 1000 + 60 * caught;
            World world = new World().given(60).ran(poll - 60, 6).added(poll, 7, NC).removed(poll + 60, 8, NC);
            assertConfirmed(Reason.ONLY_USE, world.finding(poll - 0.4, poll + 0.1));
        }
    }

    // ---- the allowed clock error ----

    @Test
    void aMatchThatOnlyTheSkewMakesConfirmsALoneConnection() {
        assertConfirmed(Reason.ALIVE_DURING, new World().added(1000, 7, NC).finding(1000, 1000.5));
        assertPossible(Reason.MAY_BE_ALIVE, new World().added(1000, 7, NC).finding(1000.1, 1000.5));
    }

    /** Removed at 600, and polled every minute: alive at a time from 472 to 547. */
    @Test
    void theExecutionBeforeARemovalIsSuchAWindowToo() {
        World world = new World().given(60).ran(100, 3).removed(600, 5, NC);
        assertConfirmed(Reason.ALIVE_DURING, world.finding(472, 590));
        assertConfirmed(Reason.ALIVE_DURING, world.finding(473.9, 590));
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(474.1, 590));
        assertPossible(Reason.WITHIN_SKEW, only(world.judge(flow(473.9, 590), flow(460, 471)), 0));
    }

    @Test
    void aMatchThatOnlyTheSkewMakesIsPossibleIfAnotherConnectionMeetsTheWindow() {
        Outcome outcome = new World().added(1000, 7, NC).judge(flow(999.9, 1000.5), flow(1001, 1090));
        assertPossible(Reason.WITHIN_SKEW, only(outcome, 0));
        Outcome later = new World().added(1000, 7, NC).judge(flow(999.9, 1000.5), flow(1003.1, 1090));
        assertConfirmed(Reason.ALIVE_DURING, only(later, 0));
    }

    // ---- possible ----

    @Test
    void possibleIfTheSocketMayHaveBeenAlive() {
        Judgement judgement = new World().ran(880, 6).added(1000, 7, NC).finding(900, 910);
        assertPossible(Reason.MAY_BE_ALIVE, judgement);
        assertEquals(s(88), judgement.gap());
    }

    @Test
    void possibleUpToTheSkewBeyondItsBounds() {
        World world = new World().ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC);
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(870, 876));
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(1123, 1130));
    }

    // ---- excluded ----

    @Test
    void excludedIfTheConnectionEndedBeforeTheSocketCouldOpen() {
        Judgement judgement = excluded(example(), 860, 868);
        assertSays(Verdict.EXCLUDED, Reason.ENDED_BEFORE_OPEN, judgement);
        assertEquals(s(130), judgement.gap());
        assertSays(Verdict.EXCLUDED, Reason.ENDED_BEFORE_OPEN, excluded(example(), 870, 875.9));
    }

    @Test
    void excludedIfTheConnectionBeganAfterTheSocketHadClosed() {
        assertSays(Verdict.EXCLUDED, Reason.STARTED_AFTER_CLOSE, excluded(example(), 1123.1, 1130));
        assertSays(Verdict.EXCLUDED, Reason.STARTED_AFTER_CLOSE, excluded(example(), 4600, 4700));     // the decoy an hour later
    }

    @Test
    void excludedIfTheProcessBeganAfterTheConnectionHadEnded() {
        World world = new World().ran(880, 6).added(1000, 7, NC.began(990));
        assertSays(Verdict.EXCLUDED, Reason.PROCESS_STARTED_LATER, excluded(world, 900, 987));
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(900, 988));
    }

    @Test
    void theStartInARemovedRowExcludesNothing() {
        assertPossible(Reason.MAY_BE_ALIVE, new World().removed(1120, 8, NC.began(1110)).finding(900, 910));
    }

    @Test
    void onlyConnectionsThatTheProcessCanHaveMadeCompete() {
        // the earlier one lies in the socket's bounds, but the process had not begun
        World world = new World().shown(60).ran(880, 6).added(1000, 7, NC.began(980)).removed(1120, 8, NC.began(980));
        assertConfirmed(Reason.ONLY_USE, only(world.judge(flow(900, 901), flow(985.2, 986)), 1));
    }

    @Test
    void theNearestExcludedIsNamedWhereThereIsNoFinding() {
        World world = example().ran(2000, 9).added(2060, 10, NC).removed(2120, 11, NC);
        Outcome outcome = world.judge(flow(1900, 1901), flow(1200, 1201), flow(999, 1002));
        assertEquals(s(2060), outcome.nearestExcluded(0).life().knownFrom());
        assertEquals(s(1000), outcome.nearestExcluded(1).life().knownFrom());
        assertEquals(List.of(2, 2, 1), IntStream.range(0, 3).mapToObj(i -> outcome.of(i).excluded()).toList());
        assertEquals(1, outcome.excluded(2).size());
    }

    @Test
    void livesThatNoConnectionMeetsAreUnused() {
        World world = example().ran(2000, 9).added(2060, 10, NC).removed(2120, 11, NC);
        assertArrayEquals(new boolean[] {false, true}, world.judge(flow(2059, 2070)).used());
    }

    @Test
    void withoutRowsThereIsNothingToSay() {
        Outcome outcome = new World().judge(flow(1, 2));
        assertEquals(List.of(), outcome.of(0).judged());
        assertNull(outcome.nearestExcluded(0));
    }

    // ---- several processes and hosts ----

    @Test
    void ambiguousIfTwoProcessesFitEquallyWell() {
        List<Judgement> found = new World().added(1000, 7, NC).added(1000, 7, Socket.of(43)).judge(flow(990, 1010)).of(0).judged();
        assertEquals(2, found.size());
        for (Judgement judgement : found) {
            assertPossible(Reason.AMBIGUOUS, judgement);
            assertEquals(2, judgement.candidates());
        }
    }

    @Test
    void ambiguousIfTwoHostsFitEquallyWell() {
        World world = new World().log(0, 0).added(1000, 7, NC).log(1, 0).added(1000, 7, NC);
        List<Judgement> found = world.judge(flow(990, 1010)).of(0).judged();
        assertEquals(2, found.size());
        found.forEach(judgement -> assertPossible(Reason.AMBIGUOUS, judgement));
    }

    @Test
    void onlyTheBestLevelOfASideIsKept() {
        World world = new World().ran(880, 6).added(1000, 7, NC).added(1060, 8, Socket.of(43)).removed(1120, 9, Socket.of(43));
        assertConfirmed(Reason.ALIVE_DURING, world.finding(990, 1010));
    }

    @Test
    void processesThatShareOneSocketDoNotCompete() {
        World world = new World().added(1000, 7, NC_INODE).added(1000, 7, Socket.of(43).inode(777));
        List<Judgement> found = world.judge(flow(990, 1010)).of(0).judged();
        assertEquals(2, found.size());
        for (Judgement judgement : found) {
            assertConfirmed(Reason.ALIVE_DURING, judgement);
            assertEquals(2, judgement.candidates());
        }
        World other = new World().added(1000, 7, NC_INODE).added(1000, 7, Socket.of(43).inode(778));
        other.judge(flow(990, 1010)).of(0).judged().forEach(judgement -> assertPossible(Reason.AMBIGUOUS, judgement));
        World hosts = new World().added(1000, 7, NC_INODE).log(1, 0).added(1000, 7, NC_INODE);
        hosts.judge(flow(990, 1010)).of(0).judged().forEach(judgement -> assertPossible(Reason.AMBIGUOUS, judgement));
    }

    @Test
    void ownerUnknownProvesTheConnectionNotTheProcess() {
        Judgement judgement = new World().added(1000, 7, Socket.of(-1)).finding(990, 1010);
        assertPossible(Reason.OWNER_UNKNOWN, judgement);
        assertEquals(1, judgement.candidates());
    }

    @Test
    void ownerUnknownNeverStandsBesideAKnownOwner() {
        World world = new World().ran(880, 6).added(1000, 7, Socket.of(-1)).added(1060, 8, NC);
        assertPossible(Reason.MAY_BE_ALIVE, world.finding(990, 1010));
    }

    @Test
    void anUnknownOwnerOnAnotherHostCompetes() {
        World world = new World().added(1000, 7, NC).log(1, 0).added(1000, 7, Socket.of(-1));
        List<Judgement> found = world.judge(flow(990, 1010)).of(0).judged();
        assertConfirmed(Reason.ALIVE_DURING, found.get(0));
        assertEquals(1, found.size(), "it is possible only, whatever was seen");
        World equal = new World().ran(880, 6).added(1060, 7, NC).log(1, 0).added(1000, 7, Socket.of(-1));
        found = equal.judge(flow(990, 1010)).of(0).judged();
        assertEquals(2, found.size());
        found.forEach(judgement -> assertPossible(Reason.AMBIGUOUS, judgement));
    }

    // ---- sides ----

    @Test
    void theSideIsDecidedByTheEndNotByTheRole() {
        Flow fromFirst = new Flow(s(990), s(1010), true, true, 0);
        Flow fromSecond = new Flow(s(990), s(1010), false, true, 0);
        World first = new World().added(1000, 7, NC);
        assertEquals(Side.ORIG, only(first.judge(fromFirst), 0).side());
        assertEquals(Side.RESP, only(first.judge(fromSecond), 0).side());
        World second = new World().added(1000, 7, NC.otherEnd());
        assertEquals(Side.RESP, only(second.judge(fromFirst), 0).side());
        assertEquals(Side.ORIG, only(second.judge(fromSecond), 0).side());
    }

    @Test
    void bothEndsMonitoredGivesAFindingForEachSide() {
        World world = new World().added(1000, 7, NC).log(1, 0).added(1000, 7, Socket.of(80).otherEnd());
        List<Judgement> found = world.judge(flow(990, 1010)).of(0).judged();
        assertEquals(List.of(Side.ORIG, Side.RESP), found.stream().map(Judgement::side).toList());
        for (Judgement judgement : found) {
            assertConfirmed(Reason.ALIVE_DURING, judgement);
            assertEquals(1, judgement.candidates());
        }
    }

    @Test
    void aHostThatTalksToItselfFillsBothSides() {
        World world = new World().added(1000, 7, NC).added(1000, 7, Socket.of(80).otherEnd());
        List<Judgement> found = world.judge(flow(990, 1010)).of(0).judged();
        assertEquals(List.of(Side.ORIG, Side.RESP), found.stream().map(Judgement::side).toList());
        assertEquals(List.of(42L, 80L), found.stream().map(j -> j.life().best().pid()).toList());
        found.forEach(judgement -> assertConfirmed(Reason.ALIVE_DURING, judgement));
    }

    @Test
    void idOnlyWhereOneOfTheRowsHasNoTuple() {
        Outcome outcome = new World().added(1000, 7, NC).judge(new Flow(s(990), s(1010), true, false, 0));
        assertPossible(Reason.ID_ONLY, only(outcome, 0));
        assertNull(only(outcome, 0).side());
    }

    // ---- folding ----

    @Test
    void threeHundredAndSixtySnapshotsAreOneFinding() {
        World world = new World().snapshots();
        for (int i = 0; i < 360; i++) {
            world.shows(1000 + 10 * i, NC);
        }
        Judgement judgement = world.finding(1000, 4600);
        assertConfirmed(Reason.ALIVE_DURING, judgement);
        assertEquals(360, judgement.sightings());
    }

    @Test
    void twoQueriesThatShowOneProcessAreOneFinding() {
        World world = new World().log(0, 0).added(1000, 7, NC).log(0, 1).snapshots().shows(1005, NC).shows(1015, NC);
        Judgement judgement = world.finding(990, 1010);
        assertConfirmed(Reason.ALIVE_DURING, judgement);
        assertEquals(3, judgement.sightings());
    }

    // ---- events that name both ends ----

    @Test
    void anEventWithBothEndsIsPossibleForTheConnectionThatBeganThen() {
        World world = new World().event(1060, 1000, NC);
        assertPossible(Reason.EVENT_TUPLE, world.finding(999, 1010));
        assertPossible(Reason.EVENT_TUPLE, world.finding(1003, 1010));        // stored a second before, and ε
        assertSays(Verdict.EXCLUDED, Reason.STARTED_AFTER_CLOSE, excluded(world, 1003.1, 1010));
        assertPossible(Reason.EVENT_TUPLE, world.finding(992, 993));          // stored five seconds later, and ε
        assertSays(Verdict.EXCLUDED, Reason.ENDED_BEFORE_OPEN, excluded(world, 992, 992.9));
    }

    // ---- clocks ----

    @Test
    void aHostsClockOffsetIsAddedBeforeJudging() {
        World world = new World().offBy(43517).ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC);
        assertConfirmed(Reason.ALIVE_DURING, world.finding(43517 + 985.2, 43517 + 1003));
        assertTrue(world.judge(flow(985.2, 1003)).of(0).judged().isEmpty());
    }

    @Test
    void whatAHostsClockSpreadsIsAllowedForOnBothSides() {
        World exact = new World().offBy(43517).ran(997, 6).added(1000, 7, NC).removed(1120, 8, NC);
        World spread = new World().offBy(43517, 9).ran(997, 6).added(1000, 7, NC).removed(1120, 8, NC);
        assertSays(Verdict.EXCLUDED, Reason.ENDED_BEFORE_OPEN, excluded(exact, 43517 + 985, 43517 + 986));
        assertPossible(Reason.MAY_BE_ALIVE, spread.finding(43517 + 985, 43517 + 986));
        assertSays(Verdict.EXCLUDED, Reason.STARTED_AFTER_CLOSE, excluded(exact, 43517 + 1125, 43517 + 1126));
        assertPossible(Reason.MAY_BE_ALIVE, spread.finding(43517 + 1125, 43517 + 1126));
        assertConfirmed(Reason.ALIVE_DURING, spread.finding(43517 + 985.2, 43517 + 1003));
    }

    // ---- allowances ----

    @Test
    void theAllowancesAreOptions() {
        World strict = new World().settings(0, 0).ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC);
        assertConfirmed(Reason.ALIVE_DURING, strict.finding(1000, 1001));
        assertSays(Verdict.EXCLUDED, Reason.ENDED_BEFORE_OPEN, excluded(strict, 870, 879.9));
        World lax = new World().settings(10, 2).ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC);
        assertPossible(Reason.MAY_BE_ALIVE, only(lax.judge(flow(996, 1003.5), flow(1010, 1020)), 0));
        assertPossible(Reason.MAY_BE_ALIVE, lax.finding(860, 868));
    }
}

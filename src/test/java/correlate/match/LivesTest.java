package correlate.match;

import static correlate.match.World.s;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.match.World.Socket;
import correlate.model.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of formats.md 6.2, row by row; times in seconds, D = 2, and a whole second for unixTime's missing fraction. */
class LivesTest {
    private static final Socket NC = Socket.of(42);
    private static final Socket NC_INODE = Socket.of(42).inode(777);

    private static void assertMay(Life life, double from, double to) {
        assertEquals(from == Double.NEGATIVE_INFINITY ? Times.BEFORE_ALL : s(from), life.mayFrom(), "may be alive from");
        assertEquals(to == Double.POSITIVE_INFINITY ? Times.AFTER_ALL : s(to), life.mayTo(), "may be alive until");
    }

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double ALWAYS = Double.NEGATIVE_INFINITY;

    /** Whether an instant in {@code [t − D, t + 1)} is known. */
    private static boolean knownAt(Life life, double t) {
        return life.known().isWithin(s(t - 2), s(t + 1));
    }

    // ---- added, counter >= 1 ----

    @Test
    void anAddedRowOpenedAfterTheExecutionBefore() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).life();
        assertMay(life, 878, NEVER);
        assertTrue(knownAt(life, 1000));
        assertFalse(life.known().isWithin(s(998.5), s(1001)));
        assertEquals(Life.End.OPEN, life.end());
    }

    @Test
    void anAddedRowAfterACounterGapStillOpenedAfterTheLoggedExecutionBefore() {
        assertMay(new World().ran(880, 3).added(1000, 7, NC).life(), 878, NEVER);
    }

    @Test
    void anAddedRowWithNothingBeforeItMayBeAsOldAsAny() {
        assertMay(new World().added(1000, 7, NC).life(), ALWAYS, NEVER);
    }

    @Test
    void aGivenScheduleBoundsTheOpening() {
        // one interval of 60, a tenth of splay, 60 of drift, D
        assertMay(new World().given(60).added(1000, 7, NC).life(), 1000 - 66 - 60 - 2, NEVER);
        assertMay(new World().given(60).ran(100, 6).added(1000, 7, NC).life(), 872, NEVER);
        assertMay(new World().given(60).ran(940, 6).added(1000, 7, NC).life(), 938, NEVER);
    }

    @Test
    void aShownScheduleDoesNotBoundTheOpeningForItMayNotHaveRunUnbroken() {
        assertMay(new World().shown(60).ran(100, 6).added(1000, 7, NC).life(), 98, NEVER);
    }

    // ---- added, counter 0 ----

    @Test
    void aRestatedRowMayBeOlderThanTheLog() {
        assertMay(new World().given(60).added(1000, 0, NC).life(), ALWAYS, NEVER);
        assertMay(new World().ran(880, 6).epoch(2).added(1000, 0, NC).life(), ALWAYS, NEVER);
    }

    @Test
    void aRestatedRowOpenedAfterTheLastEpochIfThatIsCompletelyLogged() {
        assertMay(new World().ran(760, 0).ran(880, 1).epoch(2).added(1000, 0, NC).life(), 878, NEVER);
        assertMay(new World().ran(760, 0).ran(880, 2).epoch(2).added(1000, 0, NC).life(), ALWAYS, NEVER);
    }

    @Test
    void aRestatedRowIsNoOlderThanItsProcess() {
        Life life = new World().added(1000, 0, NC.began(940)).life();
        assertMay(life, 940, NEVER);
    }

    @Test
    void aRestatedSocketThatWasKnownKeepsItsLife() {
        Life life = new World().removesRows().ran(760, 5).added(880, 6, NC).epoch(2).added(1000, 0, NC).life();
        assertMay(life, 758, NEVER);
        assertEquals(2, life.rows());
        assertTrue(knownAt(life, 880));
        assertTrue(knownAt(life, 1000));
    }

    // ---- removed and added in one batch ----

    @Test
    void aChangedColumnKeepsTheLife() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC).added(1120, 8, NC).life();
        assertMay(life, 878, NEVER);
        assertEquals(3, life.rows());
        assertTrue(knownAt(life, 1000));
        assertTrue(knownAt(life, 1120));
        assertFalse(life.known().spanMeets(s(1060), s(1060)), "two instants");
    }

    @Test
    void aChangedColumnOfOneInodeIsOneSpan() {
        Life life = new World().ran(880, 6).added(1000, 7, NC_INODE).removed(1120, 8, NC_INODE).added(1120, 8, NC_INODE).life();
        assertTrue(life.known().spanMeets(s(1060), s(1060)));
        assertTrue(life.known().spanMeets(s(1001), s(1001)), "surely scanned by then");
        assertFalse(life.known().spanMeets(s(1000.5), s(1000.5)), "the scan may have been later");
        assertTrue(life.known().spanMeets(s(1118), s(1118)));
        assertFalse(life.known().spanMeets(s(1119), s(1119)), "the scan may have been earlier");
    }

    @Test
    void anotherInodeIsAnotherSocket() {
        List<Life> lives = new World().ran(880, 6).added(1000, 7, NC_INODE).removed(1120, 8, NC_INODE)
                .added(1120, 8, NC.inode(778)).lives();
        assertEquals(2, lives.size());
        assertMay(lives.get(0), 878, 1121);
        assertMay(lives.get(1), 998, NEVER);
    }

    // ---- removed alone ----

    @Test
    void theExampleOfTheInterval() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC).life();
        assertMay(life, 878, 1121);
        assertEquals(s(1000), life.knownFrom());
        assertEquals(s(1000), life.knownTo());
        assertEquals(Life.End.REMOVED, life.end());
        assertEquals(2, life.rows());
        assertEquals(s(1000), life.firstSeen());
        assertEquals(s(1120), life.lastSeen());
    }

    @Test
    void aRemovedRowMeansAliveAtEveryExecutionSinceItWasAdded() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).ran(1060, 8).ran(1180, 9).removed(1240, 10, NC).life();
        for (int t : new int[] {1000, 1060, 1180}) {
            assertTrue(knownAt(life, t), () -> "at " + t);
        }
        assertFalse(knownAt(life, 1240));
        assertFalse(life.known().spanMeets(s(1120), s(1120)));
    }

    @Test
    void withAnInodeTheLifeIsOneSpan() {
        Life life = new World().ran(880, 6).added(1000, 7, NC_INODE).ran(1060, 8).ran(1180, 9).removed(1240, 10, NC_INODE).life();
        assertTrue(life.known().spanMeets(s(1120), s(1120)));
    }

    @Test
    void aCounterGapEndsWhatIsKnownButNotTheBounds() {
        // 8 is missing: the socket may have been removed and added anew there
        Life life = new World().ran(880, 6).added(1000, 7, NC).ran(1180, 9).removed(1240, 10, NC).life();
        assertMay(life, 878, 1241);
        assertTrue(knownAt(life, 1000));
        assertTrue(knownAt(life, 1180), "removed from the state that 9 left");
        Life removedAfterGap = new World().ran(880, 6).added(1000, 7, NC).ran(1060, 8).removed(1240, 10, NC).life();
        assertTrue(knownAt(removedAfterGap, 1060));
        assertMay(removedAfterGap, 878, 1241);
        Life spans = new World().ran(880, 6).added(1000, 7, NC_INODE).ran(1180, 9).removed(1240, 10, NC_INODE).life();
        assertFalse(spans.known().spanMeets(s(1090), s(1090)), "a gap parts the spans");
    }

    @Test
    void aRemovedRowWithoutItsAddedRowMayBeAsOldAsAny() {
        Life life = new World().ran(880, 6).ran(1000, 7).removed(1120, 8, NC).life();
        assertMay(life, ALWAYS, 1121);
        assertTrue(knownAt(life, 880));
        assertTrue(knownAt(life, 1000));
        Life gap = new World().ran(880, 5).ran(1000, 7).removed(1120, 8, NC).life();
        assertFalse(knownAt(gap, 880));
        Life alone = new World().removed(1120, 8, NC).life();
        assertMay(alone, ALWAYS, 1121);
        assertEquals(Times.NONE, alone.knownFrom());
    }

    @Test
    void aRemovedRowWithoutItsAddedRowWasNotThereWhenItWasRemovedBefore() {
        List<Life> lives = new World().ran(880, 6).added(1000, 7, NC).removed(1060, 8, NC).ran(1120, 9).removed(1180, 10, NC).lives();
        assertEquals(2, lives.size());
        assertFalse(knownAt(lives.get(1), 1000), "another life's");
        assertTrue(knownAt(lives.get(1), 1120));
    }

    @Test
    void aGivenScheduleKnowsTheExecutionBeforeTheRemoval() {
        Life life = new World().given(60).ran(880, 6).added(1000, 7, NC).removed(1600, 8, NC).life();
        // between 66 + 60 + 2 before the removal and 54 before it, and the second
        assertTrue(life.known().isWithin(s(1600 - 128), s(1600 - 54 + 1)));
        assertFalse(life.known().isWithin(s(1600 - 127), s(1600 - 54 + 1)));
        assertFalse(life.known().isWithin(s(1600 - 128), s(1600 - 54)));
        assertFalse(life.known().spanMeets(s(1300), s(1300)));
        Life shown = new World().shown(60).ran(880, 6).added(1000, 7, NC).removed(1600, 8, NC).life();
        assertFalse(shown.known().isWithin(s(1400), s(1599)), "it may have been asleep");
    }

    @Test
    void aGivenScheduleAndAnInodeMakeOneSpanUpToTheExecutionBeforeTheRemoval() {
        Life life = new World().given(60).ran(880, 6).added(1000, 7, NC_INODE).removed(1600, 8, NC_INODE).life();
        assertTrue(life.known().spanMeets(s(1300), s(1300)));
        assertTrue(life.known().spanMeets(s(1472), s(1472)));
        assertFalse(life.known().spanMeets(s(1473), s(1473)));
        assertEquals(0, life.gap(s(1300), s(1301)));
        Life gap = new World().given(60).ran(880, 6).added(1000, 7, NC_INODE).removed(1600, 9, NC_INODE).life();
        assertFalse(gap.known().spanMeets(s(1300), s(1300)), "8 is missing");
    }

    // ---- ends that no removed row tells ----

    @Test
    void addedAnewWithoutARemovedRowHadBeenGone() {
        Life before = new World().removesRows().added(1000, 7, NC).ran(1060, 8).added(1180, 10, NC).lives().get(0);
        assertEquals(World.s(1060), before.knownTo());             // not removed then, and no line is missing up to there
        List<Life> lives = new World().removesRows().ran(880, 6).added(1000, 7, NC).ran(1180, 9).added(1240, 10, NC).lives();
        assertEquals(2, lives.size());
        assertMay(lives.get(0), 878, 1241);
        assertEquals(Life.End.REMOVED, lives.get(0).end());
        assertMay(lives.get(1), 1178, NEVER);
    }

    @Test
    void absentFromACounterZeroBatchHasClosed() {
        Life life = new World().removesRows().ran(880, 6).added(1000, 7, NC).ran(1060, 8).epoch(2).ran(1120, 0).life();
        assertMay(life, 878, 1121);
        assertTrue(knownAt(life, 1060), "not removed at 8");
        assertEquals(Life.End.ABSENT_FROM_NEW_EPOCH, life.end());
    }

    @Test
    void aNewEpochWhoseFirstCounterIsOneClosedAll() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).epoch(2).ran(1120, 1).life();
        assertMay(life, 878, 1121);
        assertEquals(Life.End.ABSENT_FROM_NEW_EPOCH, life.end());
        List<Life> again = new World().removesRows().ran(880, 6).added(1000, 7, NC).epoch(2).added(1120, 1, NC).lives();
        assertMay(again.get(0), 878, 1121);
        assertEquals(Life.End.ABSENT_FROM_NEW_EPOCH, again.get(0).end());
        assertMay(again.get(1), 998, NEVER);
    }

    @Test
    void aCounterThatFallsToZeroWithinAnEpochClosesLikewise() {
        assertMay(new World().ran(880, 6).added(1000, 7, NC).ran(1120, 0).life(), 878, 1121);
    }

    @Test
    void aNewEpochThatBeginsLaterInTheLogClosesNothing() {
        assertMay(new World().ran(880, 6).added(1000, 7, NC).epoch(2).ran(1120, 4).life(), 878, NEVER);
    }

    @Test
    void openAndNotRemovedMeansAliveAtTheExecutionsThatFollow() {
        Life life = new World().removesRows().ran(880, 6).added(1000, 7, NC).ran(1060, 8).ran(1180, 10).life();
        assertTrue(knownAt(life, 1060));
        assertFalse(knownAt(life, 1180), "9 is missing: it may have told of the removal");
        assertMay(life, 878, NEVER);
    }

    // ---- removed: false ----

    @Test
    void withoutAnyRemovedRowSilenceProvesNothing() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).ran(1060, 8).life();
        assertTrue(knownAt(life, 1000));
        assertFalse(knownAt(life, 1060));
        assertMay(life, 878, NEVER);
    }

    @Test
    void withoutAnyRemovedRowAnAddedRowMayBeAChangedColumn() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).ran(1060, 8).added(1120, 9, NC).life();
        assertMay(life, 878, NEVER);
        assertTrue(knownAt(life, 1120));
        assertFalse(knownAt(life, 1060));
        Life oneInode = new World().ran(880, 6).added(1000, 7, NC_INODE).ran(1060, 8).added(1120, 9, NC_INODE).life();
        assertTrue(oneInode.known().spanMeets(s(1060), s(1060)));
    }

    // ---- osquery 1.x ----

    @Test
    void aLogWithoutEpochAndCounterTellsInstants() {
        World world = new World().epoch(0).ran(880, -1).added(1000, -1, NC).ran(1060, -1).removed(1120, -1, NC);
        Life life = world.life();
        assertMay(life, 878, 1121);
        assertTrue(knownAt(life, 1000));
        assertFalse(knownAt(life, 1060), "nothing tells whether lines are missing");
    }

    @Test
    void theFirstRowsOfALogWithoutCountersMayBeAsOldAsAny() {
        assertMay(new World().given(60).epoch(0).added(1000, -1, NC).life(), ALWAYS, NEVER);
    }

    // ---- snapshots ----

    @Test
    void aSnapshotTellsThatItWasNotInTheOneBeforeAndTheOneAfter() {
        Life life = new World().snapshots().ran(940, 0).shows(1000, NC).shows(1060, NC).ran(1120, 0).life();
        assertMay(life, 938, 1121);
        assertTrue(knownAt(life, 1000));
        assertTrue(knownAt(life, 1060));
        assertFalse(life.known().spanMeets(s(1030), s(1030)), "no inode: two sockets may have followed one another");
        assertEquals(Life.End.ABSENT_FROM_SNAPSHOT, life.end());
    }

    @Test
    void consecutiveSnapshotsOfOneInodeAreOneSpan() {
        Life life = new World().snapshots().ran(940, 0).shows(1000, NC_INODE).shows(1060, NC_INODE).ran(1120, 0).life();
        assertTrue(life.known().spanMeets(s(1030), s(1030)));
    }

    @Test
    void theFirstAndTheLastSnapshotLeaveTheBoundsOpen() {
        assertMay(new World().snapshots().shows(1000, NC).shows(1060, NC).life(), ALWAYS, NEVER);
    }

    @Test
    void aSnapshotThatLacksItPartsTwoLives() {
        List<Life> lives = new World().snapshots().shows(1000, NC).ran(1060, 0).shows(1120, NC).lives();
        assertEquals(2, lives.size());
        assertMay(lives.get(0), ALWAYS, 1061);
        assertMay(lives.get(1), 1058, NEVER);
    }

    @Test
    void missingSnapshotsMeanNotRunNotEmpty() {
        assertMay(new World().snapshots().ran(940, 0).shows(1000, NC).shows(9000, NC).life(), 938, NEVER);
    }

    @Test
    void threeHundredAndSixtySnapshotsAreOneLife() {
        World world = new World().snapshots();
        for (int i = 0; i < 360; i++) {
            world.shows(1000 + 10 * i, NC);
        }
        assertEquals(360, world.life().rows());
        assertEquals(s(1000), world.life().knownFrom());
        assertEquals(s(4590), world.life().knownTo());
    }

    // ---- rows ----

    @Test
    void duplicateRowsAreFolded() {
        assertEquals(2, new World().snapshots().shows(1000, NC).shows(1000, NC).life().rows());
        Life added = new World().ran(880, 6).added(1000, 7, NC).added(1000, 7, NC).life();
        assertEquals(2, added.rows());
        assertMay(added, 878, NEVER);
        Life removed = new World().ran(880, 6).added(1000, 7, NC).removed(1120, 8, NC).removed(1120, 8, NC).life();
        assertEquals(3, removed.rows());
        assertMay(removed, 878, 1121);
    }

    @Test
    void factsComeFromTheAddedRow() {
        World world = new World().ran(880, 6).removed(1120, 8, NC.began(1110)).added(1000, 7, NC.began(900));
        assertEquals(s(900), world.life().best().processStart());
        assertEquals(s(900), world.life().processStart());
        assertEquals(Times.NONE, new World().removed(1120, 8, NC.began(1110)).life().processStart());
    }

    @Test
    void whatTellsSocketsApartIsHostQueryPidInodeDescriptorAndEnd() {
        World world = new World().snapshots();
        for (Socket socket : List.of(NC, Socket.of(43), NC.inode(1), NC.fd(3), NC.otherEnd())) {
            world.shows(1000, socket);
        }
        world.log(0, 1).shows(1000, NC).log(1, 0).shows(1000, NC);
        assertEquals(7, world.lives().size());
    }

    @Test
    void aHostsClockOffsetIsAddedToEveryTime() {
        Life life = new World().offBy(3600).ran(880, 6).added(1000, 7, NC_INODE.began(700)).removed(1120, 8, NC_INODE).life();
        assertMay(life, 3600 + 878, 3600 + 1121);
        assertTrue(knownAt(life, 4600));
        assertEquals(s(4600), life.knownFrom());
        assertEquals(s(4600), life.firstSeen());
        assertEquals(s(4300), life.processStart());
        assertEquals(s(3600), life.offset());
    }

    // ---- events ----

    @Test
    void anEventRowStandsForConnectionsThatBeginThen() {
        Life life = new World().event(1060, 1000, NC).life();
        assertTrue(life.isEvent());
        assertMay(life, 995, 1001);
        assertEquals(Times.NONE, life.knownFrom());
    }

    @Test
    void eachEventIsASightingOfItsOwn() {
        assertEquals(2, new World().event(1060, 1000, NC).event(1060, 1030, NC).lives().size());
    }

    // ---- distance ----

    @Test
    void theGapIsTheDistanceToTheNearestTimeKnown() {
        Life life = new World().ran(880, 6).added(1000, 7, NC).ran(1060, 8).removed(1240, 9, NC).life();
        assertEquals(0, life.gap(s(990), s(1010)));
        assertEquals(s(8), life.gap(s(980), s(990)));
        assertEquals(s(9), life.gap(s(1010), s(1020)));
        assertEquals(s(8), life.gap(s(1040), s(1050)));
        assertEquals(s(139), life.gap(s(1200), s(1210)));
    }

    @Test
    void ofALifeNeverKnownAliveTheGapIsToItsBounds() {
        Life life = new World().removed(1120, 8, NC).life();
        assertEquals(0, life.gap(s(1100), s(1130)));
        assertEquals(s(79), life.gap(s(1200), s(1210)));
    }
}

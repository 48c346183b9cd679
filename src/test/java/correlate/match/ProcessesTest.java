package correlate.match;

import static correlate.match.World.flow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.match.World.Socket;
import correlate.model.Reason;
import correlate.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Process identity is pid and, where logged, start time. */
class ProcessesTest {
    private static List<Judgement> found(Socket... sockets) {
        World world = new World();
        for (Socket socket : sockets) {
            world.added(1000, 7, socket);
        }
        return world.judge(flow(990, 1010)).of(0).judged();
    }

    private static Socket fd(int number, double began) {
        return Socket.of(42).fd(number).began(began);
    }

    @Test
    void twoSocketsOfOneProcessAreOneFinding() {
        List<Judgement> found = found(Socket.of(42).fd(3), Socket.of(42).fd(4));
        assertEquals(1, found.size());
        assertEquals(Verdict.CONFIRMED, found.get(0).verdict());
        assertEquals(1, found.get(0).candidates());
        assertEquals(2, found.get(0).sightings());
    }

    @Test
    void startsWithinTwoSecondsAreOneProcess() {
        assertEquals(1, found(fd(3, 900), fd(4, 902)).size());
        assertEquals(2, found(fd(3, 900), fd(4, 902.1)).size());
    }

    @Test
    void startsThatDriftAreNotChained() {
        List<Judgement> found = found(fd(3, 900), fd(4, 902), fd(5, 904));
        assertEquals(2, found.size());
        assertEquals(3, found.stream().mapToInt(Judgement::sightings).sum());
    }

    @Test
    void onePidWithTwoStartsIsTwoProcesses() {
        List<Judgement> found = found(fd(3, 900), fd(4, 950));
        assertEquals(2, found.size());
        found.forEach(judgement -> assertEquals(Reason.AMBIGUOUS, judgement.reason()));
    }

    @Test
    void anUnknownStartIsNoFurtherProcess() {
        assertEquals(1, found(fd(3, 900), Socket.of(42).fd(4)).size());
        List<Judgement> found = found(fd(3, 900), fd(4, 950), Socket.of(42).fd(5));
        assertEquals(2, found.size());
        assertEquals(3, found.stream().mapToInt(Judgement::sightings).sum());
    }

    @Test
    void theStartInARemovedRowTellsNoProcessesApart() {
        World world = new World().ran(880, 6).added(1000, 7, fd(3, 900)).removed(1120, 8, fd(4, 1110));
        assertEquals(1, world.judge(flow(990, 1010)).of(0).judged().size());
    }

    @Test
    void aRowWithoutAPidNeverStandsBesideAKnownOwner() {
        List<Judgement> found = found(Socket.of(42), Socket.of(Long.MIN_VALUE));
        assertEquals(1, found.size());
        assertEquals(42, found.get(0).life().best().pid());
        assertEquals(Reason.OWNER_UNKNOWN, found(Socket.of(Long.MIN_VALUE)).get(0).reason());
    }

    /** Pids 42 and 43 share a socket, and 42 had another that fits as well: that is not one socket. */
    @Test
    void processesOfASharedSocketCompeteWithAnother() {
        World world = new World().snapshots().ran(880, 0).shows(940, Socket.of(42).inode(7)).shows(940, Socket.of(43).inode(7))
                .shows(1000, Socket.of(42).inode(8)).ran(1060, 0);
        List<Judgement> found = world.judge(flow(930, 1010)).of(0).judged();
        assertEquals(2, found.size());
        found.forEach(judgement -> assertEquals(Reason.AMBIGUOUS, judgement.reason()));
        world.judge(flow(930, 950)).of(0).judged().forEach(judgement -> assertEquals(Verdict.CONFIRMED, judgement.verdict()));
    }

    @Test
    void theBestSocketStandsForItsProcess() {
        World world = new World().ran(880, 6).added(1060, 7, Socket.of(42).fd(3)).added(1000, 8, Socket.of(42).fd(4));
        Judgement judgement = world.finding(990, 1010);
        assertEquals(4, judgement.life().best().descriptor());
        assertEquals(Reason.ALIVE_DURING, judgement.reason());
        assertEquals(2, judgement.sightings());
    }

    /** The best comes first, and the order does not depend on the rows'. */
    @Test
    void candidatesComeBestFirst() {
        World world = new World();
        for (int pid : new int[] {7, 5, 6}) {
            world.log(0, pid).ran(880, 6).added(1000 + 60 * pid, 7, Socket.of(pid));
        }
        assertEquals(List.of(5L, 6L, 7L),
                world.judge(flow(990, 1010)).of(0).judged().stream().map(j -> j.life().best().pid()).toList());
    }

    /** All fit: every process is printed, and none is compared with all others. */
    @Test
    void manyProcessesOnOneConnectionAreSettledOnce() {
        World world = new World().snapshots();
        for (int pid = 1; pid <= 20_000; pid++) {
            world.shows(1000, Socket.of(pid));
        }
        List<Judgement> found = new ArrayList<>(world.judge(flow(990, 1010)).of(0).judged());
        assertEquals(20_000, found.size());
        assertTrue(found.stream().allMatch(j -> j.candidates() == 20_000 && j.reason() == Reason.AMBIGUOUS));
    }
}

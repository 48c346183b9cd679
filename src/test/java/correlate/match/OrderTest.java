package correlate.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.index.SocketRow;
import correlate.match.World.Socket;
import correlate.model.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No finding depends on the order in which rows and connections came. */
class OrderTest {
    private final Random random = new Random(20260101);
    private final Set<Reason> met = EnumSet.noneOf(Reason.class);

    @Test
    void shufflingTheRowsAndConnectionsOfAGroupChangesNoFinding() {
        for (int round = 0; round < 1500; round++) {
            World world = group();
            List<Flow> flows = flows();
            List<String> expected = told(new Judge(world, Settings.DEFAULT).judge(world.rows, flows), flows);
            for (int shuffle = 0; shuffle < 3; shuffle++) {
                List<Flow> shuffledFlows = new ArrayList<>(flows);
                Collections.shuffle(shuffledFlows, random);
                Outcome outcome = new Judge(world, Settings.DEFAULT).judge(renumbered(world.rows), shuffledFlows);
                assertEquals(expected, told(outcome, shuffledFlows), "round " + round);
            }
        }
        assertTrue(met.containsAll(EnumSet.range(Reason.ALIVE_DURING, Reason.ID_ONLY)), () -> "the groups hold only " + met);
        assertTrue(met.containsAll(EnumSet.range(Reason.ENDED_BEFORE_OPEN, Reason.PROCESS_STARTED_LATER)), met::toString);
    }

    /** The rows in another order, their places in the log changed. */
    private List<SocketRow> renumbered(List<SocketRow> rows) {
        List<SocketRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        List<Integer> refs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            refs.add(i);
        }
        Collections.shuffle(refs, random);
        shuffled.replaceAll(row -> new SocketRow(row.host(), row.query(), row.snapshot(), row.time(), row.epoch(), row.counter(),
                row.change(), row.localIsFirst(), row.pid(), row.processStart(), row.inode(), row.descriptor(), row.eventTime(),
                row.eventFrom(), row.protoAssumed(), refs.remove(refs.size() - 1)));
        return shuffled;
    }

    /** Sockets of few processes on few hosts that use one tuple again and again, in logs with gaps, new epochs and lost rows. */
    private World group() {
        World world = new World();
        int hosts = 1 + random.nextInt(2);
        for (int host = 0; host < hosts; host++) {
            for (int query = 0; query < 1 + random.nextInt(2); query++) {
                world.log(host, query);
                if (random.nextBoolean()) {
                    world.shown(60);
                } else if (random.nextBoolean()) {
                    world.given(60);
                }
                switch (random.nextInt(5)) {
                    case 0 -> snapshots(world.snapshots());
                    case 1 -> events(world.changes());
                    default -> new Walk(world.changes()).run();
                }
            }
        }
        return world;
    }

    private Socket socket() {
        Socket socket = Socket.of(random.nextInt(6) == 0 ? -1 : 42 + random.nextInt(2)).inode(random.nextBoolean() ? 0 : 700 + random.nextInt(2));
        socket = random.nextInt(3) == 0 ? socket.began(900 + random.nextInt(3) * 100) : socket;
        return random.nextInt(6) == 0 ? socket.otherEnd() : socket;
    }

    private void snapshots(World world) {
        for (int i = 0; i < 8; i++) {
            world.ran(1000 + 60 * i, 0);
            for (int n = random.nextInt(3); n > 0; n--) {
                world.shows(1000 + 60 * i, socket());
            }
        }
    }

    private void events(World world) {
        for (int i = 0; i < 3; i++) {
            double time = 1000 + random.nextInt(500);
            world.event(time + random.nextInt(60), time, socket());
        }
    }

    /** A log of changes. */
    private final class Walk {
        private final World world;
        private final List<Socket> open = new ArrayList<>();
        private long counter = random.nextInt(3) - 1;

        Walk(World world) {
            this.world = world;
        }

        void run() {
            world.epoch(1);
            boolean counted = counter >= 0;
            for (int i = 0; i < 12; i++) {
                double time = 1000 + 60 * i;
                boolean whole = counted && counter == 0;
                for (int n = open.size() - 1; n >= 0; n--) {
                    change(n, time, whole);
                }
                if (random.nextInt(3) == 0) {
                    Socket socket = socket();
                    open.add(socket);
                    world.added(time, counter, socket);
                } else {
                    world.ran(time, counter);
                }
                if (counted) {
                    counter += random.nextInt(6) == 0 ? 2 : 1;
                    if (random.nextInt(8) == 0) {
                        world.epoch(2 + i);
                        counter = random.nextInt(3) == 0 ? 1 : 0;
                    }
                }
            }
        }

        private void change(int n, double time, boolean whole) {
            Socket socket = open.get(n);
            int what = random.nextInt(8);
            if (what == 0) {
                open.remove(n);
                if (!whole) {
                    world.removed(time, counter, socket);
                }
            } else if (what == 1 && !whole) {
                world.removed(time, counter, socket).added(time, counter, socket);
            } else if (what == 2) {
                open.remove(n);                     // its row was lost
            } else if (whole) {
                world.added(time, counter, socket);
            }
        }
    }

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        double time = 950 + random.nextInt(200);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            double length = random.nextInt(3) == 0 ? 0.5 : random.nextInt(120);
            flows.add(new Flow(World.s(time), World.s(time + length), random.nextInt(5) != 0, random.nextInt(8) != 0, i));
            time += length + random.nextInt(100);
        }
        return flows;
    }

    /** All that the outcome says, by connection, without the places of rows. */
    private List<String> told(Outcome outcome, List<Flow> flows) {
        List<String> told = new ArrayList<>();
        for (int f = 0; f < flows.size(); f++) {
            Flow flow = flows.get(f);
            String who = flow.start() + "-" + flow.end() + " ";
            told.add(who + "found " + outcome.of(f).judged().stream().map(this::told).toList());
            told.add(who + "excluded " + outcome.excluded(f).stream().map(this::told).sorted().toList());
            told.add(who + "nearest " + (!outcome.of(f).judged().isEmpty() || outcome.nearestExcluded(f) == null ? "none" : told(outcome.nearestExcluded(f))));
            told.add(who + "count " + outcome.of(f).excluded());
        }
        Collections.sort(told);
        boolean[] used = outcome.used();
        for (int i = 0; i < outcome.lives().size(); i++) {
            told.add("life " + told(outcome.lives().get(i)) + " " + used[i]);
        }
        return told;
    }

    private String told(Judgement j) {
        met.add(j.reason());
        return j.side() + " " + j.verdict() + " " + j.reason() + " " + j.candidates() + " " + j.gap() + " " + j.sightings() + " " + told(j.life());
    }

    private static String told(Life life) {
        SocketRow best = life.best();
        return best.host() + " " + best.query() + " " + best.change() + " " + best.time() + " " + best.pid() + " " + best.processStart() + " "
                + best.inode() + " " + life.rows() + " " + life.firstSeen() + " " + life.lastSeen() + " " + life.knownFrom() + " "
                + life.knownTo() + " " + life.mayFrom() + " " + life.mayTo() + " " + life.end();
    }
}

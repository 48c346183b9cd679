package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Address;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Form;
import correlate.source.SocketKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However the rows are cut into blocks, the index is the same. */
class RowBlockTest {
    private final SocketKey key = new SocketKey();
    private final RowBlock block = new RowBlock();
    private final SocketIndex index = new SocketIndex(new Schedules(Map.of(), 0));

    RowBlockTest() {
        line(key, "h", "q", 100, 1, Form.ADDED);
    }

    @Test
    void tellsTheSameInOneBlockAndInMany() {
        List<String> whole = described(10_000);
        for (int lines : new int[] {1, 7, 100}) {
            List<String> cut = described(lines);
            for (int i = 0; i < whole.size(); i++) {
                assertEquals(whole.get(i), cut.get(i));
            }
        }
    }

    @Test
    void countsAQueryThatShowedNothing() {
        block.batch(key);
        index.add(block, 0, 0, 1);
        index.freeze();
        assertEquals(1, index.timeline(0, 0, false).size());
    }

    @Test
    void doesNotCountAQueryOfAddresses() {
        block.batch(key);
        ownAddress("10.0.0.1");
        ownAddress("10.0.0.2");
        index.add(block, 0, 0, 1);
        index.freeze();
        assertEquals(0, index.timeline(0, 0, false).size());
        assertTrue(index.hosts().isOwned(index.address(0, Address.parse("10.0.0.2").low())));
    }

    @Test
    void countsASocketQueryBetweenQueriesOfAddresses() {
        block.batch(key);
        ownAddress("10.0.0.1");
        line(key, "h", "sockets", 200, 1, Form.ADDED);
        block.batch(key);
        line(key, "h", "q", 300, 1, Form.ADDED);
        block.batch(key);
        ownAddress("10.0.0.1");
        index.add(block, 0, 0, 1);
        index.freeze();
        assertEquals(1, index.timeline(0, 0, false).size());
        assertEquals("sockets", index.queryName(0));
    }

    @Test
    void leavesOutWhatHasNoTime() {
        key.unixTime = Times.NONE;
        block.batch(key);
        socket(1, "10.0.0.1", "10.0.0.2");
        index.add(block, 0, 0, 1);
        index.freeze();
        assertEquals(0, index.rowCount());
        assertEquals(0, index.hosts().size());
    }

    @Test
    void knowsARowOfAHostWithManyAddresses() {
        for (int i = 0; i < 500; i++) {
            socket(i, "10.0." + i / 200 + "." + i % 200, "10.9.9.9");
        }
        index.add(block, 3, 1000, 11);
        index.freeze();
        assertEquals(500, index.keyCount());
        assertFalse(index.tuple(0).equals(index.tuple(1)));
        assertEquals(new RowPlace(3, 1007, 3, -1, 11, null), index.place(0));
    }

    @Test
    void knowsAHostOfWhichOnlyOtherQueriesTell() {
        block.alive("idle");
        index.add(block, 0, 0, 1);
        assertEquals("idle", index.hosts().name(0));
    }

    private void ownAddress(String address) {
        key.clearRow();
        key.kind = Kind.OWN_ADDRESS;
        key.localLow = Address.parse(address).low();
        block.row(key);
    }

    private void socket(long pid, String local, String remote) {
        key.clearRow();
        key.kind = Kind.SOCKET;
        key.protocol = Protocols.TCP;
        key.pid = pid;
        key.localLow = Address.parse(local).low();
        key.localPort = 40_000;
        key.remoteLow = Address.parse(remote).low();
        key.remotePort = 443;
        key.sliceFrom = 7;
        key.sliceTo = 10;
        block.row(key);
    }

    private static void line(SocketKey key, String host, String query, long second, long counter, Form form) {
        key.host = host;
        key.query = query;
        key.unixTime = second * Times.SECOND;
        key.epoch = second / 500;
        key.counter = counter;
        key.form = form;
    }

    /** All that can be asked of an index of generated rows, cut into blocks of so many lines. */
    private static List<String> described(int linesABlock) {
        SplittableRandom random = new SplittableRandom(1);
        SocketIndex index = new SocketIndex(new Schedules(Map.of(), 0));
        SocketKey key = new SocketKey();
        RowBlock block = new RowBlock();
        int first = 0;
        for (int i = 0; i < 2_000; i++) {
            key.line = i - first;
            String query = "q" + random.nextInt(3);
            Form form = query.equals("q2") ? Form.EVENT : List.of(Form.ADDED, Form.REMOVED, Form.SNAPSHOT).get(random.nextInt(3));
            line(key, "h" + random.nextInt(5), query, 1 + i / 3, random.nextInt(3), form);
            key.decorations = random.nextInt(4) == 0 ? "{\"a\":1}" : null;
            key.batched = key.query.equals("q1");
            block.batch(key);
            for (int rows = random.nextInt(3); rows > 0; rows--) {
                row(key, random);
                block.row(key);
            }
            if (key.line == linesABlock - 1) {
                index.add(block, 1, 10_000L * first, first + 1);
                block = new RowBlock();
                first = i + 1;
            }
        }
        index.add(block, 1, 10_000L * first, first + 1);
        index.freeze();
        return all(index);
    }

    private static void row(SocketKey key, SplittableRandom random) {
        key.clearRow();
        key.kind = Kind.values()[random.nextInt(Kind.values().length)];
        key.protocol = random.nextInt(3) == 0 ? -1 : Protocols.UDP;
        key.localLow = random.nextInt(4) == 0 ? 0 : 0xffff_0a00_0000L + random.nextInt(20);
        key.localPort = random.nextInt(4);
        key.remoteLow = 0xffff_0a00_0000L + random.nextInt(20);
        key.remotePort = random.nextInt(4);
        key.pid = random.nextInt(3) == 0 ? SocketKey.NO_PID : random.nextInt(5) - 1;
        key.processStart = random.nextInt(3) == 0 ? Times.NONE : 1_000_000_000L * Times.SECOND;
        key.inode = random.nextLong();
        key.descriptor = random.nextLong();
        key.sinceBoot = random.nextInt(5) == 0 ? random.nextInt(1000) : Times.NONE;
        key.loggedId = "1:" + "A".repeat(26) + random.nextInt(10) + "=";
        key.sliceFrom = 10_000 * key.line;
        key.sliceTo = key.sliceFrom + random.nextInt(1000);
        key.ordinal = random.nextInt(5) - 1;
    }

    private static List<String> all(SocketIndex index) {
        List<String> all = new ArrayList<>();
        for (int r = 0; r < index.rowCount(); r++) {
            all.add(index.row(r) + " " + index.kind(r) + " " + index.protocol(r) + " " + index.place(r));
        }
        for (int k = 0; k < index.keyCount(); k++) {
            all.add(index.tuple(k) + " " + index.rows(k));
        }
        index.forEachPolled((host, query, snapshots, timeline) -> {
            StringBuilder text = new StringBuilder(index.hosts().name(host) + " " + index.queryName(query) + " " + snapshots + " "
                    + timeline.logsRemovals() + " " + timeline.logsEmptyRuns());
            for (int i = 0; i < timeline.size(); i++) {
                text.append(' ').append(timeline.time(i)).append(' ').append(timeline.counter(i));
            }
            all.add(text.toString());
        });
        for (int host = 0; host < index.hosts().size(); host++) {
            all.add(index.hosts().name(host) + " " + index.hosts().first(host) + " " + index.hosts().last(host));
        }
        for (int i = 0; i < 20; i++) {
            int address = index.address(0, 0xffff_0a00_0000L + i);
            for (long time = 0; time < 700; time += 100) {
                StringBuilder owners = new StringBuilder("owners");
                index.hosts().ownersAt(address, time * Times.SECOND, host -> owners.append(' ').append(host));
                all.add(owners.toString());
            }
        }
        return all;
    }
}

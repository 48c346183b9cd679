package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Address;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Form;
import correlate.source.SocketKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An index behind a sieve answers every connection as one that holds all rows. */
class SieveTest {
    private static final Kind[] KINDS = {Kind.SOCKET, Kind.SOCKET, Kind.SOCKET, Kind.REMOTE_ONLY, Kind.LISTENER, Kind.UNCONNECTED,
        Kind.CONNECT_EVENT, Kind.ACCEPT_EVENT, Kind.TUPLE_EVENT, Kind.ID_ONLY};
    private final Random random = new Random(20261128);

    private Address address() {
        int n = random.nextInt(300);
        return n % 7 == 0 ? new Address(0x2001_0db8L << 32, n) : new Address(0, 0xffff_0a00_0000L + n);
    }

    private SocketKey row(int i) {
        SocketKey key = new SocketKey();
        key.host = "h" + random.nextInt(5);
        key.query = "q";
        key.unixTime = (1_600_000_000L + 60L * i) * Times.SECOND;
        key.epoch = 1;
        key.counter = i;
        key.form = Form.ADDED;
        key.clearRow();
        key.kind = KINDS[random.nextInt(KINDS.length)];
        key.protocol = random.nextInt(4) == 0 ? -1 : random.nextBoolean() ? Protocols.TCP : Protocols.UDP;
        Address local = address();
        boolean wildcard = (key.kind == Kind.LISTENER || key.kind == Kind.UNCONNECTED) && random.nextBoolean();
        key.localHigh = wildcard ? 0 : local.high();
        key.localLow = wildcard ? random.nextBoolean() ? 0xffff_0000_0000L : 0 : local.low();
        key.localPort = random.nextInt(20);
        Address remote = address();
        key.remoteHigh = remote.high();
        key.remoteLow = remote.low();
        key.remotePort = key.kind == Kind.ACCEPT_EVENT && random.nextBoolean() ? 0 : random.nextInt(20);
        key.loggedId = key.kind == Kind.ID_ONLY ? "1:l7a9beh8+bQe2MRtUW92OFmMMsM=" : null;
        return key;
    }

    private FlowKey flow() {
        FlowKey flow = new FlowKey();
        flow.clear();
        flow.hasTuple = true;
        flow.protocol = random.nextBoolean() ? Protocols.TCP : Protocols.UDP;
        Address orig = address();
        Address resp = address();
        flow.origHigh = orig.high();
        flow.origLow = orig.low();
        flow.origPort = random.nextInt(20);
        flow.respHigh = resp.high();
        flow.respLow = resp.low();
        flow.respPort = random.nextInt(20);
        return flow;
    }

    private static SocketIndex index(List<SocketKey> rows, Sieve sieve) {
        SocketIndex index = new SocketIndex(new Schedules(Map.of(), 0));
        for (int i = 0; i < rows.size(); i++) {
            RowBlock block = new RowBlock(sieve);
            block.batch(rows.get(i));
            block.row(rows.get(i));
            index.add(block, 0, 0, i + 1);
        }
        index.freeze();
        return index;
    }

    /** The lines of all rows that the index knows for a connection, by each way in which it is asked. */
    private static List<List<Long>> known(SocketIndex index, FlowKey flow) {
        int orig = index.address(flow.origHigh, flow.origLow);
        int resp = index.address(flow.respHigh, flow.respLow);
        List<Integer> keys = new ArrayList<>(List.of(index.tuple(orig, resp, flow), index.remoteEnd(orig, flow.origPort, 0),
                index.remoteEnd(resp, flow.respPort, 0), index.remoteEnd(orig, 0, 0), index.remoteEnd(resp, 0, 0),
                index.remoteEnd(orig, flow.origPort, flow.respPort), index.remoteEnd(resp, flow.respPort, flow.origPort),
                index.localEnd(orig, flow.origPort), index.localEnd(resp, flow.respPort)));
        for (int host = 0; host < index.hosts().size(); host++) {
            keys.add(index.anyLocalEnd(host, flow.origPort));
            keys.add(index.anyLocalEnd(host, flow.respPort));
            keys.add(index.anyLocalV4End(host, flow.origPort));
            keys.add(index.anyLocalV4End(host, flow.respPort));
        }
        return keys.stream().map(key -> key < 0 ? List.<Long>of()
                : index.rows(key).stream().map(row -> index.place(row.ref()).line()).toList()).toList();
    }

    private void answersAsTheWhole(int rowCount, int flowCount, long bytes) {
        List<SocketKey> rows = new ArrayList<>();
        for (int i = 0; i < rowCount; i++) {
            rows.add(row(i));
        }
        List<FlowKey> flows = new ArrayList<>();
        for (int i = 0; i < flowCount; i++) {
            flows.add(flow());
        }
        SocketIndex whole = index(rows, null);
        Sieve sieve = new Sieve(bytes, false);
        whole.tell(sieve);
        flows.forEach(flow -> sieve.asks(flow, sieve::isAsked));
        SocketIndex sieved = index(rows, sieve);
        for (FlowKey flow : flows) {
            assertEquals(known(whole, flow), known(sieved, flow));
        }
        assertEquals(whole.socketRows(), sieved.socketRows());
        assertTrue(bytes < 1024 || sieved.rowCount() < whole.rowCount() * 9 / 10,
                sieved.rowCount() + " of " + whole.rowCount() + " rows are kept");
    }

    @Test
    void aRowThatAConnectionAsksForIsKept() {
        answersAsTheWhole(20_000, 200, 1 << 16);
        answersAsTheWhole(200, 2_000, 1 << 16);
    }

    @Test
    void tablesThatAreTooSmallKeepMoreButMissNothing() {
        answersAsTheWhole(2_000, 50, 8);
        answersAsTheWhole(2_000, 50, 64);
    }

    @Test
    void aConnectionWithoutATupleAsksForEverything() {
        SocketKey row = row(1);
        Sieve sieve = new Sieve(1024, false);
        index(List.of(row), null).tell(sieve);
        FlowKey flow = flow();
        flow.hasTuple = false;
        sieve.asks(flow, sieve::isAsked);
        row.kind = Kind.SOCKET;
        assertTrue(!sieve.wants(row));
        sieve.everythingIsAsked();
        assertTrue(sieve.wants(row));
    }

    @Test
    void aFarEndIsAskedForOnlyWhereReasonsAreWanted() {
        SocketKey row = row(1);
        row.kind = Kind.SOCKET;
        row.protocol = Protocols.TCP;
        FlowKey flow = flow();
        flow.respHigh = row.remoteHigh;
        flow.respLow = row.remoteLow;
        flow.respPort = row.remotePort;
        for (boolean reasons : new boolean[] {false, true}) {
            Sieve sieve = new Sieve(1 << 16, reasons);
            index(List.of(row), null).tell(sieve);
            sieve.asks(flow, sieve::isAsked);
            assertEquals(reasons, sieve.wants(row));
        }
    }
}

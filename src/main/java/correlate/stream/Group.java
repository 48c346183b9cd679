package correlate.stream;

import correlate.match.Flow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Everything that is known of one Community ID: rows of connections, socket rows, and what was last said of each connection.
 * Adding is a union, so the order in which rows come, and how often, does not matter.
 */
final class Group {
    private static final byte FLOW = 0;
    private static final byte SOCKET = 1;
    private static final byte SAID = 2;

    /** A socket row, its key in the store, and when it came, in ms; 0 if in time. */
    record Row(Bytes key, Socket socket, long late) {
    }

    /** A row of a connection likewise; without its bytes once its findings are settled. */
    record Line(Bytes key, FlowLine flow, long late) {
    }

    /** The rows of one connection. */
    static final class Case {
        final byte[] key;
        final List<Line> lines = new ArrayList<>();

        Case(byte[] key) {
            this.key = key;
        }

        long start() {
            return lines.stream().mapToLong(line -> line.flow.start()).min().orElseThrow();
        }

        long end() {
            return lines.stream().mapToLong(line -> line.flow.end()).max().orElseThrow();
        }

        /** When it came if it was late, in ms, else 0. */
        long late() {
            return lines.stream().mapToLong(Line::late).max().orElseThrow();
        }

        /** Whether only its times are left. */
        boolean isSettled() {
            return lines.get(0).flow.line() == null;
        }

        /** Whether its rows name both ends. */
        boolean isSided() {
            return lines.stream().allMatch(line -> line.flow.sided());
        }

        Flow flow(int ref) {
            return new Flow(start(), end(), lines.get(0).flow.origIsFirst(), ref);
        }
    }

    final byte[] id;
    final List<Row> rows = new ArrayList<>();
    final List<Case> cases = new ArrayList<>();
    /** What was said: record key to the digest of its value. */
    final Map<String, byte[]> said = new TreeMap<>();

    private final KeyValueStore<Bytes, byte[]> store;

    /** Reads what the store has of an id. */
    Group(KeyValueStore<Bytes, byte[]> store, byte[] id) {
        this.store = store;
        this.id = id;
        Map<ByteBuffer, Case> byKey = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = Stores.scan(store, id)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                Wire.Reader key = new Wire.Reader(entry.key.get());
                key.raw(id.length);
                Wire.Reader value = new Wire.Reader(entry.value);
                switch (key.number()) {
                    case FLOW -> byKey.computeIfAbsent(ByteBuffer.wrap(key.raw(Long.BYTES)), k -> new Case(k.array())).lines
                            .add(line(entry.key, value));
                    case SOCKET -> rows.add(row(entry.key, value));
                    case SAID -> said.put(key.text(), value.bytes());
                    default -> throw new IllegalStateException("unknown entry in a group");
                }
            }
        }
        cases.addAll(byKey.values());
    }

    private static Line line(Bytes key, Wire.Reader value) {
        long late = value.varying();
        return new Line(key, FlowLine.read(value), late);
    }

    private static Row row(Bytes key, Wire.Reader value) {
        long late = value.varying();
        return new Row(key, Socket.read(value), late);
    }

    /** Adds a row of a connection; false if it was there. */
    static boolean add(KeyValueStore<Bytes, byte[]> store, byte[] id, FlowLine flow, long late) {
        byte[] digest = digest(flow.line());
        byte[] fold = flow.fold() != 0 ? ByteBuffer.allocate(Long.BYTES).putLong(flow.fold()).array()
                : Arrays.copyOf(digest, Long.BYTES);
        return add(store, new Wire().raw(id).number(FLOW).raw(fold).raw(digest), flow.write(new Wire().varying(late)));
    }

    /** Adds a socket row; false if it was there. */
    static boolean add(KeyValueStore<Bytes, byte[]> store, byte[] id, Socket socket, long late) {
        Wire what = socket.run().write(new Wire()).number((byte) socket.change().ordinal()).varying(socket.pid())
                .varying(socket.inode()).varying(socket.descriptor()).raw(socket.columns());
        return add(store, new Wire().raw(id).number(SOCKET).raw(digest(what.toBytes())),
                socket.write(new Wire().varying(late)));
    }

    private static boolean add(KeyValueStore<Bytes, byte[]> store, Wire key, Wire value) {
        return store.putIfAbsent(Bytes.wrap(key.toBytes()), value.toBytes()) == null;
    }

    /** Remembers what was said under a record key; null to forget it. */
    void say(String recordKey, byte[] digest) {
        Bytes key = Bytes.wrap(new Wire().raw(id).number(SAID).text(recordKey).toBytes());
        store.put(key, digest == null ? null : new Wire().bytes(digest).toBytes());
    }

    void remove(Row row) {
        store.delete(row.key);
    }

    void remove(Case settled) {
        settled.lines.forEach(line -> store.delete(line.key));
    }

    /** Keeps of a connection only that it was there. */
    void settle(Case old) {
        for (Line line : old.lines) {
            FlowLine f = line.flow;
            store.put(line.key, new FlowLine(f.source(), f.fold(), f.start(), f.end(), f.sided(), f.origIsFirst(), null,
                    f.topic(), f.offset()).write(new Wire().varying(line.late)).toBytes());
        }
    }

    /** Sixteen bytes that nobody can make equal for two contents. */
    static byte[] digest(byte[] content) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package correlate.stream;

import correlate.match.Flow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that is known of one Community ID: rows of connections, socket rows, and what was last said of each connection.
 * Adding is a union, so the order in which rows come, and how often, does not matter.
 */
final class Group {
    private static final byte FLOW = 0;
    private static final byte SOCKET = 1;

    /** The digests of what was said of a connection and process: of what it comes to, and of all its numbers. */
    record Said(byte[] core, byte[] all) {
        boolean hasCoreOf(Said other) {
            return Arrays.equals(core, other.core);
        }

        boolean hasAllOf(Said other) {
            return Arrays.equals(all, other.all);
        }
    }

    /** A row of either side. */
    abstract static class Entry {
        final byte[] digest;
        /** When it came, in ms, if the watermark had passed it long before; else 0. */
        final long late;
        private byte[] bytes;

        Entry(byte[] digest, long late) {
            this.digest = digest;
            this.late = late;
        }

        abstract Wire write(Wire wire);

        byte[] bytes() {
            if (bytes == null) {
                bytes = write(new Wire()).toBytes();
            }
            return bytes;
        }
    }

    /** A socket row. */
    static final class Row extends Entry {
        final Socket socket;

        Row(byte[] digest, long late, Socket socket) {
            super(digest, late);
            this.socket = socket;
        }

        @Override
        Wire write(Wire wire) {
            return socket.write(socket.run().write(wire.number(SOCKET).raw(digest).varying(late)));
        }
    }

    private static final Comparator<Row> BY_PLACE = Comparator.comparing((Row row) -> row.socket.topic())
            .thenComparingLong(row -> row.socket.offset()).thenComparing(row -> row.digest, Arrays::compareUnsigned);

    /** A row of a connection; without its bytes once its findings are settled. The first of a connection says what was said of it. */
    static final class Line extends Entry {
        private FlowLine flow;
        private String name;
        private final Map<String, Said> said = new TreeMap<>();

        Line(byte[] digest, long late, FlowLine flow) {
            super(digest, late);
            this.flow = flow;
        }

        /** Rows with one of these are one connection. */
        private long fold() {
            return flow.fold() != 0 ? flow.fold() : ByteBuffer.wrap(digest).getLong();
        }

        @Override
        Wire write(Wire wire) {
            flow.write(wire.number(FLOW).raw(digest).varying(late)).text(name).varying(said.size());
            said.forEach((key, what) -> wire.text(key).raw(what.core).raw(what.all));
            return wire;
        }
    }

    /** The rows of one connection. */
    final class Case {
        private final List<Line> lines = new ArrayList<>(1);
        private List<FlowLine> flows = new ArrayList<>(1);
        private long start = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;
        private long late;

        List<FlowLine> flows() {
            return flows;
        }

        long start() {
            return start;
        }

        long end() {
            return end;
        }

        /** When it came if it was late, in ms, else 0. */
        long late() {
            return late;
        }

        private void add(Line line) {
            lines.add(line);
            flows.add(line.flow);
            start = Math.min(start, line.flow.start());
            end = Math.max(end, line.flow.end());
            late = Math.max(late, line.late);
        }

        /** Whether only its times are left. */
        boolean isSettled() {
            return flows.get(0).line() == null;
        }

        /** Whether its rows name both ends. */
        boolean isSided() {
            return flows.stream().allMatch(FlowLine::sided);
        }

        Flow flow(int ref) {
            return new Flow(start(), end(), flows.get(0).origIsFirst(), ref);
        }

        /** Its name in the keys of findings. */
        String name(Wording wording) {
            Line first = lines.get(0);
            if (first.name == null) {
                first.name = wording.connection(flows);
                changed(first);
            }
            return first.name;
        }

        /** What was said of it, by side and number. */
        Map<String, Said> said() {
            return lines.get(0).said;
        }

        /** Remembers what was said; null to forget it. */
        void say(String key, Said what) {
            if (what == null) {
                said().remove(key);
            } else {
                said().put(key, what);
            }
            changed(lines.get(0));
        }

        /** Keeps of it only that it was there. */
        void settle() {
            said().clear();
            for (Line line : lines) {
                line.flow = line.flow.withoutBytes();
                changed(line);
            }
            flows = new ArrayList<>(lines.stream().map(line -> line.flow).toList());
        }
    }

    /** So many entries are one value in the store. */
    static final int SEGMENT = 16;

    final byte[] id;
    /** In the order of their coming. */
    final List<Entry> entries = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Case> cases = new LinkedHashMap<>();
    private final Set<ByteBuffer> digests = new HashSet<>();
    /** When it is to be looked at: by the watermark, µs since 1970, and by the clock, in ms; {@link Long#MAX_VALUE} for never. */
    long wakeAtWatermark = Long.MAX_VALUE;
    long wakeAtClock = Long.MAX_VALUE;
    Map<Query, Interests.Interest> interests = Map.of();
    /** The segments that the store does not have as they are. */
    final BitSet unsaved = new BitSet();
    /** How many segments the store has. */
    int stored;

    Group(byte[] id) {
        this.id = id;
    }

    /** Its socket rows, in the order of their places. */
    List<Row> rows() {
        return rows;
    }

    /** Its connections. */
    Collection<Case> cases() {
        return cases.values();
    }

    /** Adds a row of a connection; false if it was there. */
    boolean add(FlowLine flow, long late) {
        return addNew(new Line(digest(flow.line()), late, flow));
    }

    /** Adds a socket row; false if it was there. */
    boolean add(Socket socket, long late) {
        Wire what = socket.run().write(new Wire()).number((byte) socket.change().ordinal()).varying(socket.pid())
                .varying(socket.inode()).varying(socket.descriptor()).raw(socket.columns());
        return addNew(new Row(digest(what.toBytes()), late, socket));
    }

    private boolean addNew(Entry entry) {
        if (!digests.add(ByteBuffer.wrap(entry.digest))) {
            return false;
        }
        unsaved.set(entries.size() / SEGMENT);
        take(entry);
        return true;
    }

    private void take(Entry entry) {
        entries.add(entry);
        if (entry instanceof Row row) {
            rows.add(-1 - Collections.binarySearch(rows, row, BY_PLACE), row);
        } else if (entry instanceof Line line) {
            cases.computeIfAbsent(line.fold(), fold -> new Case()).add(line);
        }
    }

    private void changed(Entry entry) {
        entry.bytes = null;
        unsaved.set(entries.indexOf(entry) / SEGMENT);
    }

    /** Sets when it is to be looked at. */
    void wake(long atWatermark, long atClock) {
        wakeAtWatermark = atWatermark;
        wakeAtClock = atClock;
        unsaved.set(0);
    }

    /** Sets what executions it wants to know of. */
    void interested(Map<Query, Interests.Interest> in) {
        interests = in;
        unsaved.set(0);
    }

    void remove(Collection<Row> old) {
        rows.removeAll(old);
        drop(old);
    }

    void remove(Case old) {
        cases.values().remove(old);
        drop(old.lines);
    }

    private void drop(Collection<? extends Entry> old) {
        unsaved.set(0, stored + 1);
        entries.removeAll(old);
        old.forEach(entry -> digests.remove(ByteBuffer.wrap(entry.digest)));
    }

    /** Reads an entry that was written. */
    void read(Wire.Reader in) {
        byte kind = in.number();
        byte[] digest = in.raw(DIGEST);
        long late = in.varying();
        Entry entry;
        if (kind == SOCKET) {
            entry = new Row(digest, late, Socket.read(Run.read(in), in));
        } else {
            Line line = new Line(digest, late, FlowLine.read(in));
            line.name = in.text();
            for (long count = in.varying(); count > 0; count--) {
                line.said.put(in.text(), new Said(in.raw(DIGEST), in.raw(DIGEST)));
            }
            entry = line;
        }
        digests.add(ByteBuffer.wrap(digest));
        take(entry);
    }

    private static final int DIGEST = 16;

    /** Sixteen bytes that nobody can make equal for two contents. */
    static byte[] digest(byte[] content) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package correlate.stream;

import correlate.match.Flow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is known of one Community ID: rows of connections, socket rows, and what was last said of each connection.
 * Adding is a union, so the order in which rows come, and how often, does not matter.
 */
final class Group {
    /** The rows of one connection. */
    final class Case {
        private final List<Entry.Line> lines = new ArrayList<>(1);
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

        private void add(Entry.Line line) {
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

        /**
         * As numbers.
         *
         * @param tuples whether socket rows name both ends
         */
        Flow flow(boolean tuples, int ref) {
            FlowLine lead = lead();
            return new Flow(start(), end(), lead.origIsFirst(), tuples && lead.sided(), ref);
        }

        /** The row that says which end is the originator: the first of the highest rank that names both. */
        private FlowLine lead() {
            FlowLine lead = flows.get(0);
            for (FlowLine flow : flows) {
                if (flow.sided() && (!lead.sided() || flow.rank() > lead.rank())) {
                    lead = flow;
                }
            }
            return lead;
        }

        /** Its name in the keys of findings. */
        String name(Wording wording) {
            Entry.Line first = lines.get(0);
            if (first.name == null) {
                first.name = wording.connection(flows);
                changed(first);
            }
            return first.name;
        }

        /** What was said of it, by side and number. */
        Map<String, Entry.Said> said() {
            return lines.get(0).said;
        }

        /** Remembers what was said; null to forget it. */
        void say(String key, Entry.Said what) {
            if (what == null) {
                said().remove(key);
            } else {
                said().put(key, what);
            }
            changed(lines.get(0));
        }

        /** What tells its rows from those of any other. */
        Wire write(Wire wire) {
            lines.forEach(line -> wire.raw(line.digest));
            return wire;
        }

        /** Keeps of it only that it was there. */
        void settle() {
            said().clear();
            for (Entry.Line line : lines) {
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
    private final List<Entry.Row> rows = new ArrayList<>();
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
    /** As how many rows it was counted when it was held. */
    int counted;

    Group(byte[] id) {
        this.id = id;
    }

    /** Its socket rows, in the order of their places. */
    List<Entry.Row> rows() {
        return rows;
    }

    /** Its connections. */
    Collection<Case> cases() {
        return cases.values();
    }

    /** Adds a row of a connection; false if it was there. */
    boolean add(FlowLine flow, long late) {
        return addNew(new Entry.Line(Entry.digest(flow.line()), late, flow));
    }

    /** Adds a socket row; false if it was there. */
    boolean add(Socket socket, long late) {
        Wire what = socket.run().write(new Wire()).number((byte) socket.change().ordinal()).varying(socket.pid())
                .varying(socket.inode()).varying(socket.descriptor()).raw(socket.columns());
        return addNew(new Entry.Row(Entry.digest(what.toBytes()), late, socket));
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
        if (entry instanceof Entry.Row row) {
            rows.add(-1 - Collections.binarySearch(rows, row, Entry.Row.BY_PLACE), row);
        } else if (entry instanceof Entry.Line line) {
            cases.computeIfAbsent(line.fold(), fold -> new Case()).add(line);
        }
    }

    private void changed(Entry entry) {
        entry.changed();
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

    void remove(Collection<Entry.Row> old) {
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

    /** Takes an entry that the store has. */
    void stored(Entry entry) {
        digests.add(ByteBuffer.wrap(entry.digest));
        take(entry);
    }
}

package correlate;

import correlate.index.RowPlace;
import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.match.Life;
import correlate.model.Address;
import correlate.model.Endpoint;
import correlate.model.NumberText;
import correlate.model.Place;
import correlate.model.ProcessFacts;
import correlate.model.Sighting;
import correlate.model.Times;
import correlate.read.BlockCache;
import correlate.read.Slices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Reads socket rows again, for printing. Several threads may ask. */
final class HostRows {
    private static final int MADE = 4096;
    /** Of plain files each thread has so many open: a fleet has more of them than a program may open. */
    private static final int OPEN = 64;

    private final List<HostFile> files;
    private final SocketIndex index;
    /** Plain files: each thread reads by itself. */
    private final ThreadLocal<Plain> plain = ThreadLocal.withInitial(Plain::new);
    private final ThreadLocal<Made> made = ThreadLocal.withInitial(Made::new);
    /** Of a host's lines all have the same. */
    private final Map<String, Map<String, Object>> decorations = new ConcurrentHashMap<>();
    /** Compressed files: what will be asked for was taken out in one pass. */
    private final Slices[] prepared;
    private final BlockCache preparedBlocks = new BlockCache();

    HostRows(List<HostFile> files, SocketIndex index) {
        this.files = files;
        this.index = index;
        this.prepared = new Slices[files.size()];
    }

    /** Whether any file is compressed. */
    boolean needsPreparing() {
        return files.stream().anyMatch(file -> !file.input.plain());
    }

    /** Takes these rows out of compressed files, where reading them one by one would mean to inflate again and again. */
    void prepare(BitSet rows) {
        int to = 0;
        for (HostFile file : files) {
            int from = to;                              // files were read one after the other
            while (to < index.rowCount() && index.place(to).file() == file.number) {
                to++;
            }
            if (!file.input.plain()) {
                prepare(file, IntStream.range(from, to).filter(rows::get).mapToObj(index::place).toList());
            }
        }
    }

    private void prepare(HostFile file, List<RowPlace> rows) {
        prepared[file.number] = new Slices(file.input, preparedBlocks);
        try {
            prepared[file.number].prepare(rows.stream().mapToLong(RowPlace::offset).toArray(),
                    rows.stream().mapToInt(RowPlace::length).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(RowPlace place) {
        try {
            Slices shared = prepared[place.file()];
            if (shared != null) {
                synchronized (preparedBlocks) {
                    return shared.read(place.offset(), place.length());
                }
            }
            return plain.get().of(files.get(place.file())).read(place.offset(), place.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that a thread read lately. */
    private static final class Plain {
        private final BlockCache blocks = new BlockCache();
        private final Map<HostFile, Slices> lately = new LinkedHashMap<>(2 * OPEN, 0.75f, true);

        Slices of(HostFile file) throws IOException {
            Slices known = lately.get(file);
            if (known != null) {
                return known;
            }
            if (lately.size() == OPEN) {
                Iterator<Slices> oldest = lately.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
            Slices slices = new Slices(file.input, blocks);
            lately.put(file, slices);
            return slices;
        }
    }

    /**
     * What a thread made lately and was asked for again: one listener is behind thousands of connections, but most sightings are
     * printed once, and to hold these made every garbage collection twice as dear.
     */
    private static final class Made {
        private final int[] refs = new int[MADE];          // of all that was made
        private final Life[] lives = new Life[MADE];
        private final boolean[] ends = new boolean[MADE];
        private final Sighting[] sightings = new Sighting[MADE];
    }

    /**
     * A sighting as it is printed; the same object for a life that was lately asked for twice.
     *
     * @param rows how many rows it folds
     * @param ends whether nothing else tells the ends of the socket
     */
    Sighting sighting(Life life, int rows, boolean ends) {
        Made mine = made.get();
        int ref = life.best().ref();
        int slot = ref & MADE - 1;
        if (mine.lives[slot] == life && mine.ends[slot] == ends && mine.sightings[slot].sightings() == rows) {
            return mine.sightings[slot];
        }
        Sighting sighting = make(life, rows, ends);
        if (mine.refs[slot] == ref) {
            mine.lives[slot] = life;
            mine.ends[slot] = ends;
            mine.sightings[slot] = sighting;
        }
        mine.refs[slot] = ref;
        return sighting;
    }

    private Map<String, Object> decorations(HostFile file, String text) {
        if (text == null) {
            return Map.of();
        }
        Map<String, Object> known = decorations.get(text);
        return known != null ? known : decorations.computeIfAbsent(text, file.log::decorations);
    }

    private Sighting make(Life life, int rows, boolean ends) {
        SocketRow best = life.best();
        RowPlace place = index.place(best.ref());
        HostFile file = files.get(place.file());
        return sighting(life, rows, ends, index.hosts().name(best.host()), index.queryName(best.query()),
                file.log.columns(bytes(place), place.ordinal()),
                decorations(file, place.decorations()),
                new Place(file.input.name(), place.line()));
    }

    /** The same, of a row that has been read. */
    static Sighting sighting(Life life, int rows, boolean ends, String host, String query, Map<String, Object> columns,
            Map<String, Object> decorations, Place at) {
        SocketRow best = life.best();
        return new Sighting(host, query, best.change().code(), rows, life.firstSeen(), life.lastSeen(), life.end().code(),
                life.knownFrom(), life.knownTo(), open(life.mayFrom(), Times.BEFORE_ALL), open(life.mayTo(), Times.AFTER_ALL),
                life.offset(), best.protoAssumed(), facts(columns, best, life.offset()),
                ends ? end(columns, "local_address", "local_port") : null,
                ends ? end(columns, "remote_address", "remote_port") : null, columns, decorations, at);
    }

    private static long open(long bound, long none) {
        return bound == none ? Times.NONE : bound;
    }

    private static ProcessFacts facts(Map<String, Object> columns, SocketRow row, long offset) {
        return new ProcessFacts(number(columns.get("pid")), text(columns, "name"), text(columns, "path"),
                text(columns, "cmdline"), row.processStart() == Times.NONE ? Times.NONE : row.processStart() + offset,
                number(columns.get("parent")), number(columns.get("uid")), text(columns, "username"), text(columns, "md5"),
                text(columns, "sha1"), text(columns, "sha256"));
    }

    /** A text column; an empty one says nothing: osquery writes NULL so, and the path that a joined table has overwritten. */
    private static String text(Map<String, Object> columns, String name) {
        Object value = columns.get(name);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private static NumberText number(Object value) {
        return value == null || value.toString().isEmpty() ? null : new NumberText(value.toString());
    }

    private static Endpoint end(Map<String, Object> columns, String addressName, String portName) {
        Object address = columns.get(addressName);
        Object port = columns.get(portName);
        Address ip = address == null ? null : Address.parse(address.toString());
        if (ip == null || ip.isUnspecified() || port == null) {
            return null;
        }
        int number = port(port.toString());
        return number < 0 ? null : new Endpoint(ip, number);
    }

    private static int port(String text) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 4) {
                return -1;
            }
            port = 10 * port + digit;
        }
        return text.isEmpty() ? -1 : port;
    }
}

package correlate;

import correlate.identify.IdCheck;
import correlate.index.SocketIndex;
import correlate.read.Input;
import correlate.read.KeptRows;
import correlate.source.Layout;
import correlate.source.NetworkLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** One network log of the run, and what its scan told. */
final class NetworkFile {
    final int number;
    final Input input;
    final NetworkLog log;
    /** Every layout that held somewhere in the file, in order, and its number. */
    private final List<Layout> layouts = new ArrayList<>();
    private final Map<Layout, Integer> numbers = new IdentityHashMap<>();
    /** The rows of hits, in their order, as far as there is room for them. */
    final KeptRows kept;
    private final Map<Long, Long> firstLines = new HashMap<>();
    Tally tally = new Tally();
    IdCheck ids;
    /** How its scan finds rows by id. */
    IdLookup lookup;

    NetworkFile(int number, Input input, NetworkLog log, KeptRows.Room room) {
        this.number = number;
        this.input = input;
        this.log = log;
        this.kept = new KeptRows(room, !input.plain());
    }

    /** The sensor's Community ID seed. */
    int seed() {
        return ids.seed();
    }

    /** Notes at which line, from 1, the chunk at this offset begins. */
    void firstLine(long offset, long line) {
        firstLines.put(offset, line);
    }

    /** At which line the chunk at this offset begins; a file is cut the same way whenever it is read. */
    long firstLine(long offset) {
        return firstLines.get(offset);
    }

    /** The number of a layout, the next one if it has none. */
    int number(Layout layout) {
        Integer known = numbers.putIfAbsent(layout, layouts.size());
        if (known == null) {
            layouts.add(layout);
        }
        return known == null ? layouts.size() - 1 : known;
    }

    /** The layout of this number. */
    Layout layout(int number) {
        return layouts.get(number);
    }

    /** Whether its ids were looked up under another seed than they turned out to have. */
    boolean wasOfAnotherSeed() {
        return lookup.dependsOnSeed() && lookup.seed() != ids.seed();
    }

    /**
     * Forgets what a scan told, before the next one.
     *
     * @param seed the seed that somebody decided on, or -1: then it is taken to be as the last scan found
     */
    void begin(int seed, SocketIndex index) {
        lookup = new IdLookup(index, seed >= 0 ? seed : ids == null ? 0 : ids.seed());
        tally = new Tally();
        layouts.clear();
        numbers.clear();
        kept.close();
        ids = seed >= 0 ? new IdCheck(seed) : new IdCheck();
    }
}

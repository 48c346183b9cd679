package correlate;

import correlate.index.IntColumn;
import correlate.index.WideColumn;
import correlate.match.Flow;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The connections that some row of a host log may explain, in the order of the logs, as columns of numbers, about sixty
 * bytes each: what a row says in full stays in the log.
 */
final class Hits {
    /** No tuple of the index. */
    static final int NO_KEY = -1;

    private int size;
    private final IntColumn key = new IntColumn();
    private final IntColumn file = new IntColumn();
    private final IntColumn layout = new IntColumn();       // its number within the file
    private final WideColumn offset = new WideColumn();
    private final IntColumn length = new IntColumn();
    private final IntColumn line = new IntColumn();
    private final WideColumn start = new WideColumn();
    private final WideColumn end = new WideColumn();
    private final IntColumn rank = new IntColumn();
    private final BitSet origIsFirst = new BitSet();
    private final BitSet unsided = new BitSet();
    private final IntColumn weak = new IntColumn();         // number of what it is judged by, or -1
    private final WeakAsks asks = new WeakAsks();
    private final Folds byFold = new Folds();
    /** Of a connection of several rows: the next of them; of its first row, the last of them. */
    private final IntColumn nextRow = new IntColumn();
    private final IntColumn lastRow = new IntColumn();
    private final BitSet folded = new BitSet();
    /** The hits of each key that have a time, key by key, and where those of a key begin. */
    private int[] byKey;
    private int[] firstOfKey;

    /**
     * Adds a hit.
     *
     * @param sided whether its row has a tuple
     * @param fold joins rows of one connection to its first, or 0
     * @param rank of such rows the first with the highest rank that has a tuple says which end is the originator
     * @param weak what it is judged by if rows without a tuple may explain it, or null
     */
    void add(int key, int file, int layout, long offset, int length, long line, long start, long end, boolean origIsFirst,
            boolean sided, long fold, int rank, WeakAsks.Ask weak) {
        int hit = size++;
        this.key.add(key);
        this.file.add(file);
        this.layout.add(layout);
        this.offset.add(offset);
        this.length.add(length);
        this.line.add((int) line);
        this.start.add(start);
        this.end.add(end);
        this.rank.add(rank);
        this.nextRow.add(-1);
        this.lastRow.add(-1);
        this.origIsFirst.set(hit, origIsFirst);
        this.unsided.set(hit, !sided);
        this.weak.add(weak == null ? -1 : asks.add(weak));
        if (fold != 0) {
            int first = byFold.get(fold);
            if (first < 0) {
                byFold.put(fold, hit);
            } else {
                foldInto(first, hit);
            }
        }
    }

    private void foldInto(int first, int hit) {
        int last = lastRow.get(first);
        nextRow.set(last < 0 ? first : last, hit);
        lastRow.set(first, hit);
        folded.set(hit);
        boolean leads = isSided(hit) && (!isSided(first) || rank.get(hit) > rank.get(first));
        if (key(hit) >= 0 && (leads || key(first) < 0)) {
            key.set(first, key(hit));
        }
        weak.set(first, leads ? askOf(hit, first) : askOf(first, hit));
        if (leads) {
            origIsFirst.set(first, origIsFirst.get(hit));
            unsided.clear(first);
            rank.set(first, rank.get(hit));
        }
        if (start(hit) != Times.NONE) {
            start.set(first, start(first) == Times.NONE ? start(hit) : Math.min(start(first), start(hit)));
            end.set(first, end(first) == Times.NONE ? end(hit) : Math.max(end(first), end(hit)));
        }
    }

    /** What a row is judged by; if there is nothing, what another row of its connection is, in the row's direction. */
    private int askOf(int row, int other) {
        int ask = weak.get(row) >= 0 ? weak.get(row) : weak.get(other);
        boolean turned = ask != weak.get(row) && origIsFirst.get(row) != origIsFirst.get(other);
        return turned ? asks.add(asks.get(ask).turned()) : ask;
    }

    /** Sorts the hits by key, once all are known. */
    void chain(int keys) {
        firstOfKey = new int[keys + 1];
        for (int hit = 0; hit < size; hit++) {
            if (isOfKey(hit)) {
                firstOfKey[key(hit)]++;
            }
        }
        for (int k = 0, sum = 0; k <= keys; k++) {
            sum += firstOfKey[k];
            firstOfKey[k] = sum;
        }
        byKey = new int[firstOfKey[keys]];
        for (int hit = size - 1; hit >= 0; hit--) {
            if (isOfKey(hit)) {
                byKey[--firstOfKey[key(hit)]] = hit;
            }
        }
    }

    private boolean isOfKey(int hit) {
        return key(hit) >= 0 && isFirst(hit) && start(hit) != Times.NONE;
    }

    int size() {
        return size;
    }

    int key(int hit) {
        return key.get(hit);
    }

    int file(int hit) {
        return file.get(hit);
    }

    int layout(int hit) {
        return layout.get(hit);
    }

    long offset(int hit) {
        return offset.get(hit);
    }

    int length(int hit) {
        return length.get(hit);
    }

    long line(int hit) {
        return line.get(hit) & 0xffffffffL;
    }

    long start(int hit) {
        return start.get(hit);
    }

    long end(int hit) {
        return end.get(hit);
    }

    /** What it is judged by if rows without a tuple may explain it; null if none can. */
    WeakAsks.Ask weakAsk(int hit) {
        return weak.get(hit) < 0 ? null : asks.get(weak.get(hit));
    }

    /** Whether a row of it has a tuple. */
    boolean isSided(int hit) {
        return !unsided.get(hit);
    }

    /** Whether the row is its connection's first, or its only one. */
    boolean isFirst(int hit) {
        return !folded.get(hit);
    }

    /** The other rows of a connection. */
    List<Integer> folded(int hit) {
        if (lastRow.get(hit) < 0) {
            return List.of();
        }
        List<Integer> rows = new ArrayList<>();
        for (int row = nextRow.get(hit); row >= 0; row = nextRow.get(row)) {
            rows.add(row);
        }
        return rows;
    }

    /** Which of its key's connections a hit is, in the order of {@link #flows}. */
    int position(int hit) {
        int first = firstOfKey[key(hit)];
        return Arrays.binarySearch(byKey, first, firstOfKey[key(hit) + 1], hit) - first;
    }

    /** Whether any connection has this key. */
    boolean isHit(int key) {
        return firstOfKey[key + 1] > firstOfKey[key];
    }

    /** Whether more than one connection has this key. */
    boolean isShared(int key) {
        return count(key) > 1;
    }

    /** How many connections have this key. */
    int count(int key) {
        return firstOfKey[key + 1] - firstOfKey[key];
    }

    /**
     * The connections of a key, in order; each names its hit.
     *
     * @param sided whether the key is a tuple, so that connections that have one have sides
     */
    List<Flow> flows(int key, boolean sided) {
        List<Flow> flows = new ArrayList<>(firstOfKey[key + 1] - firstOfKey[key]);
        for (int i = firstOfKey[key]; i < firstOfKey[key + 1]; i++) {
            int hit = byKey[i];
            flows.add(new Flow(start(hit), end(hit), origIsFirst.get(hit), sided && isSided(hit), hit));
        }
        return flows;
    }

    /** The first hit at or after an offset of a file. */
    int firstFrom(int file, long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (file(middle) < file || file(middle) == file && offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

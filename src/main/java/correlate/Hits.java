package correlate;

import correlate.match.Flow;
import correlate.match.Judgement;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections that some row of a host log may explain, in the order of the logs, as columns of numbers: what a row says
 * in full stays in the log.
 */
final class Hits {
    /** No tuple of the index. */
    static final int NO_KEY = -1;

    private int size;
    private int[] key = new int[1024];
    private int[] file = new int[1024];         // number of the file, and of the layout within it
    private long[] offset = new long[1024];
    private int[] length = new int[1024];
    private int[] line = new int[1024];
    private long[] start = new long[1024];
    private long[] end = new long[1024];
    private boolean[] origIsFirst = new boolean[1024];
    private byte[] rank = new byte[1024];
    private int[] next = new int[1024];         // of the same key
    private final Map<Integer, List<Judgement>> weak = new HashMap<>();
    private final Map<Long, Integer> byFold = new HashMap<>();
    private final Map<Integer, List<Integer>> folded = new HashMap<>();
    private final BitSet unsided = new BitSet();
    private int[] head;
    private int[] position;

    /**
     * Adds a hit.
     *
     * @param sided whether its row has a tuple
     * @param fold joins rows of one connection to its first, or 0
     * @param rank of such rows the first with the highest rank says which end is the originator
     */
    void add(int key, int file, int layout, long offset, int length, long line, long start, long end, boolean origIsFirst,
            boolean sided, long fold, int rank, List<Judgement> weak) {
        if (size == this.key.length) {
            grow(size + (size >> 1));
        }
        int hit = size++;
        this.key[hit] = key;
        this.file[hit] = file << 16 | layout;
        this.offset[hit] = offset;
        this.length[hit] = length;
        this.line[hit] = (int) line;
        this.start[hit] = start;
        this.end[hit] = end;
        this.origIsFirst[hit] = origIsFirst;
        this.rank[hit] = (byte) rank;
        if (!sided) {
            unsided.set(hit);
        }
        if (!weak.isEmpty()) {
            this.weak.put(hit, weak);
        }
        if (fold != 0) {
            Integer first = byFold.putIfAbsent(fold, hit);
            if (first != null) {
                foldInto(first, hit);
            }
        }
    }

    private void foldInto(int first, int hit) {
        folded.computeIfAbsent(first, k -> new ArrayList<>()).add(hit);
        folded.put(hit, null);
        if (key[hit] >= 0 && (key[first] < 0 || rank[hit] > rank[first])) {
            key[first] = key[hit];
            origIsFirst[first] = origIsFirst[hit];
            unsided.set(first, unsided.get(hit));
            rank[first] = rank[hit];
        }
        if (start[hit] != Times.NONE) {
            start[first] = start[first] == Times.NONE ? start[hit] : Math.min(start[first], start[hit]);
            end[first] = end[first] == Times.NONE ? end[hit] : Math.max(end[first], end[hit]);
        }
        List<Judgement> more = weak.remove(hit);
        if (more != null) {
            weak.putIfAbsent(first, more);
        }
    }

    private void grow(int length) {
        key = Arrays.copyOf(key, length);
        file = Arrays.copyOf(file, length);
        offset = Arrays.copyOf(offset, length);
        this.length = Arrays.copyOf(this.length, length);
        line = Arrays.copyOf(line, length);
        start = Arrays.copyOf(start, length);
        end = Arrays.copyOf(end, length);
        origIsFirst = Arrays.copyOf(origIsFirst, length);
        rank = Arrays.copyOf(rank, length);
        next = Arrays.copyOf(next, length);
    }

    /** Chains the hits of each key, once all are known. */
    void chain(int keys) {
        head = new int[keys];
        Arrays.fill(head, -1);
        position = new int[size];
        int[] count = new int[keys];
        for (int hit = 0; hit < size; hit++) {
            if (key[hit] >= 0 && isFirst(hit) && start[hit] != Times.NONE) {
                position[hit] = count[key[hit]]++;
            }
        }
        for (int hit = size - 1; hit >= 0; hit--) {
            if (key[hit] >= 0 && isFirst(hit) && start[hit] != Times.NONE) {
                next[hit] = head[key[hit]];
                head[key[hit]] = hit;
            }
        }
    }

    int size() {
        return size;
    }

    int key(int hit) {
        return key[hit];
    }

    int file(int hit) {
        return file[hit] >>> 16;
    }

    int layout(int hit) {
        return file[hit] & 0xffff;
    }

    long offset(int hit) {
        return offset[hit];
    }

    int length(int hit) {
        return length[hit];
    }

    long line(int hit) {
        return line[hit] & 0xffffffffL;
    }

    long start(int hit) {
        return start[hit];
    }

    long end(int hit) {
        return end[hit];
    }

    List<Judgement> weak(int hit) {
        return weak.getOrDefault(hit, List.of());
    }

    /** Whether the row is its connection's first, or its only one. */
    boolean isFirst(int hit) {
        return folded.isEmpty() || !folded.containsKey(hit) || folded.get(hit) != null;
    }

    /** The other rows of a connection. */
    List<Integer> folded(int hit) {
        List<Integer> more = folded.get(hit);
        return more == null ? List.of() : Collections.unmodifiableList(more);
    }

    /** Which of its key's connections a hit is, in the order of {@link #flows}. */
    int position(int hit) {
        return position[hit];
    }

    /** Whether the key's connections have tuples, so that the host's side is known; so it is where there are none. */
    boolean hasSides(int key) {
        return head[key] < 0 || !unsided.get(head[key]);
    }

    /** Whether any connection has this key. */
    boolean isHit(int key) {
        return head[key] >= 0;
    }

    /** Whether more than one connection has this key. */
    boolean isShared(int key) {
        return head[key] >= 0 && next[head[key]] >= 0;
    }

    /** The connections of a key, in order; each names its hit. */
    List<Flow> flows(int key) {
        List<Flow> flows = new ArrayList<>(1);
        for (int hit = head[key]; hit >= 0; hit = next[hit]) {
            flows.add(new Flow(start[hit], end[hit], origIsFirst[hit], hit));
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

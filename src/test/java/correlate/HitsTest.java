package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.match.Flow;
import correlate.model.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitsTest {
    private final Hits hits = new Hits();

    private void add(int key, long start, long fold, int rank, boolean weak) {
        int line = hits.size() + 1;
        hits.add(key, 0, 0, 100L * line, 99, line, start, start == Times.NONE ? start : start + 1, rank > 0, true, fold, rank,
                weak ? new WeakAsks.Ask(line, 80, -1, 40_000, 17, true) : null);
    }

    @Test
    void theConnectionsOfAKeyComeInOrder() {
        add(1, 50, 0, 0, false);
        add(Hits.NO_KEY, 55, 0, 0, true);
        add(1, 40, 0, 0, false);
        add(0, 60, 0, 0, false);
        add(1, Times.NONE, 0, 0, false);
        hits.chain(3);
        assertEquals(List.of(new Flow(50, 51, false, true, 0), new Flow(40, 41, false, true, 2)), hits.flows(1, true));
        assertEquals(List.of(0, 1), List.of(hits.position(0), hits.position(2)));
        assertTrue(hits.isShared(1));
        assertEquals(2, hits.count(1));
        assertTrue(hits.isHit(0));
        assertFalse(hits.isShared(0));
        assertFalse(hits.isHit(2));
    }

    @Test
    void rowsOfOneConnectionAreOneHit() {
        add(Hits.NO_KEY, 50, 7, 0, false);
        add(2, 40, 7, 1, true);
        add(3, 60, 7, 1, true);
        add(1, 45, 8, 0, false);
        hits.chain(4);
        assertEquals(List.of(1, 2), hits.folded(0));
        assertEquals(List.of(), hits.folded(3));
        assertFalse(hits.isFirst(2));
        assertEquals(List.of(new Flow(40, 61, true, true, 0)), hits.flows(2, true), "the first row of the highest rank has the say");
        assertFalse(hits.isHit(3));
        assertEquals(new WeakAsks.Ask(2, 80, -1, 40_000, 17, true), hits.weakAsk(0), "asked in the direction of that row");
        assertNull(hits.weakAsk(3));
    }

    /** An alert has the direction of its packet; the flow's record, whichever of them is first, that of the connection. */
    @Test
    void theRowOfTheHighestRankSaysInWhichDirectionAConnectionIsAsked() {
        add(Hits.NO_KEY, 50, 7, 0, true);
        add(Hits.NO_KEY, 50, 7, 2, true);
        add(Hits.NO_KEY, 50, 8, 0, true);
        add(Hits.NO_KEY, 50, 8, 2, false);
        add(Hits.NO_KEY, 50, 9, 2, false);
        add(Hits.NO_KEY, 50, 9, 0, true);
        hits.chain(0);
        assertEquals(new WeakAsks.Ask(2, 80, -1, 40_000, 17, true), hits.weakAsk(0), "the record's own");
        assertEquals(new WeakAsks.Ask(-1, 40_000, 3, 80, 17, true), hits.weakAsk(2), "the alert's, turned");
        assertEquals(new WeakAsks.Ask(-1, 40_000, 6, 80, 17, true), hits.weakAsk(4), "the alert's, turned");
    }

    /** A damaged log may begin anew at every line. */
    @Test
    void aFileMayHaveManyLayouts() {
        hits.add(0, 3, 70_000, 1, 2, 3, 4, 5, true, true, 0, 0, null);
        assertEquals(3, hits.file(0));
        assertEquals(70_000, hits.layout(0));
    }

    @Test
    void theFirstHitFromAnOffsetIsFound() {
        add(0, 1, 0, 0, false);
        add(0, 2, 0, 0, false);
        assertEquals(0, hits.firstFrom(0, 100));
        assertEquals(1, hits.firstFrom(0, 101));
        assertEquals(2, hits.firstFrom(1, 0));
    }
}

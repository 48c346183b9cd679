package correlate.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpansTest {
    private record Span(long from, long to) {
        boolean meets(long start, long end) {
            return from <= end && to >= start;
        }
    }

    private static Spans spans(List<Span> items) {
        return new Spans(items, Span::from, Span::to, 0);
    }

    @Test
    void findsWhatAPlainLoopFinds() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<Span> items = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                long from = random.nextInt(100);
                items.add(new Span(from, from + random.nextInt(random.nextInt(50) + 1) - 2));      // some end before they begin
            }
            Spans spans = spans(items);
            for (int query = 0; query < 20; query++) {
                long start = random.nextInt(120) - 10;
                long end = start + random.nextInt(30);
                List<Integer> found = new ArrayList<>();
                spans.meeting(start, end, found::add);
                assertEquals(IntStream.range(0, items.size()).filter(i -> items.get(i).meets(start, end)).boxed().toList(),
                        found.stream().sorted().toList());
                assertEquals(found.stream().sorted((a, b) -> Long.compare(items.get(a).from, items.get(b).from)).map(i -> items.get(i).from).toList(),
                        found.stream().map(i -> items.get(i).from).toList(), "in order of their beginnings");
                assertEquals(lastBefore(items, end), at(items, spans.lastBefore(end)));
                assertEquals(firstAfter(items, end), from(items, spans.firstAfter(end)));
            }
        }
    }

    private static long lastBefore(List<Span> items, long end) {
        return items.stream().filter(span -> span.from <= end).mapToLong(Span::to).max().orElse(Long.MIN_VALUE);
    }

    private static long at(List<Span> items, int i) {
        return i < 0 ? Long.MIN_VALUE : items.get(i).to;
    }

    private static long firstAfter(List<Span> items, long end) {
        return items.stream().mapToLong(Span::from).filter(from -> from > end).min().orElse(Long.MAX_VALUE);
    }

    private static long from(List<Span> items, int i) {
        return i < 0 ? Long.MAX_VALUE : items.get(i).from;
    }

    @Test
    void widensThemAtBothEnds() {
        Spans spans = new Spans(List.of(new Span(10, 20), new Span(40, 50)), Span::from, Span::to, 3);
        assertEquals(List.of(0), met(spans, 0, 7));
        assertEquals(List.of(0), met(spans, 23, 36));
        assertEquals(List.of(), met(spans, 24, 36));
        assertEquals(List.of(1), met(spans, 24, 37));
        assertEquals(List.of(1), met(spans, 53, 60));
    }

    private static List<Integer> met(Spans spans, long start, long end) {
        List<Integer> found = new ArrayList<>();
        spans.meeting(start, end, found::add);
        return found;
    }

    @Test
    void stopsWhenToldTo() {
        List<Integer> found = new ArrayList<>();
        spans(List.of(new Span(0, 9), new Span(1, 9), new Span(2, 9), new Span(3, 9))).meeting(0, 9, i -> {
            found.add(i);
            return found.size() < 2;
        });
        assertEquals(List.of(0, 1), found);
    }

    /** Twenty thousand spans of which none meets the next, and one that never ends: a search looks at a path, not at all. */
    @Test
    void oneSpanThatNeverEndsDoesNotMakeASearchLookAtAll() {
        List<Span> items = new ArrayList<>(List.of(new Span(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4)));
        for (int i = 0; i < 20_000; i++) {
            items.add(new Span(100L * i, 100L * i + 10));
        }
        Spans spans = spans(items);
        long looked = 0;
        for (int i = 0; i < 20_000; i++) {
            looked += spans.meeting(100L * i + 50, 100L * i + 60, item -> true);
        }
        long most = looked;
        assertTrue(looked <= 20_000L * 40, () -> most + " looked at");
    }
}

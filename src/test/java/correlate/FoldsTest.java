package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void aKeyThatWasNeverPutHasNoNumber() {
        assertEquals(-1, new Folds().get(5));
    }

    @Test
    void agreesWithAMap() {
        Random random = new Random(1);
        Folds folds = new Folds();
        Map<Long, Integer> plain = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextBoolean() ? random.nextInt(10_000) + 1L : random.nextLong() | 1;
            folds.put(key, i);
            plain.put(key, i);
            long asked = random.nextInt(12_000) + 1L;
            assertEquals(plain.getOrDefault(asked, -1), folds.get(asked));
        }
        plain.forEach((key, number) -> assertEquals(number, folds.get(key)));
    }
}

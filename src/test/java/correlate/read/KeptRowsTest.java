package correlate.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void givesTheRowsBackFromMemory() throws IOException {
        try (KeptRows kept = new KeptRows(new KeptRows.Room(Long.MAX_VALUE), false)) {
            agree(kept, Long.MAX_VALUE);
        }
    }

    @Test
    void spoolsWhatHasNoRoom() throws IOException {
        for (int room : new int[] {0, 1, 200_000}) {
            try (KeptRows kept = new KeptRows(new KeptRows.Room(room), true)) {
                agree(kept, Long.MAX_VALUE);
            }
        }
    }

    @Test
    void keepsWhatHasRoomAndNoLaterRow() throws IOException {
        try (KeptRows kept = new KeptRows(new KeptRows.Room(200_000), false)) {
            agree(kept, 200_000);
            kept.add(new byte[1], 0, 1);
            assertFalse(kept.reaches(200_000));
        }
    }

    @Test
    void beginsAnewWhenClosedAndGivesItsRoomBack() throws IOException {
        KeptRows.Room room = new KeptRows.Room(200_000);
        KeptRows kept = new KeptRows(room, true);
        agree(kept, Long.MAX_VALUE);
        KeptRows other = new KeptRows(room, false);
        other.add(new byte[1], 0, 1);
        assertFalse(other.reaches(1));
        kept.close();
        assertFalse(kept.reaches(1));
        agree(kept, Long.MAX_VALUE);
        kept.close();
    }

    /** What is kept reads as it was; that is all of {@code upTo} bytes but for a page and a row. */
    private void agree(KeptRows kept, long upTo) throws IOException {
        byte[] chunk = new byte[100_000];
        random.nextBytes(chunk);
        int[] from = new int[2_000];
        int[] length = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = random.nextInt(90_000);
            length[i] = random.nextInt(1, 1_000);
            kept.add(chunk, from[i], length[i]);
        }
        kept.filled();
        assertTrue(kept.reaches(Math.min(upTo - 66_000, Arrays.stream(length).sum())));
        long place = 0;
        for (int i = 0; i < from.length && kept.reaches(place + length[i]); i++) {
            assertArrayEquals(Arrays.copyOfRange(chunk, from[i], from[i] + length[i]), kept.read(place, length[i]));
            place += length[i];
        }
    }
}

package correlate.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void givesTheRowsBack() throws IOException {
        try (KeptRows kept = new KeptRows()) {
            agree(kept);
        }
    }

    @Test
    void beginsAnewWhenClosed() throws IOException {
        KeptRows kept = new KeptRows();
        agree(kept);
        kept.close();
        assertEquals(0, kept.length());
        agree(kept);
        kept.close();
    }

    private void agree(KeptRows kept) throws IOException {
        byte[] chunk = new byte[100_000];
        random.nextBytes(chunk);
        int[] from = new int[2_000];
        int[] length = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = random.nextInt(90_000);
            length[i] = random.nextInt(1, 1_000);
            kept.add(chunk, from[i], length[i]);
        }
        assertEquals(Arrays.stream(length).sum(), kept.length());
        long place = 0;
        for (int i = 0; i < from.length; i++) {
            assertArrayEquals(Arrays.copyOfRange(chunk, from[i], from[i] + length[i]), kept.read(place, length[i]));
            place += length[i];
        }
    }
}

package correlate.read;

import static correlate.read.TestFiles.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import correlate.read.TestFiles.Packing;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final byte[] LOG = TestFiles.log(30_000);

    @Test
    void readsWhatStandsThereInAnyOrder() throws IOException {
        Random random = new Random(7);
        for (Input input : List.of(input(LOG), input(Packing.GZIP.pack(LOG)), input(Packing.ZSTD.pack(LOG)))) {
            try (Slices slices = new Slices(input)) {
                for (int i = 0; i < 60; i++) {
                    int length = random.nextInt(random.nextInt(10) == 0 ? 700_000 : 300);
                    same(slices, random.nextInt(LOG.length - length), length);
                }
            }
        }
    }

    @Test
    void readsForwardWithoutStartingAgain() throws IOException {
        try (Slices slices = new Slices(input(Packing.GZIP.pack(LOG)))) {
            for (int at = 0; at + 100 < LOG.length; at += 777) {
                same(slices, at, 100);
                same(slices, Math.max(0, at - 1000), 100);
            }
        }
    }

    @Test
    void readsPreparedRowsInAnyOrder() throws IOException {
        Random random = new Random(8);
        long[] offsets = new long[2000];
        int[] lengths = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            lengths[i] = random.nextInt(500);
            offsets[i] = i % 10 == 9 ? offsets[i - 1] : random.nextInt(LOG.length - 500);
        }
        for (Input input : List.of(input(LOG), input(Packing.XZ.pack(LOG)))) {
            try (Slices slices = new Slices(input)) {
                slices.prepare(offsets, lengths);
                for (int i = 0; i < offsets.length; i++) {
                    same(slices, (int) offsets[i], lengths[i]);
                }
                same(slices, 5, 1000);          // one that nobody prepared
                slices.prepare(new long[] {100}, new int[] {10});
                same(slices, 100, 10);
            }
        }
    }

    @Test
    void saysThatARowIsGone() throws IOException {
        for (Input input : List.of(input(LOG), input(Packing.GZIP.pack(LOG)))) {
            try (Slices slices = new Slices(input)) {
                for (long offset : new long[] {LOG.length - 5, LOG.length, LOG.length + 100_000L}) {
                    IOException e = assertThrows(IOException.class, () -> slices.read(offset, 10));
                    assertEquals(input.name() + ": a row that was read before is gone; run again on a copy that nobody writes to", e.getMessage());
                }
                same(slices, 0, 10);
            }
        }
    }

    private static void same(Slices slices, int offset, int length) throws IOException {
        assertArrayEquals(Arrays.copyOfRange(LOG, offset, offset + length), slices.read(offset, length));
    }
}

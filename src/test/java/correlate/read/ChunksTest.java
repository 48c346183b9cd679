package correlate.read;

import static correlate.read.TestFiles.input;
import static correlate.read.TestFiles.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.read.TestFiles.Packing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final int LONGEST = 64;

    /** The plain twin is {@code split}: whatever the bytes, the chunk size and the packing, the lines are the same. */
    @Test
    void givesTheLinesThatSplitGives() {
        Random random = new Random(5);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = bytes(random);
            int chunkBytes = 1 + random.nextInt(LONGEST);
            Input input = input(round % 3 == 0 ? Packing.GZIP.pack(bytes) : bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            List<String> expected = new ArrayList<>();
            for (String line : text.split("(?<=\n)")) {
                boolean tooLong = line.replace("\n", "").length() > LONGEST;
                expected.add(tooLong ? line.substring(0, 1) + "..." : line);
            }
            assertEquals(text.isEmpty() ? List.of() : expected, lines(input, chunkBytes), () -> chunkBytes + " of " + Arrays.toString(bytes));
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(400)];
        int oftenness = 2 + random.nextInt(150);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(oftenness) == 0 ? (byte) '\n' : (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    private static List<String> lines(Input input, int chunkBytes) {
        List<String> lines = new ArrayList<>();
        long expectedOffset = 0;
        boolean last = false;
        try (Chunks chunks = new Chunks(input, chunkBytes, LONGEST, Long.MAX_VALUE)) {
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                assertFalse(last, "a chunk behind the last");
                last = chunk.last();
                assertTrue(chunk.offset() >= expectedOffset && (chunk.overlong() || chunk.to() > chunk.from()));
                String text = new String(chunk.bytes(), chunk.from(), chunk.to() - chunk.from(), StandardCharsets.ISO_8859_1);
                if (chunk.overlong()) {
                    lines.add(text.charAt(0) + "...");
                    assertFalse(text.contains("\n"));
                } else {
                    assertTrue(last || text.endsWith("\n"), "half a line");
                    lines.addAll(List.of(text.split("(?<=\n)")));
                }
                assertEquals(text, slice(input, chunk.offset(), text.length()));
                expectedOffset = chunk.offset() + text.length();
                chunks.recycle(chunk);
            }
            assertEquals(!lines.isEmpty(), last, "the last chunk says that it is the last");
            assertNull(chunks.damage());
            assertNull(chunks.next());
        }
        return lines;
    }

    private static String slice(Input input, long offset, int length) {
        try (Slices slices = new Slices(input)) {
            return new String(slices.read(offset, length), StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysLastAtAChunksExactEnd() {
        try (Chunks chunks = new Chunks(input(utf8("abc\ndef\n")), 4)) {
            assertFalse(chunks.next().last());
            assertTrue(chunks.next().last());
            assertNull(chunks.next());
        }
    }

    @Test
    void passesOverAByteOrderMark() {
        try (Chunks chunks = new Chunks(input(utf8("\ufeffabc\n")), 100)) {
            Chunk chunk = chunks.next();
            assertEquals(3, chunk.from());
            assertEquals(3, chunk.offset());
            assertEquals(7, chunk.to());
        }
        try (Chunks chunks = new Chunks(input(utf8("\ufeff")), 100)) {
            assertNull(chunks.next());
        }
    }

    @Test
    void handsOutALineOfTheLongestLengthWhole() {
        byte[] line = new byte[Chunks.LONGEST_LINE + 5];
        Arrays.fill(line, (byte) 'a');
        line[Chunks.LONGEST_LINE] = '\n';
        try (Chunks chunks = new Chunks(input(line), Chunks.CHUNK)) {
            Chunk chunk = chunks.next();
            assertFalse(chunk.overlong());
            assertEquals(Chunks.LONGEST_LINE + 1, chunk.to());
            assertFalse(chunk.last());
            assertEquals(4, chunks.next().to());
        }
    }

    @Test
    void cutsALongerLineAndReadsOn() {
        byte[] line = new byte[Chunks.LONGEST_LINE + 10];
        Arrays.fill(line, (byte) 'a');
        line[Chunks.LONGEST_LINE + 1] = '\n';
        try (Chunks chunks = new Chunks(input(line), Chunks.CHUNK)) {
            Chunk chunk = chunks.next();
            assertTrue(chunk.overlong());
            assertEquals(4096, chunk.bytes().length);
            Chunk next = chunks.next();
            assertEquals(Chunks.LONGEST_LINE + 2, next.offset());
            assertEquals(8, next.to());
            assertTrue(next.last());
        }
    }

    @Test
    void givesUpOnALineWithoutEnd() {
        byte[] bomb = Packing.GZIP.pack(new byte[1_000_000]);
        try (Chunks chunks = new Chunks(input(bomb), 100, 1000, 500_000)) {
            Chunk chunk = chunks.next();
            assertTrue(chunk.overlong() && chunk.last());
            assertNull(chunks.next());
            assertEquals("a line of it goes on for more than 500,000 bytes; reading stopped there, check the file", chunks.damage());
        }
    }

    @Test
    void givesAllBeforeTheBreakOfADamagedFile() {
        byte[] log = TestFiles.log(5000);
        byte[] packed = Packing.GZIP.pack(log);
        Input cut = input(Arrays.copyOf(packed, packed.length / 2));
        int readable = TestFiles.readAll(cut, 100).bytes().length;
        try (Chunks chunks = new Chunks(cut, 1000)) {
            int got = 0;
            boolean last = false;
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                got += chunk.to() - chunk.from();
                last = chunk.last();
            }
            assertEquals(readable, got);
            assertTrue(last && got > log.length / 4);
            assertNotNull(chunks.damage());
        }
    }

    @Test
    void readsAGrowingFileToTheLengthItHad() throws Exception {
        Input input = input(utf8("abc\nde"));
        Files.write(input.path(), utf8("f\nghi\n"), StandardOpenOption.APPEND);
        try (Chunks chunks = new Chunks(input, 100)) {
            Chunk chunk = chunks.next();
            assertEquals(6, chunk.to());
            assertTrue(chunk.last());
            assertNull(chunks.damage());
        }
    }

    @Test
    void saysThatAFileBecameShorter() throws Exception {
        Input input = input(utf8("abc\ndef\n"));
        Files.write(input.path(), utf8("abc\n"));
        try (Chunks chunks = new Chunks(input, 100)) {
            assertEquals(4, chunks.next().to());
            assertEquals("it became shorter while it was read; copy it first, then run again on the copy", chunks.damage());
        }
    }

    @Test
    void saysThatAFileIsGone() throws Exception {
        Input input = input(utf8("abc\n"));
        Files.delete(input.path());
        try (Chunks chunks = new Chunks(input, 100)) {
            assertNull(chunks.next());
            assertEquals("there is no such file; check the path", chunks.damage());
        }
    }

    @Test
    void usesARecycledArrayAgain() {
        try (Chunks chunks = new Chunks(input(TestFiles.log(100)), 64)) {
            chunks.next();
            Chunk second = chunks.next();
            chunks.recycle(second);
            chunks.next();
            assertEquals(second.bytes(), chunks.next().bytes());
        }
    }
}

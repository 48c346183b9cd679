package correlate.read;

import static correlate.read.TestFiles.input;
import static correlate.read.TestFiles.join;
import static correlate.read.TestFiles.log;
import static correlate.read.TestFiles.readAll;
import static correlate.read.TestFiles.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.read.TestFiles.Got;
import correlate.read.TestFiles.Packing;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompressionTest {
    private static final int STEP = 1000;

    @ParameterizedTest
    @EnumSource(Packing.class)
    void readsSeveralMembers(Packing packing) {
        byte[] packed = join(packing.pack(utf8("one\n")), packing.pack(new byte[0]), packing.pack(utf8("two\n")));
        assertEquals(new Text("one\ntwo\n", null), text(packed));
        assertFalse(input(packed).plain());
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void readsMoreThanOneBlock(Packing packing) {
        byte[] log = log(15_000);
        Got got = readAll(input(packing.pack(log)), 77_777);
        assertNull(got.damage());
        assertArrayEquals(log, got.bytes());
    }

    @Test
    void readsSkippableFramesOfZstd() {
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
        byte[] packed = join(skippable, Packing.ZSTD.pack(utf8("one\n")), skippable, Packing.ZSTD.pack(utf8("two\n")));
        assertEquals(new Text("one\ntwo\n", null), text(packed));
    }

    /** Wherever a file is cut, we read at least what the plain twin reads, nothing that was not there, and say so. */
    @ParameterizedTest
    @EnumSource(Packing.class)
    void readsUpToEveryCut(Packing packing) {
        byte[] log = log(20);
        byte[] packed = packing.pack(log);
        int before = 0;
        for (int cut = 10; cut < packed.length; cut++) {
            Got got = readAll(input(Arrays.copyOf(packed, cut)), STEP);
            assertEquals("its %s data is cut off at byte %d; all before that was read, copy the file again for the rest"
                    .formatted(packing.name().toLowerCase(Locale.ROOT), cut), got.damage());
            assertArrayEquals(Arrays.copyOf(log, got.bytes().length), got.bytes());
            assertTrue(got.bytes().length >= before, "less than of a shorter piece");
            before = got.bytes().length;
        }
        assertTrue(packing == Packing.BZIP2 || before > log.length / 2, "only " + before);
    }

    @Test
    void readsAsMuchOfACutGzipAsTheInflaterCan() throws DataFormatException {
        byte[] packed = Packing.GZIP.pack(log(100));
        for (int cut = 10; cut < packed.length; cut += 3) {
            Inflater plain = new Inflater(true);
            plain.setInput(packed, 10, cut - 10);
            byte[] expected = new byte[10_000];
            int n = plain.inflate(expected);
            plain.end();
            assertArrayEquals(Arrays.copyOf(expected, n), readAll(input(Arrays.copyOf(packed, cut)), 97).bytes(), "cut at " + cut);
        }
    }

    /** Whatever is damaged, reading ends with a sentence or a true end, and how we read makes no difference. */
    @ParameterizedTest
    @EnumSource(Packing.class)
    void givesTheSameBytesOfADamagedFileHoweverItIsRead(Packing packing) {
        byte[] packed = packing.pack(log(20));
        Random random = new Random(packing.ordinal());
        for (int i = 0; i < 100; i++) {
            byte[] damaged = packed.clone();
            damaged[6 + random.nextInt(packed.length - 6)] ^= (byte) (1 << random.nextInt(8));
            Got bulk = readAll(input(damaged), 65_536);
            Got single = readAll(input(damaged), 1);
            assertArrayEquals(single.bytes(), bulk.bytes());
            assertEquals(single.damage() == null, bulk.damage() == null);
            assertTrue(bulk.damage() == null || bulk.damage().endsWith("; all before that was read, copy the file again for the rest")
                    || bulk.damage().endsWith("; unpack the file first")
                    || bulk.damage().endsWith("; all was read but some of it may be wrong, copy the file again"), bulk.damage());
        }
    }

    @Test
    void toleratesRubbishBehindGzip() throws Exception {
        byte[] packed = join(Packing.GZIP.pack(utf8("one\n")), Packing.GZIP.pack(utf8("two\n")), utf8("rubbish\n"));
        assertEquals(new Text("one\ntwo\n", null), text(packed));
        try (Chunks chunks = new Chunks(input(packed), Chunks.CHUNK)) {
            while (chunks.next() != null) {
                assertNull(chunks.damage());
            }
            assertNull(chunks.damage());
            assertEquals("the 8 bytes after the end of its gzip data are not gzip and were ignored", chunks.remark());
        }
    }

    @Test
    void toleratesZerosBehindGzip() {
        try (Chunks chunks = new Chunks(input(join(Packing.GZIP.pack(utf8("one\n")), new byte[512])), Chunks.CHUNK)) {
            assertEquals(4, chunks.next().to());
            assertNull(chunks.next());
            assertNull(chunks.damage());
            assertNull(chunks.remark());
        }
    }

    @Test
    void readsOnBehindAWrongGzipChecksum() {
        byte[] first = Packing.GZIP.pack(utf8("one\n"));
        first[first.length - 8] ^= 1;
        assertEquals(new Text("one\ntwo\n", "the checksum of its gzip data does not agree (member 1, which ends at byte " + first.length
                + "); all was read but some of it may be wrong, copy the file again"), text(join(first, Packing.GZIP.pack(utf8("two\n")))));
    }

    @Test
    void tellsWhereGzipDataIsDamaged() {
        byte[] packed = join(Packing.GZIP.pack(utf8("one\n")), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, -1, -1, -1});
        assertEquals(new Text("one\n", "its gzip data is damaged near byte 35; "
                + "all before that was read, copy the file again for the rest"), text(packed));
    }

    @Test
    void readsGzipHeadersWithEveryField() {
        byte[] plain = Packing.GZIP.pack(utf8("one\n"));
        byte[] header = join(new byte[] {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 'e', 'x'},
                utf8("name\0comment\0"), new byte[] {0, 0});
        byte[] packed = join(header, Arrays.copyOfRange(plain, 10, plain.length));
        assertEquals(new Text("one\n", null), text(packed));
        for (int cut = 2; cut < header.length; cut++) {
            assertEquals("its gzip data is cut off at byte " + cut + "; all before that was read, copy the file again for the rest",
                    text(Arrays.copyOf(packed, cut)).damage());
        }
    }

    @Test
    void refusesAnXzFileThatAsksForTooMuchMemory() {
        // printf 'x\n' | xz --lzma2=preset=0,dict=256MiB
        byte[] packed = HexFormat.of().parseHex("fd377a585a000004e6d6b44602002101200000000988a576010001780a000000"
                + "374a51dc33a2cab000011a02dc2ea57e1fb6f37d010000000004595a");
        assertEquals(new Text("", "its xz data asks for too much memory to inflate; unpack the file first"), text(packed));
    }

    @Test
    void refusesAZstdFileThatAsksForTooMuchMemory() {
        byte[] window2G = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xa8, 1, 0, 0};
        assertEquals(new Text("", "its zstd data asks for too much memory to inflate; unpack the file first"), text(window2G));
    }

    @Test
    void takesTextThatLooksLikeBzip2ForText() {
        assertTrue(input(utf8("BZh9 is the start of a bzip2 file\n")).plain());
        assertTrue(input(utf8("BZh9")).plain());
    }

    @Test
    void saysWhyAFileWithoutARowIsNoLog() {
        byte[] packed = Packing.GZIP.pack(log(100));
        assertEquals("its gzip data is cut off at byte 12; all before that was read, copy the file again for the rest",
                input(Arrays.copyOf(packed, 12)).notALog());
        assertEquals(Content.EMPTY, input(Packing.GZIP.pack(new byte[0])).notALog());
        assertNull(input(packed).notALog());
        assertNotNull(input(Packing.XZ.pack(new byte[5000])).notALog());
    }

    private record Text(String text, String damage) {
    }

    private static Text text(byte[] file) {
        Got got = readAll(input(file), STEP);
        return new Text(got.text(), got.damage());
    }
}

package correlate.read;

import static correlate.read.TestFiles.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import correlate.model.Problem;
import correlate.read.TestFiles.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private final List<String> skipped = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private FileSystem fs = Jimfs.newFileSystem(Configuration.unix());
    private InputStream stdin = InputStream.nullInputStream();

    @BeforeEach
    void folder() throws IOException {
        write("logs/2026-01-02/conn.10.log", "j\n");
        write("logs/2026-01-02/conn.09.log", "i\n");
        write("logs/2026-01-01/conn.log", "a\n");
        write("logs/2026-01-01/dns.log", "d\n");
        write("logs/2026-01-01/.conn.log.swp", "s\n");
        write("logs/.hidden/conn.log", "h\n");
    }

    @Test
    void findsAFileByItsName() {
        assertEquals(List.of("logs/2026-01-01/dns.log"), find("logs/2026-01-01/dns.log"));
        assertSaid(List.of(), List.of());
    }

    @Test
    void findsTheWantedFilesOfAFolderSorted() {
        assertEquals(List.of("logs/2026-01-01/conn.log", "logs/2026-01-02/conn.09.log", "logs/2026-01-02/conn.10.log"), find("logs/"));
        assertSaid(List.of(
                "logs/.hidden: hidden files are passed over",
                "logs/2026-01-01/.conn.log.swp: hidden files are passed over",
                "logs/2026-01-01/dns.log: its name is not one that this option takes in folders"), List.of());
    }

    @Test
    void resolvesGlobsLikeAShell() {
        assertEquals(List.of("logs/2026-01-02/conn.09.log", "logs/2026-01-02/conn.10.log"), find("logs/*/conn.*.log"));
        assertEquals(List.of("logs/2026-01-01/dns.log"), find("logs/2026-01-0[13]/d?s.{log,txt}"));
        assertEquals(List.of("logs/2026-01-01/conn.log", "logs/2026-01-01/dns.log"), find("logs/**/*-01/*.log", "/work/logs/*1/conn.log"));
        assertEquals(List.of("/work/logs/2026-01-01/conn.log"), find("/work/logs/**/conn.log"));
        assertEquals(List.of("logs/2026-01-01/.conn.log.swp"), find("logs/*1/.*"));
        assertEquals(List.of("/work/logs/2026-01-01/conn.log", "/work/logs/2026-01-02/conn.09.log", "/work/logs/2026-01-02/conn.10.log"),
                find("/*/logs"));
        assertEquals(List.of(), problems);
    }

    @Test
    void takesANameWithGlobCharactersLiterally() throws IOException {
        write("conn[1].log", "x\n");
        write("conn1.log", "y\n");
        assertEquals(List.of("conn[1].log"), find("conn[1].log"));
    }

    @Test
    void saysOneSentenceForWhatIsNotThere() throws IOException {
        Files.createDirectory(fs.getPath("empty"));
        write("others/readme.txt", "x\n");
        Files.createSymbolicLink(fs.getPath("nowhere"), fs.getPath("gone"));
        Files.createSymbolicLink(fs.getPath("circle"), fs.getPath("circle"));
        assertEquals(List.of("logs/2026-01-01/conn.log"),
                find("missing.log", "", "none*.log", "conn[", "empty", "others", "nowhere", "circle", "a\0b", "logs/2026-01-01/conn.log"));
        assertEquals(List.of(
                "missing.log: there is no such file or folder; check the path",
                ": the path is empty; is a variable unset?",
                "none*.log: no file matches this pattern; check the path",
                "conn[: this pattern is not well formed; use only *, ?, [a-z] and {a,b}",
                "empty: the folder holds no file; check the path",
                "others: the folder holds no file that was taken; name the files themselves, or use a pattern such as '*.log'",
                "nowhere: the link leads to nothing that is there; check where it points",
                "circle: the link leads to nothing that is there; check where it points",
                "a\0b: there is no such file or folder; check the path"), problems);
    }

    @Test
    void saysThatALinkInAFolderLeadsNowhere() throws IOException {
        Files.createSymbolicLink(fs.getPath("logs/conn.lost.log"), fs.getPath("gone"));
        assertEquals(3, find("logs").size());
        assertEquals(List.of("logs/conn.lost.log: there is no such file; check the path"), problems);
    }

    @Test
    void readsEachRealFileOnceWhateverLinksThereAre() throws IOException {
        Files.createSymbolicLink(fs.getPath("logs/loop"), fs.getPath("/work/logs"));
        Files.createSymbolicLink(fs.getPath("logs/conn.link.log"), fs.getPath("/work/logs/2026-01-01/conn.log"));
        assertEquals(List.of("logs/2026-01-01/conn.log", "logs/2026-01-02/conn.09.log", "logs/2026-01-02/conn.10.log"),
                find("logs", "logs/2026-01-01/conn.log"));
        assertEquals(List.of(
                "logs/conn.link.log: it is the same file as logs/2026-01-01/conn.log, which is read once",
                "logs/loop: it was already searched as logs",
                "logs/2026-01-01/conn.log: it is the same file as logs/2026-01-01/conn.log, which is read once"),
                skipped.stream().filter(s -> s.contains("already") || s.contains("same")).toList());
        assertEquals(List.of(), problems);
    }

    @Test
    void readsEachFileOnceWhicheverOptionNamesIt() throws IOException {
        Files.write(fs.getPath("conn.gz"), Packing.GZIP.pack(utf8("a\n")));
        Inputs search = search();
        assertEquals(3, search.find(List.of("logs"), name -> name.startsWith("conn")).size());
        assertEquals(List.of("logs/2026-01-01/dns.log"), search.find(List.of("logs"), name -> name.startsWith("dns")).stream()
                .map(Input::name).toList(), "of a folder each option takes its own");
        assertEquals(List.of(), search.find(List.of("logs/2026-01-01", "logs/2026-01-02/conn.09.log", "conn.gz"), name -> true));
        assertEquals(List.of(
                "logs/2026-01-01/conn.log: it is the same file as logs/2026-01-01/conn.log, which is read once",
                "logs/2026-01-01/dns.log: it is the same file as logs/2026-01-01/dns.log, which is read once",
                "logs/2026-01-02/conn.09.log: it is the same file as logs/2026-01-02/conn.09.log, which is read once",
                "conn.gz: it has the same content as logs/2026-01-01/conn.log, which is read once"),
                skipped.stream().filter(Inputs::isDuplicate).toList());
        assertEquals(List.of(), problems, "a folder whose files were all read is no fault");
    }

    @Test
    void readsALogAndItsCompressedTwinsOnce() throws IOException {
        byte[] log = TestFiles.log(5000);
        byte[] other = log.clone();
        other[other.length - 2] ^= 1;
        Files.write(fs.getPath("conn.log"), log);
        Files.write(fs.getPath("conn.log.gz"), Packing.GZIP.pack(log));
        Files.write(fs.getPath("conn.log.xz"), Packing.XZ.pack(log));
        Files.write(fs.getPath("conn.other.gz"), Packing.GZIP.pack(other));
        Files.write(fs.getPath("conn.short"), Arrays.copyOf(log, log.length - 1));
        assertEquals(List.of("conn.log", "conn.other.gz", "conn.short"), find("conn.*"));
        assertSaid(List.of("conn.log.gz: it has the same content as conn.log, which is read once",
                "conn.log.xz: it has the same content as conn.log, which is read once"), List.of());
    }

    @Test
    void doesNotCallEmptyOrDamagedFilesTwins() throws IOException {
        byte[] packed = Packing.GZIP.pack(TestFiles.log(100));
        Files.write(fs.getPath("a"), new byte[0]);
        Files.write(fs.getPath("b"), new byte[0]);
        Files.write(fs.getPath("c"), Arrays.copyOf(packed, 200));
        Files.write(fs.getPath("d"), Arrays.copyOf(packed, 200));
        assertEquals(List.of("a", "b", "c", "d"), find("a", "b", "c", "d"));
    }

    @Test
    void readsStandardInputThroughAFileOfItsOwnerAlone() throws IOException {
        stdin = new ByteArrayInputStream(Packing.GZIP.pack(utf8("abc\n")));
        List<Input> inputs = inputs("-", "-");
        assertSaid(List.of("-: standard input can be read only once"), List.of());
        assertEquals(1, inputs.size());
        Input input = inputs.get(0);
        assertEquals("-", input.name());
        assertFalse(input.plain());
        assertEquals("abc\n", TestFiles.readAll(input, 10).text());
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(input.path()));
        input.close();
        assertFalse(Files.exists(input.path()));
    }

    @Test
    void usesWhatCameBeforeAPipeBroke() throws IOException {
        stdin = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("Input/output error");
                }
                left--;
                return 'x';
            }
        };
        Input input = inputs("-").get(0);
        try (Chunks chunks = new Chunks(input, 10)) {
            assertEquals(100_000, chunks.next().to());
            assertEquals("it could not be read to its end (Input/output error); copy it to a sound disk and run again", chunks.damage());
        }
        input.close();
    }

    @Test
    void readsNoEndlessDevice() throws IOException {
        fs = FileSystems.getDefault();
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/zero")), "needs /dev/zero");
        Input input = inputs("/dev/zero").get(0);
        assertEquals("it holds nothing but zero bytes, as after a crash or a failed copy; fetch it again", input.notALog());
        input.close();
    }

    @Test
    void readsPipes(@TempDir Path folder) throws Exception {
        fs = FileSystems.getDefault();
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")), "needs mkfifo");
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        byte[] log = TestFiles.log(20_000);
        Path file = Files.write(folder.resolve("conn.log"), log);
        Process writer = new ProcessBuilder("sh", "-c", "cat \"$1\" > \"$2\"", "sh", file.toString(), fifo.toString()).start();
        Input input = inputs(fifo.toString()).get(0);
        assertEquals(0, writer.waitFor());
        assertEquals(fifo.toString(), input.name());
        assertTrue(input.plain());
        assertArrayEquals(log, TestFiles.readAll(input, 5000).bytes());
        input.close();

        assertEquals(List.of(file.toString()), find(folder.toString()));       // never waits for a pipe that nobody named
        assertEquals(fifo + ": its name is not one that this option takes in folders", skipped.get(0));
    }

    private void write(String name, String text) throws IOException {
        Path path = fs.getPath(name);
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        Files.write(path, utf8(text));
    }

    private List<Input> inputs(String... patterns) {
        skipped.clear();
        problems.clear();
        return search().find(List.of(patterns), name -> name.startsWith("conn"));
    }

    private Inputs search() {
        return new Inputs(fs, stdin, skipped::add, (Problem problem) -> problems.add(problem.toString()));
    }

    private List<String> find(String... patterns) {
        return inputs(patterns).stream().map(Input::name).toList();
    }

    private void assertSaid(List<String> passedOver, List<String> wrong) {
        assertEquals(passedOver, skipped);
        assertEquals(wrong, problems);
    }
}

package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path folder = files.getPath("/cases");
    private final Path target = folder.resolve("out.json");

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(folder);
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void takesItsNameWhenCommitted() throws IOException {
        try (OutputFile file = OutputFile.open(target)) {
            file.writer().write("東京\n");
            assertTrue(Files.notExists(target));
            file.commit();
        }
        assertEquals("東京\n", Files.readString(target));
        assertEquals(List.of("out.json"), names(folder));
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        Files.writeString(target, "old");
        try (OutputFile file = OutputFile.open(target)) {
            file.writer().write("new");
            assertEquals("old", Files.readString(target));
            file.commit();
        }
        assertEquals("new", Files.readString(target));
    }

    @Test
    void aFailedRunLeavesTheOldFileWhole() throws IOException {
        Files.writeString(target, "old");
        try (OutputFile file = OutputFile.open(target)) {
            file.writer().write("half of the n");
            file.writer().flush();
        }
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("out.json"), names(folder));
    }

    @Test
    void aFailedRunLeavesNothingWhereNothingWas() throws IOException {
        OutputFile.open(target).close();
        assertEquals(List.of(), names(folder));
    }

    @Test
    void refusesADirectory() {
        var error = assertThrows(IOException.class, () -> OutputFile.open(folder));
        assertEquals("/cases is a directory; name a file in it", error.getMessage());
    }

    @Test
    void refusesAMissingParent() {
        var error = assertThrows(IOException.class, () -> OutputFile.open(files.getPath("/no\nwhere/out.json")));
        assertEquals("/no\\nwhere/out.json cannot be written: its directory does not exist; create it first",
                error.getMessage());
    }

    @Test
    void takesThePlaceOfALinkToNothing() throws IOException {
        Files.createSymbolicLink(target, folder.resolve("nowhere.json"));
        try (OutputFile file = OutputFile.open(target)) {
            file.writer().write("new");
            file.commit();
        }
        assertEquals("new", Files.readString(target));
        assertEquals(List.of("out.json"), names(folder));
    }

    @Test
    void followsASymbolicLink() throws IOException {
        Path real = folder.resolve("real.json");
        Files.writeString(real, "old");
        Files.createSymbolicLink(target, real);
        try (OutputFile file = OutputFile.open(target)) {
            file.writer().write("new");
            file.commit();
        }
        assertTrue(Files.isSymbolicLink(target));
        assertEquals("new", Files.readString(real));
    }

    @Test
    void takesANameInTheWorkingDirectory() throws IOException {
        Path bare = files.getPath("out.csv");
        try (OutputFile file = OutputFile.open(bare)) {
            file.writer().write("x");
            file.commit();
        }
        assertEquals("x", Files.readString(bare));
    }

    @Test
    void onlyTheOwnerReadsItBeforeItIsDone(@TempDir Path disk) throws IOException {
        assumePosix(disk);
        try (OutputFile file = OutputFile.open(disk.resolve("out.json"))) {
            file.writer().flush();
            Path temporary = disk.resolve(names(disk).get(0));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)));
        }
    }

    @Test
    void aNewFileHasTheRightsOfAnyNewFile(@TempDir Path disk) throws IOException {
        assumePosix(disk);
        Path ordinary = Files.createFile(disk.resolve("ordinary"));
        Path out = disk.resolve("out.json");
        try (OutputFile file = OutputFile.open(out)) {
            file.commit();
        }
        assertEquals(Files.getPosixFilePermissions(ordinary), Files.getPosixFilePermissions(out));
        assertEquals(2, names(disk).size());
    }

    @Test
    void aReplacedFileKeepsItsRights(@TempDir Path disk) throws IOException {
        assumePosix(disk);
        Path out = Files.createFile(disk.resolve("out.json"));
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-r-----"));
        try (OutputFile file = OutputFile.open(out)) {
            file.commit();
        }
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
    }

    @Test
    void writesStraightToADevice() throws IOException {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "no /dev/null here");
        try (OutputFile file = OutputFile.open(device)) {
            file.writer().write("x");
            file.commit();
        }
        assertTrue(Files.exists(device) && !Files.isRegularFile(device));
    }

    private static void assumePosix(Path disk) {
        Assumptions.assumeTrue(disk.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
    }
}

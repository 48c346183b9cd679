package correlate.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

final class SpoolTest {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void temporaryFilesGoWhereTmpdirSays() {
        assertEquals(Path.of("/data/tmp"), Spool.folder("/data/tmp"));
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), Spool.folder(null));
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), Spool.folder(""));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void saysWhatToDoWhereTheDiskIsFull() throws IOException {
        OutputStream out = Spool.open(FULL);
        out.write(new byte[10]);            // as much as the buffer takes fits anywhere
        IOException e = assertThrows(IOException.class, () -> out.write(new byte[2 * Input.HEAD]));
        assertEquals("the temporary folder /dev is full, so it was not read whole; name a larger one in TMPDIR", e.getMessage());
    }

    static boolean hasFullDevice() {
        return FULL.toFile().exists();
    }
}

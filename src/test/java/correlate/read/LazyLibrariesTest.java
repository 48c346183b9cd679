package correlate.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import correlate.read.TestFiles.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our classes alone, without any library beside them, read what needs no library: so none is loaded for it. */
class LazyLibrariesTest {
    @TempDir
    private Path folder;

    @Test
    void readsPlainAndGzipWithoutALibrary() throws Exception {
        byte[] log = TestFiles.log(10);
        URL classes = Input.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertArrayEquals(log, read(alone, log));
            assertArrayEquals(log, read(alone, Packing.GZIP.pack(log)));
            Throwable e = assertThrows(IOException.class, () -> read(alone, Packing.XZ.pack(log)));
            assertEquals("the xz library does not run on this system; unpack the file first", e.getMessage());
        }
    }

    private byte[] read(ClassLoader loader, byte[] bytes) throws Exception {
        Class<?> type = loader.loadClass("correlate.read.Input");
        Method of = type.getMethod("of", String.class, Path.class);
        Object input = of.invoke(null, "log", Files.write(folder.resolve("log"), bytes));
        try (InputStream in = (InputStream) type.getMethod("open").invoke(input)) {
            return in.readAllBytes();
        }
    }
}

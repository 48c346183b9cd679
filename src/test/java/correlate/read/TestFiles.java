package correlate.read;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files in memory, compressed in every way, and what can be read of them. */
final class TestFiles {
    /** Compresses bytes with the encoder of the library that reads them. */
    enum Packing {
        GZIP, ZSTD, BZIP2, XZ;

        byte[] pack(byte[] bytes) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = encoder(packed)) {
                out.write(bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return packed.toByteArray();
        }

        private OutputStream encoder(OutputStream out) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(out);
                case ZSTD -> new com.github.luben.zstd.ZstdOutputStream(out).setChecksum(true);
                case BZIP2 -> new org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream(out, 1);
                case XZ -> new org.tukaani.xz.XZOutputStream(out, new org.tukaani.xz.LZMA2Options(1));
            };
        }
    }

    /** What came before the end, and the sentence that ended it, or null. */
    record Got(byte[] bytes, String damage) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static final FileSystem FS = Jimfs.newFileSystem(Configuration.unix());
    private static int count;

    private TestFiles() {
    }

    static Input input(byte[] bytes) {
        try {
            Path file = FS.getPath("/work/file" + count++);
            Files.write(file, bytes);
            return Input.of("log", file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static Got readAll(Input input, int step) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[step];
        try (InputStream in = input.open()) {
            for (int n = 0; n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
            return new Got(all.toByteArray(), null);
        } catch (IOException e) {
            return new Got(all.toByteArray(), e.getMessage());
        }
    }

    /** A log of so many lines, with text that compresses about as logs do. */
    static byte[] log(int lines) {
        StringBuilder text = new StringBuilder();
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < lines; i++) {
            text.append(i).append('\t').append(Long.toString(random.nextLong(), 36)).append("\ttcp\t10.0.0.").append(i % 256).append('\n');
        }
        return utf8(text.toString());
    }
}

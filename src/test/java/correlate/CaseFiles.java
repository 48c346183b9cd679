package correlate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The inputs of a case: files as they lie in its folder, and such as cannot well be kept as text, made from text. */
final class CaseFiles {
    private static final Set<String> NO_INPUT = Set.of("args", "stdin", "stdout", "stderr", "exit");
    private static final int GZIP_HEADER = 10;
    private static final int STORED_BLOCK_HEADER = 5;

    private CaseFiles() {
    }

    /** All inputs, by path within the folder. */
    static TreeMap<String, byte[]> inputs(Path folder) throws IOException {
        TreeMap<String, byte[]> inputs = new TreeMap<>();
        for (String name : names(folder)) {
            if (!NO_INPUT.contains(name) && !name.startsWith("after/")) {
                add(inputs, name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        return inputs;
    }

    /** The files below a folder, by path within it, in order. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private static void add(TreeMap<String, byte[]> inputs, String name, byte[] content) throws IOException {
        String made = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        String how = name.substring(name.lastIndexOf('.') + 1);
        switch (how) {
            case "gzipped" -> inputs.put(made, gzip(content));
            case "gzipped-and-cut" -> inputs.put(made, cutGzip(content));
            case "in-utf16" -> inputs.put(made, ("\ufeff" + text(content)).getBytes(StandardCharsets.UTF_16LE));
            case "in-hex" -> inputs.put(made, HexFormat.of().parseHex(text(content).replaceAll("\\s", "")));
            case "with-crlf" -> inputs.put(made, text(content).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            default -> inputs.put(name, content);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** A member in which exactly this content comes before the break, whatever zlib is at work: it is stored, not deflated. */
    private static byte[] cutGzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(0);
            }
        }) {
            gzip.write(Arrays.copyOf(content, content.length + 100));
        }
        return Arrays.copyOf(bytes.toByteArray(), GZIP_HEADER + STORED_BLOCK_HEADER + content.length);
    }
}

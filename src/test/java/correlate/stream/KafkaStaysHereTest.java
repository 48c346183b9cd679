package correlate.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The main job runs without Kafka's jars, so only this package may name their classes. */
class KafkaStaysHereTest {
    private static final Path SOURCES = Path.of("src/main/java/correlate");

    @Test
    void onlyThisPackageNamesKafka() throws IOException {
        List<Path> naming = naming("org.apache.kafka", "org.rocksdb", "org.slf4j");
        assertTrue(naming.contains(SOURCES.resolve("stream/StreamRun.java")), "looked in the wrong place");
        assertEquals(List.of(), naming.stream().filter(file -> !file.startsWith(SOURCES.resolve("stream"))).toList());
    }

    private static List<Path> naming(String... packages) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java") && names(file, packages)).toList();
        }
    }

    private static boolean names(Path file, String... packages) {
        try {
            String text = Files.readString(file);
            return Stream.of(packages).anyMatch(text::contains);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

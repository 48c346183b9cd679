package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sightings that no connection explains; the reasons and the rest are in the case folders. */
final class UnseenTest {
    private static final int MANY = 20_000;

    /** Every row is kept twice, as one of TCP and as one of UDP: were each looked for among all others, this would take minutes. */
    @Test
    void ofManySocketsOfOneTupleWithoutAProtocolEachIsToldOnce(@TempDir Path folder) throws IOException {
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            results.append("""
                    {"name":"q","hostIdentifier":"h","unixTime":%d,"epoch":0,"counter":%d,"action":"added","columns":{"pid":"%d",\
                    "local_address":"10.0.0.1","local_port":"40000","remote_address":"10.0.0.2","remote_port":"443"}}
                    """.formatted(1_600_000_000 + 60 * i, i + 1, 100 + i));
        }
        Files.writeString(folder.resolve("results.log"), results);
        Files.writeString(folder.resolve("conn.log"), """
                #separator \\x09
                #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto
                1600000000.000000\tC1\t10.0.0.1\t40001\t10.0.0.2\t443\ttcp
                """);
        Run run = Run.of(FileSystems.getDefault(), "--zeek", folder.resolve("conn.log").toString(), "--osquery",
                folder.resolve("results.log").toString(), "--show", "unseen", "--format", "tsv", "--columns", "sighting.process.pid");
        Set<String> pids = run.lines().stream().skip(1).collect(Collectors.toSet());
        assertEquals(MANY, run.lines().size() - 1, run.err());
        assertEquals(MANY, pids.size());
    }
}

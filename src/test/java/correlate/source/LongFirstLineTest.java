package correlate.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import correlate.read.Input;
import correlate.source.osquery.OsqueryResults;
import correlate.source.suricata.SuricataEve;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a first line that is longer than what is looked at, what is seen may not tell the kind of the log: then that is said, and nothing else. */
class LongFirstLineTest {
    private static final List<Format<?>> FORMATS = List.of(new OsqueryResults(), new SuricataEve());
    private static final String PAD = "\"pad\":\"" + "x".repeat(2 * Input.HEAD) + "\"";

    private static byte[] head(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, Input.HEAD));
    }

    private static String refusal(Format<?> format, String line) {
        byte[] head = head(line);
        return format.refuses(head, head.length);
    }

    @Test
    void isNotCalledSomethingElse() {
        for (Format<?> format : FORMATS) {
            assertEquals(Format.UNDECIDED, refusal(format, "{" + PAD + ",\"name\":\"sockets\",\"event_type\":\"flow\"}\n"), format.name());
            assertNotEquals(Format.UNDECIDED, refusal(format, "{\"pad\":\"x\"}\n"), format.name());
            assertNotEquals(Format.UNDECIDED, refusal(format, "{\"pad\":\"x"), format.name());
        }
    }

    @Test
    void isReadWhereWhatTellsComesFirst() {
        assertNull(refusal(FORMATS.get(0), "{\"name\":\"sockets\",\"hostIdentifier\":\"h\",\"columns\":{" + PAD + "}}\n"));
        assertNull(refusal(FORMATS.get(1), "{\"timestamp\":\"2020-09-13T12:26:50Z\",\"event_type\":\"flow\"," + PAD + "}\n"));
    }
}

package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.source.SocketKey.Kind;
import correlate.source.json.RandomJson;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scanner and its plain twin say the same of whatever comes. */
class TwinTest {
    @Test
    void agreeOnGeneratedLines() {
        RandomResults results = new RandomResults(11);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int used = 0;
        for (int i = 0; i < 10_000; i++) {
            Heard heard = agree(results.line().getBytes(StandardCharsets.UTF_8));
            kinds.addAll(heard.kinds);
            used += heard.used;
            assertEquals(1, heard.rows());
        }
        assertEquals(EnumSet.allOf(Kind.class), kinds);
        assertTrue(used > 1_000, "lines used as a whole: " + used);
    }

    @Test
    void agreeOnDamagedLines() {
        RandomResults results = new RandomResults(12);
        RandomJson random = new RandomJson(13);
        int rejected = 0;
        int used = 0;
        for (int i = 0; i < 20_000; i++) {
            Heard heard = agree(random.damaged(results.line().getBytes(StandardCharsets.UTF_8)));
            rejected += heard.rejected;
            used += heard.used + heard.usedInPart;
        }
        assertTrue(rejected > 5_000 && used > 2_500, rejected + " rejected, " + used + " used");
    }

    private static Heard agree(byte[] line) {
        Heard heard = Heard.scan(line, true);
        assertEquals(PlainOsquery.scan(line).calls, heard.withoutWords(), () -> new String(line, StandardCharsets.UTF_8));
        return heard;
    }
}

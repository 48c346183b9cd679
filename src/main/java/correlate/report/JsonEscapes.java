package correlate.report;

/**
 * What JSON output escapes beyond what JSON demands: characters that act on a terminal or hide in an editor, so that the
 * text of an attacker cannot do so where a report is merely looked at.
 *
 * <p>Surrogates are escaped whether they are paired or not. A lone one has no UTF-8 form; a pair read back is the same text,
 * and this way the invisible tags of plane 14 are seen too.
 */
final class JsonEscapes {
    private JsonEscapes() {
    }

    /** Whether a character above ASCII acts or hides. */
    static boolean acts(char c) {
        return c <= 0x9f
                || c == '\u061c' || c == '\u200e' || c == '\u200f'
                || c >= '\u2028' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || Character.isSurrogate(c);
    }
}

package correlate.report;

/**
 * Makes visible what acts on a terminal or cannot be seen in log text: everything that goes to a table or into a message
 * passes here.
 *
 * <p>Tab, newline and carriage return become {@code \t}, {@code \n} and {@code \r}; other ASCII controls {@code \x1b};
 * everything else of the kind {@code \}{@code u202e} or <code>\</code><code>u{e0041}</code>. A backslash stays one, so that
 * {@code C:\Windows\System32} stays readable, except where the reader would take it for the beginning of one of these: before
 * another backslash or an escape, before n, r and t, and before x or u with their hex digits it is doubled. So the text can
 * always be read back.
 */
public final class Visible {
    private Visible() {
    }

    /** The text with every acting or invisible character shown as an escape; the same object if there is none. */
    public static String escape(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '\\') {
                return escapeFrom(i, text);
            }
        }
        return text;
    }

    private static String escapeFrom(int first, String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, first);
        int next;
        for (int i = first; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            if (c == '\\') {
                visible.append(looksLikeEscape(text, next) ? "\\\\" : "\\");
            } else if (isHidden(c)) {
                append(visible, c);
            } else {
                visible.appendCodePoint(c);
            }
        }
        return visible.toString();
    }

    /** Whether a backslash before this place would be read as part of an escape. */
    private static boolean looksLikeEscape(String text, int next) {
        if (next == text.length()) {
            return false;
        }
        int c = text.codePointAt(next);
        return switch (c) {
            case '\\', 'n', 'r', 't' -> true;
            case 'x' -> isHex(text, next + 1, 2);
            case 'u' -> text.startsWith("{", next + 1) || isHex(text, next + 1, 4);
            default -> isHidden(c);
        };
    }

    private static boolean isHex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return false;
        }
        for (int i = from; i < from + digits; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Appends the escape of one character. */
    static void append(StringBuilder visible, int c) {
        switch (c) {
            case '\t' -> visible.append("\\t");
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            default -> visible.append((c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\u{%x}").formatted(c));
        }
    }

    /**
     * Whether a character acts or cannot be told by eye: controls, lone surrogates, format characters (bidirectional ones,
     * joiners, soft hyphen, tags), line separators, every blank but the space, variation selectors, the other characters that
     * Unicode calls default-ignorable, and what is not assigned.
     */
    static boolean isHidden(int c) {
        if (c >= 0x20 && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> true;
            default -> isBlankLetter(c);
        };
    }

    /** Letters, marks and symbols that show nothing (DerivedCoreProperties.txt, Default_Ignorable; and the empty Braille cell). */
    private static boolean isBlankLetter(int c) {
        return c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5
                || c >= 0x180b && c <= 0x180f || c == 0x2800 || c == 0x3164
                || c >= 0xfe00 && c <= 0xfe0f || c == 0xffa0 || c >= 0xe0100 && c <= 0xe01ef;
    }
}

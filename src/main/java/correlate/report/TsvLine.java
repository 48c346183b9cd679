package correlate.report;

import java.util.List;

/**
 * A line of tab-separated values: exact, but for tab, newline, carriage return and backslash as {@code \t \n \r \\}, other
 * controls as {@code \xHH}, and lone surrogates, which UTF-8 cannot hold, as <code>\</code><code>ud800</code>.
 *
 * <p>Written by hand, because univocity's writer would double the backslash of {@code \xHH}.
 */
final class TsvLine {
    private TsvLine() {
    }

    static String of(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            append(line, cell);
            line.append('\t');
        }
        line.setCharAt(line.length() - 1, '\n');
        return line.toString();
    }

    private static void append(StringBuilder line, String cell) {
        int exact = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '\\' || c > 0x9f && !Character.isSurrogate(c)) {
                continue;
            }
            line.append(cell, exact, i);
            exact = i + 1;
            if (Character.isSurrogate(c)) {
                int pair = cell.codePointAt(i);
                if (Character.isSupplementaryCodePoint(pair)) {
                    line.appendCodePoint(pair);
                    exact = ++i + 1;
                } else {
                    Visible.append(line, c);
                }
            } else if (c == '\\') {
                line.append("\\\\");
            } else if (c < 0x80) {
                Visible.append(line, c);
            } else {
                line.append("\\x").append(Integer.toHexString(c));
            }
        }
        line.append(cell, exact, cell.length());
    }
}

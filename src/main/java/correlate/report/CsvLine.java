package correlate.report;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of comma-separated values, quoted as RFC 4180 says, in which no text acts: a {@code '} stands before what a
 * spreadsheet would run, and hidden characters other than line breaks and tabs are shown as {@link Visible} shows them.
 */
final class CsvLine {
    /** What begins a formula, in Excel also in full width; tab and line breaks may be dropped before one (OWASP, CSV Injection). */
    private static final String STARTS_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,4})?");

    private final CsvWriter writer = new CsvWriter(settings());

    private static CsvWriterSettings settings() {
        CsvWriterSettings settings = new CsvWriterSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setSkipEmptyLines(false);
        // univocity leaves a quotation mark within a value unquoted unless told; RFC 4180 does not allow that.
        // Where the decimal sign is a comma, spreadsheets part at semicolons: unquoted, "a;=b" would be a formula there.
        settings.setQuotationTriggers('"', ';', '\t', '\'', '\r', '\n');
        return settings;
    }

    String of(List<String> cells) {
        return writer.writeRowToString(cells.stream().map(CsvLine::tame).toArray(String[]::new)) + "\n";
    }

    private static String tame(String cell) {
        if (cell.isEmpty()) {
            return cell;
        }
        String shown = show(cell);
        boolean formula = STARTS_FORMULA.indexOf(shown.charAt(0)) >= 0 && !PLAIN_NUMBER.matcher(shown).matches();
        return formula ? "'" + shown : shown;
    }

    private static String show(String cell) {
        int i = 0;
        while (i < cell.length() && cell.charAt(i) >= 0x20 && cell.charAt(i) < 0x7f) {
            i++;
        }
        if (i == cell.length()) {
            return cell;
        }
        StringBuilder shown = new StringBuilder(cell.length() + 16).append(cell, 0, i);
        cell.codePoints().skip(i).forEach(c -> {
            if (Visible.isHidden(c) && c != '\t' && c != '\n' && c != '\r') {
                Visible.append(shown, c);
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}

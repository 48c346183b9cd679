package correlate.report;

import correlate.model.Times;
import java.nio.charset.StandardCharsets;

/** Numbers as JSON writes them. */
final class JsonNumber {
    private static final String TWO_TO_53 = "9007199254740992";
    /** Integers of fewer digits are below 2^53. */
    private static final int SMALL = 15;

    private JsonNumber() {
    }

    /**
     * Whether the text may stand in JSON as a number: it follows the grammar (so no leading zeros, {@code nan} or hex), and if
     * it is an integer every reader can hold it, which is so up to 2^53.
     */
    static boolean isSafe(String text) {
        int end = text.length();
        int start = end > 0 && text.charAt(0) == '-' ? 1 : 0;
        int i = digits(text, start);
        int whole = i - start;
        if (whole == 0 || whole > 1 && text.charAt(start) == '0') {
            return false;
        }
        if (i == end) {
            return whole < TWO_TO_53.length()
                    || whole == TWO_TO_53.length() && text.substring(start).compareTo(TWO_TO_53) <= 0;
        }
        if (text.charAt(i) == '.') {
            int fraction = i + 1;
            i = digits(text, fraction);
            if (i == fraction) {
                return false;
            }
        }
        if (i < end && (text.charAt(i) | 0x20) == 'e') {
            i++;
            int exponent = i < end && (text.charAt(i) == '+' || text.charAt(i) == '-') ? i + 1 : i;
            i = digits(text, exponent);
            if (i == exponent) {
                return false;
            }
        }
        return i == end;
    }

    /** As {@link #isSafe(String)}, of bytes that follow the grammar. */
    static boolean isSafe(byte[] json, int from, int to) {
        if (to - from <= SMALL) {
            return true;
        }
        for (int i = from; i < from + SMALL; i++) {
            if (json[i] == '.') {
                return true;
            }
        }
        return isSafe(new String(json, from, to - from, StandardCharsets.US_ASCII));
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** Microseconds as seconds with up to six decimals, and at least so many. */
    static String seconds(long micros, int decimals) {
        String text = Times.seconds(micros);
        int point = text.length() - 7;
        int end = text.length();
        while (end > point + 1 + decimals && text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end == point + 1 ? point : end);
    }
}

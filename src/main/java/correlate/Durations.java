package correlate;

import correlate.model.Times;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 12h5m17s}, {@code 60s}, {@code 90}, {@code 1.5s}. */
final class Durations {
    /** Compiled when a duration is first read: what is written needs none. */
    private static final class Form {
        static final Pattern PATTERN = Pattern.compile(
                "(?:(\\d{1,6})d)?(?:(\\d{1,7})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9}(?:\\.\\d{1,6})?)s?)?");
    }

    private Durations() {
    }

    /** Reads a duration, with a sign or without: µs. */
    static long parse(String text) {
        String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        Matcher matcher = Form.PATTERN.matcher(unsigned);
        if (unsigned.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("a duration is written like 60s, 5m, 1h30m or 0.5s");
        }
        long micros = 60 * Times.SECOND * (24 * 60 * number(matcher.group(1)) + 60 * number(matcher.group(2))
                + number(matcher.group(3)));
        if (matcher.group(4) != null) {
            micros += Times.parseSeconds(matcher.group(4));
        }
        return text.startsWith("-") ? -micros : micros;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** With its sign, as the command line takes it: {@code +12h5m17s}. */
    static String signed(long micros) {
        long rounded = Math.floorDiv(micros + (micros < 0 ? -1 : 1) * Times.SECOND / 2, Times.SECOND) * Times.SECOND;
        return (micros < 0 ? "-" : "+") + Times.rough(Math.abs(micros) >= 60 * Times.SECOND ? rounded : micros);
    }
}

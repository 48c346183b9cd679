package correlate.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times and durations as microseconds in a {@code long}; times count from 1970 in UTC. */
public final class Times {
    /** No time is known. */
    public static final long NONE = Long.MIN_VALUE;
    /** Before every time: a bound that is open to the past. */
    public static final long BEFORE_ALL = Long.MIN_VALUE / 4;
    /** After every time: a bound that is open to the future. */
    public static final long AFTER_ALL = Long.MAX_VALUE / 4;
    /** Microseconds in a second. */
    public static final long SECOND = 1_000_000L;

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private Times() {
    }

    /** ISO 8601 in UTC with six decimals: {@code 2020-02-25T22:28:29.844549Z}; plain seconds for times that no calendar holds. */
    public static String iso(long micros) {
        try {
            return FORM.format(LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND),
                    (int) Math.floorMod(micros, SECOND) * 1000, ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return seconds(micros);
        }
    }

    /** Seconds with six decimals. */
    public static String seconds(long micros) {
        String sign = micros < 0 ? "-" : "";
        long abs = Math.abs(micros);
        String fraction = Long.toString(SECOND + abs % SECOND).substring(1);
        return sign + abs / SECOND + "." + fraction;
    }

    /**
     * Reads seconds since 1970 with or without a fraction (digits past the sixth are dropped), or an ISO 8601 instant with a
     * zone ({@code Z}, {@code +01:00} or {@code +0100}); {@link #NONE} if the text is neither.
     */
    public static long parse(String text) {
        return text.indexOf('T') > 0 ? parseIso(text) : parseSeconds(text);
    }

    /** Reads decimal seconds, as {@link #parse}. */
    public static long parseSeconds(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        boolean negative = whole.startsWith("-");
        String digits = negative ? whole.substring(1) : whole;
        if (digits.isEmpty() || digits.length() > 12 || !isDigits(digits)) {
            return NONE;
        }
        long micros = Long.parseLong(digits) * SECOND;
        if (point >= 0) {
            String fraction = text.substring(point + 1);
            if (fraction.isEmpty() || !isDigits(fraction)) {
                return NONE;
            }
            micros += Long.parseLong((fraction + "000000").substring(0, 6));
        }
        return negative ? -micros : micros;
    }

    private static long parseIso(String text) {
        String zoned = text.matches(".*[+-]\\d{4}") ? new StringBuilder(text).insert(text.length() - 2, ':').toString() : text;
        try {
            Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(zoned, Instant::from);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / 1000);
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

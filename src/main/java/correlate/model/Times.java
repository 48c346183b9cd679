package correlate.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
    /** Microseconds in a day. */
    public static final long DAY = 86_400 * SECOND;
    /** How many characters {@link #iso} has, for times of the years 0 to 9999. */
    public static final int ISO_LENGTH = 27;

    /** Twelve digits of seconds. */
    private static final long MOST = 1_000_000_000_000L * SECOND;
    /** Years 0 to 9999 are written by hand: a finding shows ten times, and the formatter needs 0.4 µs for each. */
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private Times() {
    }

    /** ISO 8601 in UTC with six decimals: {@code 2020-02-25T22:28:29.844549Z}; plain seconds for times that no calendar holds. */
    public static String iso(long micros) {
        long day = Math.floorDiv(micros, DAY);
        if (!isIsoDay(day)) {
            return isoFarAway(micros);
        }
        byte[] text = new byte[ISO_LENGTH];
        putDate(day, text, 0);
        putTimeOfDay(micros - day * DAY, text, 10);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Whether a day, counted from 1970, lies in the years 0 to 9999, whose times have {@link #ISO_LENGTH} characters. */
    public static boolean isIsoDay(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /** Writes the date of such a day: {@code 2020-02-25}. */
    public static void putDate(long day, byte[] text, int at) {
        LocalDate date = LocalDate.ofEpochDay(day);
        put(text, at, 4, date.getYear());
        text[at + 4] = '-';
        put(text, at + 5, 2, date.getMonthValue());
        text[at + 7] = '-';
        put(text, at + 8, 2, date.getDayOfMonth());
    }

    /** Writes what follows the date: {@code T22:28:29.844549Z}. */
    public static void putTimeOfDay(long micros, byte[] text, int at) {
        int second = (int) (micros / SECOND);
        text[at] = 'T';
        put(text, at + 1, 2, second / 3600);
        text[at + 3] = ':';
        put(text, at + 4, 2, second / 60 % 60);
        text[at + 6] = ':';
        put(text, at + 7, 2, second % 60);
        text[at + 9] = '.';
        int fraction = (int) (micros - second * SECOND);
        int millis = fraction / 1000;
        put(text, at + 10, 3, millis);
        put(text, at + 13, 3, fraction - 1000 * millis);
        text[at + 16] = 'Z';
    }

    /** Times are most of what is printed, and the first compiler divides by dividing: products do it for numbers below 10,000. */
    private static void put(byte[] text, int from, int digits, int value) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            int tens = rest * 52_429 >>> 19;
            text[i] = (byte) ('0' + rest - 10 * tens);
            rest = tens;
        }
    }

    private static String isoFarAway(long micros) {
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
        String fraction = Long.toString(SECOND + Math.abs(micros % SECOND)).substring(1);
        return sign + Math.abs(micros / SECOND) + "." + fraction;
    }

    /** To the second, or to the microsecond below a minute: {@code 12h5m17s}, {@code 0.25s}. */
    public static String rough(long micros) {
        long abs = Math.abs(micros);
        if (abs < 60 * SECOND) {
            String text = seconds(abs);
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end) + "s";
        }
        long seconds = abs / SECOND;
        long days = seconds / 86400;
        long hours = seconds / 3600 % 24;
        long minutes = seconds / 60 % 60;
        return (days > 0 ? days + "d" : "") + (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes + "m" : "")
                + (seconds % 60 > 0 ? seconds % 60 + "s" : "");
    }

    /**
     * Reads seconds since 1970 with or without a fraction (digits past the sixth are dropped), or an ISO 8601 instant with a
     * zone ({@code Z}, {@code +01:00} or {@code +0100}); {@link #NONE} if the text is neither, or over 30,000 years from 1970.
     */
    public static long parse(String text) {
        return text.indexOf('T') > 0 ? parseIso(text) : parseSeconds(text);
    }

    /** Reads decimal seconds, as {@link #parse}, with or without an exponent: Zeek's JSON has durations of {@code 9.5e-7}. */
    public static long parseSeconds(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        return exponent < 0 ? parsePlain(text) : parseScientific(text, exponent);
    }

    private static long parsePlain(String text) {
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

    private static long parseScientific(String text, int at) {
        boolean signed = at + 1 < text.length() && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+');
        String digits = text.substring(at + (signed ? 2 : 1));
        // a short mantissa and exponent keep the number small, whatever a log says
        if (digits.isEmpty() || digits.length() > 3 || !isDigits(digits) || at > 40
                || parsePlain(text.substring(0, at)) == NONE) {
            return NONE;
        }
        try {
            return bounded(new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException e) {
            return NONE;
        }
    }

    private static long parseIso(String text) {
        int sign = text.length() - 5;
        boolean compact = sign > 0 && (text.charAt(sign) == '+' || text.charAt(sign) == '-')
                && isDigits(text.substring(sign + 1));
        String zoned = compact ? text.substring(0, sign + 3) + ":" + text.substring(sign + 3) : text;
        try {
            Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(zoned, Instant::from);
            return bounded(Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / 1000));
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    /** Times stay far enough from both ends of a long that sums of two of them do not overflow. */
    private static long bounded(long micros) {
        return micros > -MOST && micros < MOST ? micros : NONE;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

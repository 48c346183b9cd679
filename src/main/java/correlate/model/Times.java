package correlate.model;

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

    private static final long DAY = 86_400;
    /** Years 0 to 9999 are written by hand: a finding shows ten times, and the formatter needs 0.4 µs for each. */
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final byte[] ISO_SHAPE = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.ISO_8859_1);
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private Times() {
    }

    /** ISO 8601 in UTC with six decimals: {@code 2020-02-25T22:28:29.844549Z}; plain seconds for times that no calendar holds. */
    public static String iso(long micros) {
        long second = Math.floorDiv(micros, SECOND);
        long day = Math.floorDiv(second, DAY);
        if (day < FIRST_DAY || day > LAST_DAY) {
            return isoFarAway(micros);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int ofDay = (int) Math.floorMod(second, DAY);
        byte[] text = ISO_SHAPE.clone();
        put(text, 0, 4, date.getYear());
        put(text, 5, 2, date.getMonthValue());
        put(text, 8, 2, date.getDayOfMonth());
        put(text, 11, 2, ofDay / 3600);
        put(text, 14, 2, ofDay / 60 % 60);
        put(text, 17, 2, ofDay % 60);
        put(text, 20, 6, (int) Math.floorMod(micros, SECOND));
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int from, int digits, int value) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
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

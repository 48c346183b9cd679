package correlate.source;

import correlate.model.Times;

/**
 * Reads ISO 8601 instants from bytes without allocating: {@code 2020-04-01T16:19:42.100275Z}, also with an offset
 * ({@code +01:00}, {@code +0100}, {@code +01}). One of the hot classes; the plain way is {@link Times#parse}.
 */
public final class IsoTime {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private IsoTime() {
    }

    /** µs since 1970, digits past the sixth dropped; {@link Times#NONE} if the bytes are no instant with a zone. */
    public static long micros(byte[] bytes, int from, int to) {
        if (to - from < 20 || bytes[from + 4] != '-' || bytes[from + 7] != '-' || (bytes[from + 10] | 0x20) != 't'
                || bytes[from + 13] != ':' || bytes[from + 16] != ':') {
            return Times.NONE;
        }
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        int second = number(bytes, from + 17, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] || hour < 0 || hour > 23
                || minute < 0 || minute > 59 || second < 0 || second > 59 || day == 29 && month == 2 && !leap(year)) {
            return Times.NONE;
        }
        int i = from + 19;
        long fraction = 0;
        if (bytes[i] == '.') {
            int first = ++i;
            int scale = 100_000;
            while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
                fraction += (long) (bytes[i++] - '0') * scale;
                scale /= 10;
            }
            if (i == first) {
                return Times.NONE;
            }
        }
        int offset = offset(bytes, i, to);
        if (offset == Integer.MIN_VALUE) {
            return Times.NONE;
        }
        long seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset;
        return seconds * Times.SECOND + fraction;
    }

    /** The zone's offset in seconds, or {@code Integer.MIN_VALUE}. */
    private static int offset(byte[] bytes, int from, int to) {
        if (to - from == 1 && (bytes[from] | 0x20) == 'z') {
            return 0;
        }
        int length = to - from;
        if (length != 3 && length != 5 && length != 6 || bytes[from] != '+' && bytes[from] != '-'
                || length == 6 && bytes[from + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(bytes, from + 1, 2);
        int minutes = length == 3 ? 0 : number(bytes, to - 2, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return bytes[from] == '-' ? -seconds : seconds;
    }

    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean leap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, with years that begin in March. */
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}

package correlate.source.zeek;

import correlate.model.Times;
import correlate.source.IsoTime;
import correlate.source.Scalars;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** The forms in which Zeek logs write a time: seconds, milliseconds (JSON only), ISO 8601. */
final class ZeekTimes {
    /** Seconds from here on are milliseconds: as seconds they would lie beyond the year 5138. */
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final long MILLIS_TO = 1_000_000_000_000_000L;

    private ZeekTimes() {
    }

    /** µs since 1970; {@link Times#NONE} if the bytes are no time. */
    static long instant(byte[] bytes, int from, int to) {
        long micros = Scalars.micros(bytes, from, to);
        if (micros == Times.NONE) {
            long millis = Scalars.whole(bytes, from, to);
            return millis == Long.MIN_VALUE ? rare(bytes, from, to)
                    : Math.abs(millis) < MILLIS_TO ? millis * 1000 : Times.NONE;
        }
        return Math.abs(micros) >= MILLIS_FROM * Times.SECOND ? micros / 1000 : micros;
    }

    /** ISO 8601, or milliseconds with a fraction, as programs write them that know only floating point. */
    private static long rare(byte[] bytes, int from, int to) {
        long iso = IsoTime.micros(bytes, from, to);
        if (iso != Times.NONE || to - from > 40) {
            return iso;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (text.indexOf('T') > 0) {
            return Times.parse(text + 'Z');         // exported by a program that drops the zone: Zeek's times are UTC
        }
        try {
            BigDecimal millis = new BigDecimal(text);
            long digits = (long) millis.precision() - millis.scale();
            return digits < 13 || digits > 15 ? Times.NONE
                    : millis.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (NumberFormatException e) {
            return Times.NONE;
        }
    }
}

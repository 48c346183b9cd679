package correlate.source.zeek;

import correlate.model.Times;
import correlate.source.IsoTime;
import correlate.source.Scalars;

/** The forms in which Zeek logs write a time: seconds, milliseconds (JSON only), ISO 8601. */
final class ZeekTimes {
    /** Seconds from here on are milliseconds: as seconds they would lie beyond the year 5138. */
    private static final long MILLIS_FROM = 100_000_000_000L * Times.SECOND;

    private ZeekTimes() {
    }

    /** µs since 1970; {@link Times#NONE} if the bytes are no time. */
    static long instant(byte[] bytes, int from, int to) {
        long micros = Scalars.micros(bytes, from, to);
        if (micros == Times.NONE) {
            return IsoTime.micros(bytes, from, to);
        }
        return Math.abs(micros) >= MILLIS_FROM ? micros / 1000 : micros;
    }
}

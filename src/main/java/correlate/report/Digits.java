package correlate.report;

import correlate.model.Times;

/** Writes numbers as ASCII into an array that has room for them; each method gives where it ended. Part of the hot code of {@link JsonBytes}. */
final class Digits {
    /** The longest text that any of these writes. */
    static final int LONGEST = 32;

    private Digits() {
    }

    /** A number from 0. */
    static int put(long value, byte[] to, int at) {
        if (value <= 0xffff) {
            return putSmall((int) value, to, at);
        }
        int length = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            length++;
        }
        long rest = value;
        for (int i = at + length - 1; i >= at; i--) {
            long tens = rest / 10;
            to[i] = (byte) ('0' + rest - 10 * tens);
            rest = tens;
        }
        return at + length;
    }

    /**
     * A number from 0 below 81,920: a port, a part of an address. The first compiler divides by dividing; here a product does it
     * in a fifth of the time.
     */
    static int putSmall(int value, byte[] to, int at) {
        int length = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
        int rest = value;
        for (int i = at + length - 1; i >= at; i--) {
            int tens = rest * 52_429 >>> 19;
            to[i] = (byte) ('0' + rest - 10 * tens);
            rest = tens;
        }
        return at + length;
    }

    /** Microseconds as seconds with up to six decimals, and at least so many. */
    static int putSeconds(long micros, int decimals, byte[] to, int start) {
        int at = start;
        if (micros < 0) {
            to[at++] = '-';
        }
        long rest = Math.abs(micros % Times.SECOND);
        int point = put(Math.abs(micros / Times.SECOND), to, at);
        at = point;
        to[at++] = '.';
        int scale = (int) Times.SECOND / 10;
        for (int i = 0; i < decimals || rest > 0; i++, scale /= 10) {
            to[at++] = (byte) ('0' + rest / scale);
            rest %= scale;
        }
        return at == point + 1 ? point : at;
    }

    /** A duration from 0 as {@link Times#rough} writes it. */
    static int putRough(long micros, byte[] to, int start) {
        if (micros < 60 * Times.SECOND) {
            int at = putSeconds(micros, 0, to, start);
            to[at] = 's';
            return at + 1;
        }
        long seconds = micros / Times.SECOND;
        int ofDay = (int) (seconds % 86_400);
        int at = putUnit(seconds / 86_400, 'd', to, start);
        at = putUnit(ofDay / 3600, 'h', to, at);
        at = putUnit(ofDay / 60 % 60, 'm', to, at);
        return putUnit(ofDay % 60, 's', to, at);
    }

    private static int putUnit(long count, char letter, byte[] to, int start) {
        if (count == 0) {
            return start;
        }
        int at = put(count, to, start);
        to[at] = (byte) letter;
        return at + 1;
    }
}

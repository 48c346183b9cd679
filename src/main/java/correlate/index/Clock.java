package correlate.index;

/**
 * How a host's times are to be read.
 *
 * @param offset µs to be added to get the sensor's
 * @param spread µs by which its rows lie apart from what they tell of, on either side, beyond what is allowed for all hosts
 */
public record Clock(long offset, long spread) {
    /** A clock that agrees with the sensor's. */
    public static final Clock RIGHT = new Clock(0, 0);
}

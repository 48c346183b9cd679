package correlate.match;

/**
 * One connection of a tuple, as numbers.
 *
 * @param start first packet, µs since 1970 by the sensor's clock
 * @param end last packet
 * @param origIsFirst whether the originator is the tuple's first end
 * @param sided whether its row and the socket rows name both ends, so that the host's side is known; else only ids are equal
 * @param ref where the caller finds the connection again
 */
public record Flow(long start, long end, boolean origIsFirst, boolean sided, int ref) {
}

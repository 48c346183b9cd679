package correlate.match;

import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Verdict;

/**
 * What the rules say of one connection, side and process.
 *
 * @param side which end the host is, null where only ids were compared
 * @param candidates how many processes this connection and side has at this verdict's level
 * @param gap µs to the nearest time at which the socket was known alive
 * @param life the life that fits best
 * @param sightings how many rows the process's sockets fold
 */
public record Judgement(Side side, Verdict verdict, Reason reason, int candidates, long gap, Life life, int sightings) {
}

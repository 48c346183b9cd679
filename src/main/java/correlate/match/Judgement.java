package correlate.match;

import correlate.model.Reason;
import correlate.model.Side;
import correlate.model.Times;
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

    /**
     * The sentence where it says more than the reason's own, else null.
     *
     * @param more what is to be added to it
     */
    public String text(String more) {
        long doubt = life.best().eventTime() - life.best().eventFrom();
        if (doubt <= Times.SECOND) {                    // unixTime itself is cut to seconds
            return more.isEmpty() ? null : reason.sentence(verdict, gap) + more;
        }
        return reason.sentence(verdict, gap) + "; the event's time is known to within " + Times.rough(doubt) + more;
    }
}

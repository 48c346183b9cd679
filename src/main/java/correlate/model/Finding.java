package correlate.model;

/**
 * What the join says: one connection, side, host and process, with its verdict and reason.
 *
 * @param ownText the reason as a sentence where it is another than {@link Reason#sentence}, else null
 * @param id the tuple's Community ID under the log's seed, or null
 * @param side which end the host is, or null where there is no sighting or the side is not known
 * @param candidates how many findings this connection and side has, 0 where there is no sighting
 * @param gap µs between the connection and the nearest time at which the socket was known alive, 0 if they meet,
 *     {@link Times#NONE} where it does not apply
 * @param connection null only for {@link Verdict#UNSEEN}
 * @param sighting null only for {@link Verdict#UNMATCHED}
 */
public record Finding(Verdict verdict, Reason reason, String ownText, CommunityId id, Side side, int candidates,
        long gap, Connection connection, Sighting sighting) {

    /** The reason as a sentence, with the numbers of its case. */
    public String reasonText() {
        return ownText != null ? ownText : reason.sentence(verdict, gap);
    }

    /** The connection's start or, without one, the sighting's first row: µs since 1970, or {@link Times#NONE}. */
    public long time() {
        return connection != null ? connection.start() : sighting.firstSeen();
    }

    /** The host's end, or null where it is not known. */
    public Endpoint local() {
        if (connection == null || side == null) {
            return sighting == null ? null : sighting.local();
        }
        return side == Side.ORIG ? connection.orig() : connection.resp();
    }

    /** The other end, or null where it is not known. */
    public Endpoint remote() {
        if (connection == null || side == null) {
            return sighting == null ? null : sighting.remote();
        }
        return side == Side.ORIG ? connection.resp() : connection.orig();
    }
}

package correlate.model;

import java.util.Map;

/**
 * All that one osquery log says of one socket of one process, as it is printed. Times are µs since 1970 on the sensor's
 * clock, {@link Times#NONE} where unknown; a bound that is open is {@link Times#NONE} too.
 *
 * @param host hostIdentifier
 * @param query name of the scheduled query
 * @param kind what the best row was: {@code added}, {@code removed}, {@code snapshot} or {@code event}
 * @param sightings how many rows were folded, removed ones too
 * @param firstSeen unixTime of the first row
 * @param lastSeen unixTime of the last row
 * @param closedBy what ended it ({@code removed}, {@code absent_from_snapshot}, {@code absent_from_new_epoch}), or null if
 *     still open when last polled
 * @param clockOffset µs added to the host's time, 0 if none was needed
 * @param protoAssumed whether the row named no protocol, so that TCP or UDP was tried
 * @param local the host's end, or null; also where a finding's connection and side tell it
 * @param remote the other end, likewise
 * @param columns every column of the best row as logged: {@code String} or {@link NumberText}
 * @param decorations the decorations of its line, likewise
 * @param at where the best row stands
 */
public record Sighting(String host, String query, String kind, int sightings, long firstSeen, long lastSeen,
        String closedBy, long knownFrom, long knownTo, long mayFrom, long mayTo, long clockOffset, boolean protoAssumed,
        ProcessFacts process, Endpoint local, Endpoint remote, Map<String, Object> columns,
        Map<String, Object> decorations, Place at) {
}

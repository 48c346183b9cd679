package correlate.model;

import java.util.Map;

/**
 * One flow as a network log tells it, parsed in full.
 *
 * @param source the kind of log: {@code zeek}, {@code suricata}, {@code arkime}, {@code ecs}
 * @param uid the log's own name for the flow, or null
 * @param start first packet, µs since 1970, or {@link Times#NONE}
 * @param end last packet, µs since 1970, or {@link Times#NONE}; equals start where no duration is logged
 * @param duration the duration as the log wrote it in seconds, or null
 * @param protocol IANA number, or {@link Protocols#UNKNOWN}
 * @param proto the protocol's name as printed, or null
 * @param service application protocol as logged, or null
 * @param state state of the connection as logged, or null
 * @param orig the originator, or null
 * @param resp the responder, or null
 * @param origBytes payload bytes of the originator as logged, or null
 * @param respBytes payload bytes of the responder as logged, or null
 * @param loggedId the Community ID that the log states, or null
 * @param log every set column of the row under its own name: {@code String}, {@code Boolean}, {@link NumberText},
 *     {@code List} or {@code Map} of these
 * @param alerts for Suricata: the alerts of the flow, each a map of the same kinds of value; empty elsewhere
 * @param at where the row stands
 */
public record Connection(String source, String uid, long start, long end, NumberText duration, int protocol, String proto,
        String service, String state, Endpoint orig, Endpoint resp, NumberText origBytes, NumberText respBytes,
        CommunityId loggedId, Map<String, Object> log, java.util.List<Map<String, Object>> alerts, Place at) {
}

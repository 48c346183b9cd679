package correlate.model;

import java.util.Locale;
import java.util.Map;

/** IANA protocol numbers and the names that Zeek, Suricata and people use for them. */
public final class Protocols {
    /** No protocol is known. */
    public static final int UNKNOWN = -1;
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMPV6 = 58;
    public static final int SCTP = 132;

    private static final Map<String, Integer> BY_NAME = Map.ofEntries(
            Map.entry("icmp", ICMP), Map.entry("igmp", 2), Map.entry("tcp", TCP), Map.entry("udp", UDP),
            Map.entry("rsvp", 46), Map.entry("gre", 47), Map.entry("esp", 50), Map.entry("ah", 51),
            Map.entry("icmp6", ICMPV6), Map.entry("icmpv6", ICMPV6), Map.entry("ipv6-icmp", ICMPV6),
            Map.entry("ospf", 89), Map.entry("pim", 103), Map.entry("vrrp", 112), Map.entry("sctp", SCTP),
            Map.entry("udplite", 136));

    private Protocols() {
    }

    /** The number for a name in any case, or for a number from 0 to 255 as text; {@link #UNKNOWN} for anything else. */
    public static int number(String text) {
        Integer known = BY_NAME.get(text.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return UNKNOWN;
        }
        int number = Integer.parseInt(text);
        return number <= 255 ? number : UNKNOWN;
    }

    /** The usual name of a number: {@code tcp}, {@code udp}, {@code icmp} (also for 58, as Zeek says), else the number. */
    public static String name(int number) {
        return switch (number) {
            case ICMP, ICMPV6 -> "icmp";
            case TCP -> "tcp";
            case UDP -> "udp";
            case SCTP -> "sctp";
            case UNKNOWN -> "unknown";
            default -> Integer.toString(number);
        };
    }
}

package correlate.model;

import java.util.Arrays;
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

    /** The others, made when a log first has one. */
    private static final class Assigned {
        /** IANA's keywords, from 0 on, as Suricata's util-proto-name.c has them; - where it has none. */
        private static final String[] KEYWORDS = """
                hopopt icmp igmp ggp ip-in-ip st tcp cbt egp igp bbn-rcc-mon nvp-ii pup argus emcon xnet chaos udp mux dcn-meas
                hmp prm xns-idp trunk-1 trunk-2 leaf-1 leaf-2 rdp irtp iso-tp4 netblt mfe-nsp merit-inp dccp 3pc idpr xtp ddp
                idpr-cmtp tp++ il ipv6 sdrp ipv6-route ipv6-frag idrp rsvp gre dsr bna esp ah i-nlsp swipe narp mobile tlsp skip
                ipv6-icmp ipv6-nonxt ipv6-opts - cftp - sat-expak kryptolan rvd ippc - sat-mon visa ipcu cpnx cphb wsn pvp
                br-sat-mon sun-nd wb-mon wb-expak iso-ip vmtp secure-vmtp vines ttp nsfnet-igp dgp tcf eigrp ospf sprite-rpc larp
                mtp ax.25 ipip micp scc-sp etherip encap - gmtp ifmp pnni pim aris scps qnx a/n ipcomp snp compaq-peer ipx-in-ip
                vrrp pgm - l2tp ddx iatp stp srp uti smp sm ptp is-is fire crtp crudp sscopmce iplt sps pipe sctp fc
                rsvp-e2e-ignore mobility udplite mpls-in-ip manet hip shim6 wesp rohc""".split("\\s+");
        /** What older Suricatas took from /etc/protocols. */
        private static final Map<String, Integer> OTHER_NAMES = Map.of("ip-encap", 4, "ipencap", 4, "ospfigp", 89, "isis", 124,
                "mobility-header", 135);

        static int number(String name) {
            Integer other = OTHER_NAMES.get(name);
            return other != null ? other : name.equals("-") ? UNKNOWN : Arrays.asList(KEYWORDS).indexOf(name);
        }
    }

    private Protocols() {
    }

    /** The number for a name in any case, or for a number from 0 to 255 as text; {@link #UNKNOWN} for anything else. */
    public static int number(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        Integer known = BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.isEmpty() ? UNKNOWN : Assigned.number(name);
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

package correlate.source.zeek;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of a conn log that mean something here, each with its Zeek type and the names it goes by: Zeek's own first,
 * then those that field name maps give it.
 */
enum ZeekField {
    TS("ts", "time", "timestamp"),
    UID("uid", "string"),
    ORIG_H("id.orig_h", "addr", "orig_h", "src_ip", "source_ip", "src_addr", "source_address", "srcip", "saddr", "id_orig_ip",
            "src"),
    ORIG_P("id.orig_p", "port", "orig_p", "src_port", "source_port", "srcport", "sport", "id_orig_port"),
    RESP_H("id.resp_h", "addr", "resp_h", "dst_ip", "dest_ip", "destination_ip", "dst_addr", "destination_address", "dstip",
            "daddr", "id_resp_ip", "dst", "dest"),
    RESP_P("id.resp_p", "port", "resp_p", "dst_port", "dest_port", "destination_port", "dstport", "dport", "id_resp_port"),
    PROTO("proto", "enum", "protocol", "transport"),
    SERVICE("service", "string"),
    DURATION("duration", "interval"),
    CONN_STATE("conn_state", "string"),
    ORIG_BYTES("orig_bytes", "count"),
    RESP_BYTES("resp_bytes", "count"),
    IP_PROTO("ip_proto", "count"),
    COMMUNITY_ID("community_id", "string", "communityid", "network_community_id");

    static final int COUNT = values().length;

    /** The types of other columns that Zeek's own scripts give a conn log. */
    private static final Map<String, String> OTHER_TYPES = Map.ofEntries(
            Map.entry("local_orig", "bool"), Map.entry("local_resp", "bool"), Map.entry("missed_bytes", "count"),
            Map.entry("history", "string"), Map.entry("orig_pkts", "count"), Map.entry("orig_ip_bytes", "count"),
            Map.entry("resp_pkts", "count"), Map.entry("resp_ip_bytes", "count"), Map.entry("tunnel_parents", "set[string]"),
            Map.entry("vlan", "int"), Map.entry("inner_vlan", "int"), Map.entry("id.ctx.vlan", "int"),
            Map.entry("id.ctx.inner_vlan", "int"), Map.entry("_write_ts", "time"));

    private static final Map<String, ZeekField> BY_NAME = new HashMap<>();
    private static final Map<String, Integer> RANK = new HashMap<>();

    static {
        for (ZeekField field : values()) {
            for (int i = 0; i < field.names.size(); i++) {
                BY_NAME.put(plain(field.names.get(i)), field);
                RANK.put(plain(field.names.get(i)), i);
            }
        }
    }

    /** Zeek's name for it. */
    final String title;
    /** Its type as {@code #types} would give it. */
    final String type;
    private final List<String> names;

    ZeekField(String title, String type, String... aliases) {
        this.title = title;
        this.type = type;
        this.names = new ArrayList<>(List.of(aliases));
        names.add(0, title);
    }

    /** Whether a part of a value may pass for another value, and the match rests on it. */
    boolean isCutUnseen() {
        return switch (this) {
            case TS, ORIG_H, ORIG_P, RESP_H, RESP_P, DURATION -> true;
            default -> false;
        };
    }

    /** The field that goes by that name, whatever separates its parts ({@code id.orig_h}, {@code id_orig_h}); null if none. */
    static ZeekField named(String name) {
        return BY_NAME.get(plain(name));
    }

    /** How far down the list of its field's names a name stands: where a log has two, the lower one is meant. */
    static int rank(String name) {
        return RANK.get(plain(name));
    }

    /** The Zeek type of a column that no {@code #types} line declares. */
    static String typeOf(String name) {
        ZeekField field = named(name);
        return field != null ? field.type : OTHER_TYPES.getOrDefault(name, "string");
    }

    /** The ways a JSON log spells its name at top level, best first; one within an {@code id} object stands after the second. */
    List<String> spellings() {
        List<String> spellings = new ArrayList<>(names);
        if (title.indexOf('.') > 0) {
            spellings.add(1, title.replace('.', '_'));
        }
        return spellings;
    }

    /** In small letters, with one underscore for all signs in a row. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        boolean inSigns = false;
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean sign = !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_');
            if (!sign || !inSigns) {
                plain.append(sign ? '_' : c);
            }
            inSigns = sign;
        }
        return plain.toString();
    }
}

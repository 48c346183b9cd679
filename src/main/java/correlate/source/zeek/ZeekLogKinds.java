package correlate.source.zeek;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells a conn log from Zeek's other logs, by the columns first: what a log is called can be configured. */
final class ZeekLogKinds {
    /** Zeek's own logs that are no conn logs, and those of widespread packages. */
    private static final Set<String> OTHERS = Set.of("analyzer", "analyzer_debug", "app_stats", "bacnet", "barnyard2", "broker",
            "capture_loss", "cip", "cluster", "config", "conn-summary", "conn_summary", "dce_rpc", "dga", "dhcp", "dnp3", "dns",
            "dpd", "enip", "files", "ftp", "http", "intel", "ipsec", "irc", "kerberos", "known_certs", "known_devices",
            "known_hosts", "known_modbus", "known_services", "ldap", "ldap_search", "loaded_scripts", "modbus",
            "modbus_register_change", "mqtt_connect", "mqtt_publish", "mqtt_subscribe", "mysql", "netcontrol",
            "netcontrol_drop", "netcontrol_shunt", "notice", "notice_alarm", "ntlm", "ntp", "ocsp", "opcua", "openflow",
            "openvpn", "packet_filter", "pe", "postgresql", "print", "prof", "profinet", "quic", "radius", "rdp", "redis",
            "reporter", "rfb", "s7comm", "signatures", "sip", "smb_cmd", "smb_files", "smb_mapping", "smtp", "snmp", "socks",
            "software", "ssh", "ssl", "stats", "stderr", "stdout", "stun", "suricata_corelight", "syslog", "tds", "telemetry",
            "telemetry_histogram", "traceroute", "tunnel", "unified2", "unknown_protocols", "weird", "weird_stats",
            "websocket", "wireguard", "x509");
    /** Columns that a conn log has and other logs with addresses and a protocol have not. */
    private static final Set<String> OF_CONN = Set.of("conn_state", "duration", "history", "orig_bytes", "resp_bytes",
            "orig_pkts", "resp_pkts", "orig_ip_bytes", "resp_ip_bytes", "missed_bytes");
    /** Columns of other logs with addresses and a protocol: dns, notice, dpd, analyzer, syslog, traceroute, http. */
    private static final Set<String> OF_OTHERS = Set.of("trans_id", "trans_depth", "query", "note", "analyzer",
            "failure_reason", "facility", "fuid", "ttl");

    private ZeekLogKinds() {
    }

    /** Whether a log that goes by this name is, by Zeek's own habit, something else than a conn log. */
    static boolean other(String path) {
        return path != null && OTHERS.contains(path.toLowerCase(Locale.ROOT));
    }

    static boolean ofConn(String column) {
        return OF_CONN.contains(column);
    }

    static boolean ofOthers(String column) {
        return OF_OTHERS.contains(column);
    }

    /** The columns by which a conn log is known, or those by which another log is. */
    static Stream<String> marks(boolean conn) {
        return (conn ? OF_CONN : OF_OTHERS).stream();
    }

    /** What a log is called by its file: {@code dns} for {@code logs/dns.00:00:00-01:00:00.log.gz}. */
    static String fromFile(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int point = name.indexOf('.');
        return point < 0 ? name : name.substring(0, point);
    }
}

package correlate.source.zeek;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import correlate.model.Address;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The plain twin of {@link ZeekTsvScanner}: the same rules with univocity's split, strings and big decimals. Knows the names
 * and the separators that {@link RandomConnLog} writes, and no escapes.
 */
final class PlainZeekConnLog {
    private static final Map<String, Integer> PROTOCOLS = Map.of("tcp", 6, "udp", 17, "icmp", 1, "sctp", 132, "icmp6", 58,
            "esp", 50, "gre", 47, "ah", 51, "pim", 103, "igmp", 2);
    private static final Set<String> NOBODY_ACCEPTED = Set.of("S0", "REJ", "RSTOS0", "RSTRH", "SH");
    private static final List<String> COUNTS = List.of("orig_bytes", "resp_bytes", "orig_pkts", "missed_bytes");
    private static final Map<String, CsvParser> PARSERS = new HashMap<>();

    private final List<String> events = new ArrayList<>();
    private String separator = "\t";
    private List<String> fields = List.of();

    static List<String> events(String text) {
        PlainZeekConnLog log = new PlainZeekConnLog();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            log.line(i + 1, line, i == lines.length - 1);
        }
        return log.events;
    }

    private void line(int number, String line, boolean unterminated) {
        if (line.startsWith("#separator ")) {
            separator = line.substring(11).replace("\\x09", "\t");
            fields = List.of();
        } else if (line.startsWith("#fields" + separator)) {
            fields = Arrays.asList(split(line)).subList(1, split(line).length);
        } else if (!line.isBlank() && !line.startsWith("#")) {
            row(number, split(line), unterminated);
        }
    }

    private String[] split(String line) {
        return PARSERS.computeIfAbsent(separator, PlainZeekConnLog::parser).parseLine(line);
    }

    private static CsvParser parser(String separator) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setQuote('\uffff');
        settings.getFormat().setQuoteEscape('\uffff');
        settings.getFormat().setComment('\uffff');
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setNullValue("");
        settings.setMaxColumns(100_000);
        settings.setMaxCharsPerColumn(-1);
        return new CsvParser(settings);
    }

    private void row(int number, String[] values, boolean unterminated) {
        int last = values.length;
        if (values.length != fields.size()) {
            int duration = fields.indexOf("duration");
            if (fields.isEmpty() || unterminated || duration < 0 || values.length <= duration || !sound(values, duration)) {
                events.add(number + " rejected ");
                return;
            }
            last = duration + 1;
        }
        Row row = new Row(values, last);
        String fault = row.tupleFault();
        if (last < values.length || values.length != fields.size()) {
            if (!row.hasTuple()) {
                events.add(number + " rejected ");
                return;
            }
            events.add(number + " in part ");
        }
        String id = row.value("community_id", "community_id");
        id = id == null || id.equals("(empty)") ? "" : id;
        boolean usable = id.startsWith("1:") && (id.length() == 30 || id.length() == 42);
        if (unterminated && !usable && fields.indexOf("community_id") == fields.size() - 1) {
            id = "";
        }
        if (fault != null && !usable) {
            events.add(number + " rejected " + fault);
            return;
        }
        Long start = row.ts() == null ? null : instant(row.ts());
        if (start == null) {
            events.add(number + " in part ts");
        }
        Long duration = row.value("duration", "duration") == null ? Long.valueOf(0) : micros(row.value("duration", "duration"));
        if (duration == null) {
            events.add(number + " in part duration");
        }
        if (fault != null) {
            events.add(number + " in part " + fault);
        }
        long end = start == null ? Long.MIN_VALUE : start + Math.max(0, duration == null ? 0 : duration);
        events.add(number + " flow " + Scan.time(start == null ? Long.MIN_VALUE : start) + " " + Scan.time(end) + " "
                + (row.hasTuple() ? row.tuple() : "no tuple")
                + (NOBODY_ACCEPTED.contains(String.valueOf(row.value("conn_state", "conn_state"))) ? " half " : " ") + id);
    }

    private boolean sound(String[] values, int duration) {
        for (int i = 0; i <= duration; i++) {
            String value = values[i];
            String name = fields.get(i);
            boolean good = value.equals("-") || switch (name) {
                case "ts" -> value.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|-?(nan|inf)");
                case "duration" -> value.matches("[+-]?[0-9]+\\.[0-9]+([eE][+-]?[0-9]+)?");
                case "id.orig_h", "id.resp_h", "src_ip", "dst_ip", "id_orig_h", "id_resp_h" -> Address.parse(value) != null;
                case "id.orig_p", "id.resp_p", "src_port", "dst_port", "id_orig_p", "id_resp_p" -> port(value) != null;
                default -> !(COUNTS.contains(name) || name.equals("ip_proto")) || value.matches("[+]?[0-9]+");
            };
            if (!good) {
                return false;
            }
        }
        return true;
    }

    private static Integer port(String text) {
        return text != null && text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535 ? Integer.valueOf(text) : null;
    }

    /** Seconds, or milliseconds from 1e11 on. */
    private static Long instant(String text) {
        if (text.matches("-?[0-9]{13,18}")) {
            return Math.abs(Long.parseLong(text)) < 1_000_000_000_000_000L ? Long.valueOf(text + "000") : null;
        }
        if (text.matches("-?[1-9][0-9]{12,14}\\.[0-9]+")) {
            return new BigDecimal(text).movePointRight(3).longValue();
        }
        Long micros = micros(text);
        return micros != null && Math.abs(micros) >= 100_000_000_000_000_000L ? Long.valueOf(micros / 1000) : micros;
    }

    private static Long micros(String text) {
        if (!text.matches("-?[0-9]{1,12}(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            return null;
        }
        BigDecimal micros = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.HALF_UP);
        return micros.precision() > 18 ? null : Long.valueOf(micros.longValueExact());
    }

    /** One row by names. */
    private final class Row {
        private final String[] values;
        private final int last;
        private final Address orig;
        private final Address resp;
        private final Integer origPort;
        private final Integer respPort;

        Row(String[] values, int last) {
            this.values = values;
            this.last = last;
            this.orig = address("id.orig_h", "src_ip");
            this.resp = address("id.resp_h", "dst_ip");
            this.origPort = port(value("id.orig_p", "src_port"));
            this.respPort = port(value("id.resp_p", "dst_port"));
        }

        String title(String name, String alias) {
            return fields.contains(name) ? name : fields.contains(name.replace('.', '_')) ? name.replace('.', '_')
                    : fields.contains(alias) ? alias : name;
        }

        /** The value, null if unset or absent. */
        String value(String name, String alias) {
            int at = fields.indexOf(title(name, alias));
            return at < 0 || at >= last || values[at].equals("-") ? null : values[at];
        }

        String ts() {
            return value("ts", "ts");
        }

        Address address(String name, String alias) {
            return value(name, alias) == null ? null : Address.parse(value(name, alias));
        }

        int protocol() {
            String proto = value("proto", "proto");
            String number = value("ip_proto", "ip_proto");
            boolean unnamed = proto == null || proto.equals("unknown_transport");
            Integer protocol = unnamed ? port(number) : PROTOCOLS.get(proto.toLowerCase(Locale.ROOT));
            if (protocol == null && !unnamed && proto.matches("[0-9]{1,3}")) {
                protocol = Integer.valueOf(proto);
            }
            boolean v6 = (orig == null || !orig.isV4()) && (resp == null || !resp.isV4());
            return protocol == null || protocol > 255 ? -1 : protocol == 1 && v6 ? 58 : protocol;
        }

        boolean hasTuple() {
            return orig != null && resp != null && origPort != null && respPort != null && protocol() >= 0;
        }

        String tuple() {
            return orig + " " + origPort + " " + resp + " " + respPort + " " + protocol();
        }

        /** The column at fault, null if none is. */
        String tupleFault() {
            if (orig == null && value("id.orig_h", "src_ip") != null) {
                return title("id.orig_h", "src_ip");
            }
            if (origPort == null && value("id.orig_p", "src_port") != null) {
                return title("id.orig_p", "src_port");
            }
            if (resp == null && value("id.resp_h", "dst_ip") != null) {
                return title("id.resp_h", "dst_ip");
            }
            if (respPort == null && value("id.resp_p", "dst_port") != null) {
                return title("id.resp_p", "dst_port");
            }
            String proto = value("proto", "proto");
            if (protocol() < 0 && proto != null && !proto.equals("unknown_transport")) {
                return "proto";
            }
            String id = value("community_id", "community_id");
            boolean usable = id != null && id.startsWith("1:") && (id.length() == 30 || id.length() == 42);
            if (orig == null != (resp == null) || orig == null && !usable) {
                return orig != null ? title("id.resp_h", "dst_ip") : title("id.orig_h", "src_ip");
            }
            if (origPort == null != (respPort == null) || origPort == null && !usable) {
                return origPort == null ? title("id.orig_p", "src_port") : title("id.resp_p", "dst_port");
            }
            return !usable && proto == null && value("ip_proto", "ip_proto") == null ? "proto" : null;
        }
    }
}

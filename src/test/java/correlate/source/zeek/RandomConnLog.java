package correlate.source.zeek;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes conn logs from a seed: TSV with every kind of header, the same rows as JSON, and damage. */
final class RandomConnLog {
    private static final List<String> FIELDS = List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto",
            "service", "duration", "orig_bytes", "resp_bytes", "conn_state", "ip_proto", "missed_bytes", "community_id");

    private final Random random;
    private List<String> fields = FIELDS;
    private String separator = "\t";

    RandomConnLog(long seed) {
        random = new Random(seed);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A whole log: headers, rows, blank lines and comments, here and there a header again. */
    String tsv() {
        StringBuilder text = new StringBuilder();
        String end = pick("\n", "\n", "\r\n");
        header(text, end);
        for (int rows = random.nextInt(40); rows > 0; rows--) {
            switch (random.nextInt(30)) {
                case 0 -> header(text, end);
                case 1 -> text.append(end);
                case 2 -> text.append("#close").append(separator).append("2020-01-01-00-00-00").append(end);
                default -> text.append(row()).append(end);
            }
        }
        if (random.nextInt(4) == 0 && text.length() > 0) {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private void header(StringBuilder text, String end) {
        separator = pick("\t", "\t", "\t", ";", "||");
        text.append("#separator ").append(separator.equals("\t") ? "\\x09" : separator).append(end);
        text.append("#path").append(separator).append("conn").append(end);
        List<String> names = new ArrayList<>(FIELDS);
        if (random.nextInt(3) == 0) {
            names.removeIf(name -> random.nextInt(12) == 0 && !name.equals("conn_state") && !name.equals("proto")
                    && !name.equals("id.orig_h") && !name.equals("id.resp_h"));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(names, random);
        }
        if (random.nextInt(4) == 0) {
            names.add(random.nextInt(names.size()), "_node_name");
        }
        fields = List.copyOf(names);
        int spelling = random.nextInt(4);
        names.replaceAll(name -> spelling == 0 ? name.replace('.', '_') : spelling == 1 ? mapped(name) : name);
        text.append("#fields").append(separator).append(String.join(separator, names)).append(end);
    }

    private static String mapped(String name) {
        return switch (name) {
            case "id.orig_h" -> "src_ip";
            case "id.orig_p" -> "src_port";
            case "id.resp_h" -> "dst_ip";
            case "id.resp_p" -> "dst_port";
            default -> name;
        };
    }

    private String row() {
        return String.join(separator, fields.stream().map(this::value).toList());
    }

    String value(String field) {
        if (random.nextInt(60) == 0) {
            return pick("-", "(empty)", "x", "", "99999999999999999999", "-1", "1.2.3.4", "1e3");
        }
        return switch (field) {
            case "ts" -> time();
            case "uid" -> "C" + Long.toString(random.nextLong() >>> 1, 36);
            case "id.orig_h", "id.resp_h" -> address();
            case "id.orig_p", "id.resp_p" -> Integer.toString(random.nextInt(random.nextBoolean() ? 65536 : 200));
            case "proto" -> pick("tcp", "udp", "tcp", "udp", "icmp", "TCP", "unknown_transport", "sctp", "-", "17");
            case "service" -> pick("-", "http", "ssl,http", "dns");
            case "duration" -> pick("-", "0.000001", "30.017714", random.nextInt(90000) + ".123456", "-0.000001", "0.0000005",
                    "1196.9750415", "9.5e-07", "2.5E3");
            case "conn_state" -> pick("S0", "S1", "SF", "REJ", "S2", "S3", "RSTO", "RSTR", "RSTOS0", "RSTRH", "SH", "SHR", "OTH");
            case "ip_proto" -> pick("6", "17", "132", "99", "-");
            case "community_id" -> pick("-", "(empty)", "1:l7a9beh8+bQe2MRtUW92OFmMMsM=", "1:" + "0f".repeat(20), "1:short");
            case "_node_name" -> "worker-1";
            default -> Integer.toString(random.nextInt(100000));
        };
    }

    private String time() {
        return pick("1582669709.844549", "22.335172", "0000000000.000000", "1588205199.82437", "-3.5", "1647504456",
                "1" + (100000000 + random.nextInt(900000000)) + "." + (100000 + random.nextInt(900000)));
    }

    private String address() {
        return pick("10.0." + random.nextInt(256) + "." + random.nextInt(256), "192.168.1.1", "fe80::1cf4:44d2:904a:14f7",
                "ff02::fb", "::ffff:10.0.0.1", "2001:db8::" + Integer.toHexString(random.nextInt(65536)));
    }

    /** JSON lines: flat, nested or underscored, numbers as numbers or as text, in any order, some of other types. */
    String json() {
        StringBuilder text = new StringBuilder();
        int form = random.nextInt(4);
        String blank = pick("", " ");
        for (int rows = random.nextInt(30); rows > 0; rows--) {
            List<String> names = new ArrayList<>(FIELDS);
            if (random.nextInt(3) == 0) {
                Collections.shuffle(names, random);
            }
            List<String> members = new ArrayList<>();
            List<String> id = new ArrayList<>();
            for (String name : names) {
                String value = value(name);
                if (value.equals("-") || value.equals("(empty)")) {
                    continue;
                }
                boolean nested = form == 0 && name.startsWith("id.");
                String key = nested ? name.substring(3) : form == 1 ? name.replace('.', '_') : form == 2 ? mapped(name) : name;
                (nested ? id : members).add(quoted(key) + blank + ":" + blank
                        + (name.equals("community_id") ? quoted(value) : json(value)));
            }
            if (!id.isEmpty()) {
                members.add(random.nextInt(members.size() + 1), "\"id\":{" + String.join(",", id) + "}");
            }
            if (random.nextInt(4) == 0) {
                members.add(pick("\"_path\":\"conn\"", "\"@stream\":\"conn\"", "\"_path\":\"conn_long\"",
                        "\"tunnel_parents\":[\"a\",null]", "\"uid\":null", "\"x\":{\"ts\":[{}]}", "\"community_id\":\"\""));
            }
            text.append('{').append(String.join("," + blank, members)).append('}').append(pick("\n", "\n", "\r\n", "\n\n"));
        }
        return text.toString();
    }

    private String json(String value) {
        return value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE]-?[0-9]+)?") && random.nextInt(9) > 0 ? value : quoted(value);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Damages some of the lines that are no header, and sometimes cuts the end off. */
    String damaged(String text, String signs) {
        StringBuilder damaged = new StringBuilder();
        for (String line : text.split("(?<=\n)")) {
            damaged.append(line.startsWith("#") || random.nextInt(3) > 0 ? line : damagedLine(line, signs));
        }
        if (random.nextInt(4) == 0) {
            damaged.setLength(random.nextInt(damaged.length() + 1));
        }
        return damaged.toString();
    }

    /** Changes, drops or inserts a few characters. */
    private String damagedLine(String line, String signs) {
        StringBuilder damaged = new StringBuilder(line);
        for (int i = random.nextInt(3); i >= 0 && damaged.length() > 0; i--) {
            int at = random.nextInt(damaged.length());
            char sign = signs.charAt(random.nextInt(signs.length()));
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, sign);
                default -> damaged.setCharAt(at, sign);
            }
        }
        return damaged.toString();
    }
}

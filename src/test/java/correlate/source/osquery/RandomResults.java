package correlate.source.osquery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes result lines of every form and wrapper, with sound, odd and bad values. */
final class RandomResults {
    private static final String[] ADDRESSES = {"10.0.0.1", "::ffff:10.0.0.2", "fe80::1%en0", "fe80:4::1", "2001:db8::5", "0.0.0.0",
        "::", "0", "", "10.0.0.256", "nowhere", "127.0.0.1", "fd00:0000:0000:0000:0000:0000:0000:0001"};
    private static final String[] PORTS = {"443", "0", "", "65535", "65536", "40000", "-1", "8x", "53"};
    private static final String[] PROTOCOLS = {"6", "17", "0", "", "1", "255", "132", "136", "tcp", "300", "-1"};
    private static final String[] OTHERS = {"1", "0", "", "-1", "23689", "x", "1582669708", "18446744073709551501"};
    private static final String[] TEXTS = {"nc osquery.io 443", "a\\\"b", "C:\\\\x", "\\u00e9", "é", "", "\\/etc\\/x", "{", "}"};

    private final Random random;

    private final boolean shuffled;

    RandomResults(long seed) {
        this(seed, true);
    }

    /** Lines whose members come in any order, or in one as osqueryd writes them. */
    RandomResults(long seed, boolean shuffled) {
        random = new Random(seed);
        this.shuffled = shuffled;
    }

    String line() {
        String line = result();
        return switch (random.nextInt(12)) {
            case 0 -> "@cee:" + line;
            case 1 -> "Nov 20 10:00:00 h osqueryd[1]: " + line;
            case 2 -> "{\"@timestamp\":\"t\",\"" + List.of("message", "full_log", "log", "_raw").get(random.nextInt(4)) + "\":\""
                    + new String(JsonStringEncoder.getInstance().quoteAsString(line)) + "\"}";
            case 3 -> "{\"agent\":{\"a\":1},\"osquery\":{\"result\":" + line.replace("hostIdentifier", "host_identifier") + "}}";
            case 4 -> "{\"node_key\":\"k\",\"log_type\":\"" + (random.nextInt(4) == 0 ? "status" : "result") + "\",\"data\":[" + line
                    + "," + result() + "]}";
            case 5 -> "{\"" + (random.nextBoolean() ? "_source" : "result") + "\":" + line + ",\"_id\":\"x\"}";
            default -> line;
        };
    }

    /** A document of Osquery Manager: one row, and what is known of it around. */
    String agentDocument() {
        List<String> members = new ArrayList<>();
        boolean dotted = random.nextInt(4) == 0;
        String row = row();
        members.add(dotted && row.length() > 2 ? row.substring(1, row.length() - 1).replaceAll("\"(\\w+)\":", "\"osquery.$1\":")
                : "\"osquery\":" + row);
        members.add(pick("\"event\":{\"module\":\"osquery_manager\"}", "\"agent\":{\"type\":\"osquerybeat\"}", "\"x\":{}"));
        members.add(pick("\"agent.version\":\"8.17.0\"", "\"agent.version\":\"9.2.6\"", "\"agent.version\":\"9.3.0\"",
                "\"agent.version\":\"9.4.0-SNAPSHOT\"", "\"y\":1"));
        members.add(pick("\"host\":{\"hostname\":\"h2\",\"name\":[\"h1\"]}", "\"agent.name\":\"h3\"", "\"z\":1"));
        members.add(member(pick("action_id", "schedule_id"), pick("pack_a", "b", "")));
        members.add("\"@timestamp\":" + pick("\"2020-02-25T22:28:49.123Z\"", "[\"2020-02-25T22:28:49Z\"]", "1582669729123", "\"t\""));
        if (random.nextBoolean()) {
            members.add("\"action_data\":{" + member("query", "SELECT 1") + "}");
        }
        if (random.nextBoolean()) {
            members.add("\"osquery_meta\":{" + member("unix_time", pick("1582669729", "soon")) + "," + member("counter", pick("0", "7"))
                    + pick("", ",\"action\":\"added\"", ",\"action\":\"removed\"", ",\"action\":null") + "}");
        }
        Collections.shuffle(members, random);
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private String result() {
        List<String> members = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            members.add(member("name", pick("pack_a", "b")));
        }
        members.add(member(pick("hostIdentifier", "hostIdentifier", "hostname"), pick("h1", "h\\u0032")));
        if (random.nextInt(12) > 0) {
            members.add(member("unixTime", pick("1582669729", "1582669729", "1582669729.5", "0", "soon", "")));
        }
        if (random.nextBoolean()) {
            members.add(member("epoch", pick("0", "314159265", "", "x")));
            members.add(member("counter", pick("0", "7", "", "-3")));
        }
        if (random.nextInt(3) == 0) {
            members.add("\"decorations\":" + pick("{}", "{\"u\":\"1\",\"v\":2}", "\"\"", "null"));
            members.add(pick("\"site\":\"Bern\"", "\"site\":7", "\"@x\":\"y\"", "\"numerics\":false", "\"calendarTime\":\"t\""));
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                members.add("\"snapshot\":" + list());
                members.add(member("action", "snapshot"));
            }
            case 1 -> members.add("\"diffResults\":" + pick("{\"removed\":" + list() + ",\"added\":" + list() + "}",
                    "{\"added\":" + list() + ",\"removed\":" + list() + "}", "\"\"", "{\"added\":\"\"}", "[]"));
            default -> {
                members.add("\"columns\":" + (random.nextInt(30) == 0 ? pick("\"\"", "[]", "null", "7") : row()));
                if (random.nextInt(20) > 0) {
                    members.add(member("action", pick("added", "added", "removed", "snapshot", "", "other")));
                }
            }
        }
        if (shuffled) {
            Collections.shuffle(members, random);
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private String list() {
        return random.nextInt(8) == 0 ? pick("\"\"", "null", "{}", "[7]", "[[{}],null]")
                : IntStream.range(0, random.nextInt(4)).mapToObj(i -> row()).collect(Collectors.joining(",", "[", "]"));
    }

    private String row() {
        List<String> members = new ArrayList<>();
        switch (random.nextInt(8)) {
            case 0 -> members.add(member("usb_port", "1"));
            case 1 -> {
                maybe(members, "address", ADDRESSES);
                maybe(members, "port", PORTS);
                maybe(members, "interface", OTHERS);
                maybe(members, "mask", OTHERS);
                maybe(members, "mac", OTHERS);
            }
            case 2 -> maybe(members, pick("community_id", "community_id_v1"), "1:l7a9beh8+bQe2MRtUW92OFmMMsM=", "", "1:x");
            default -> {
                maybe(members, "local_address", ADDRESSES);
                maybe(members, "remote_address", ADDRESSES);
                maybe(members, "local_port", PORTS);
                maybe(members, "remote_port", PORTS);
                if (random.nextInt(3) == 0) {
                    maybe(members, pick("action", "syscall"), "connect", "accept", "bind", "listen", "close", "");
                    maybe(members, "type", "1", "2", "526338", "x", "-1");
                    maybe(members, "time", "1582669720", "", "x", "0");
                }
                if (random.nextInt(10) == 0) {
                    maybe(members, "community_id", "1:l7a9beh8+bQe2MRtUW92OFmMMsM=", "", "1:x");
                }
            }
        }
        maybe(members, "protocol", PROTOCOLS);
        maybe(members, "state", "ESTABLISHED", "LISTEN", "", "CLOSED", "UNKNOWN");
        maybe(members, "family", "2", "10", "1", "17");
        for (String name : List.of("pid", "fd", "socket", "start_time", "net_namespace")) {
            maybe(members, name, OTHERS);
        }
        members.add("\"cmdline\":\"" + pick(TEXTS) + "\"");
        members.add("\"on_disk\":" + pick("null", "1.50", "true", "{}", "\"x\""));
        if (shuffled) {
            Collections.shuffle(members, random);
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private void maybe(List<String> members, String name, String... values) {
        if (random.nextInt(4) > 0) {
            // mostly the first, sound ones
            members.add(member(name, values[random.nextInt(random.nextBoolean() ? Math.min(2, values.length) : values.length)]));
        }
    }

    private String member(String name, String value) {
        boolean number = value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?") && random.nextInt(4) == 0;
        return "\"" + name + "\":" + (number ? value : "\"" + value + "\"");
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}

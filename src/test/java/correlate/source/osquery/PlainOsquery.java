package correlate.source.osquery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.NumberText;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.json.JacksonTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plain twin of {@link OsqueryScanner}: every line as a tree of maps and lists, no bytes, no reuse. Says the same in the
 * words of {@link Heard}; problems only by their field.
 */
final class PlainOsquery {
    private static final Set<String> OURS = Set.of("name", "hostIdentifier", "hostname", "calendarTime", "unixTime", "epoch",
            "counter", "numerics", "logNumericsAsNumbers", "log_type", "action", "columns", "snapshot", "diffResults",
            "decorations", "host_identifier", "unix_time", "calendar_time", "severity", "message", "data", "node_key", "osquery",
            "_source", "json", "result", "full_log", "log", "_raw");

    final List<String> calls = new ArrayList<>();
    private int line;
    private boolean used;
    private boolean bad;
    private final Set<String> inPart = new TreeSet<>();

    static PlainOsquery scan(byte[] text) {
        PlainOsquery plain = new PlainOsquery();
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '\n') {
                plain.line(stripped(new String(text, from, i - from, StandardCharsets.UTF_8)));
                from = i + 1;
            }
        }
        return plain;
    }

    private static String stripped(String text) {
        return text.replaceFirst("^[ \t\r]+", "").replaceFirst("[ \t\r]+$", "");
    }

    private void line(String text) {
        if (!text.isEmpty()) {
            used = false;
            bad = false;
            inPart.clear();
            try {
                int start = start(text);
                if (start >= 0) {
                    object(tree(text.substring(start)), 0);
                } else if (!text.contains("severity=") && !text.matches(
                        "(?s)(<\\d{1,3}>(\\d )?)?(\\d{4} )?([A-Z][a-z]{2} [ \\d]\\d|\\d{4}-\\d\\d-\\d\\d)[ T]\\d\\d:\\d\\d:\\d\\d.*")) {
                    bad = true;
                }
            } catch (IOException e) {
                bad = true;
            }
            if (used) {
                inPart.forEach(field -> calls.add("in part " + line + " [" + field + "]"));
            }
            calls.add((used ? "used " : bad ? "rejected " : "passed over ") + line);
        }
        line++;
    }

    private static int start(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{' && (i == 0 || text.substring(i + 1).matches("(?s)[ \t\r\n]*([\"}].*)?"))) {
                return i;
            }
        }
        return -1;
    }

    private void object(Map<String, Object> top, int wrappers) {
        boolean dotted = top.keySet().stream().anyMatch(key -> key.startsWith("osquery."));
        Map<String, Object> elastic = wrappers < 4 && (dotted || top.get("osquery") instanceof Map) ? elastic(top) : null;
        if ((top.containsKey("columns") || top.containsKey("snapshot") || top.containsKey("diffResults"))
                && (top.containsKey("name") || top.containsKey("hostIdentifier") || top.containsKey("hostname")
                || top.containsKey("host_identifier") || top.containsKey("unixTime") || top.containsKey("unix_time")
                || top.containsKey("action"))) {
            result(top);
        } else if (elastic != null) {
            object(elastic, 4);
        } else if (wrappers == 0 && (top.containsKey("node_key") || top.containsKey("log_type"))
                && top.get("data") instanceof List<?> data) {
            if (!"status".equals(top.get("log_type"))) {
                for (Object item : data) {
                    if (item instanceof Map) {
                        object(map(item), 1);
                    } else {
                        bad("data");
                    }
                }
            }
        } else if (wrappers < 4 && top.get("_source") instanceof Map) {
            object(map(top.get("_source")), wrappers + 1);
        } else if (wrappers < 4 && top.get("json") instanceof Map) {
            object(map(top.get("json")), wrappers + 1);
        } else if (wrappers < 4 && top.get("result") instanceof Map) {
            object(map(top.get("result")), wrappers + 1);
        } else if (wrappers < 4 && line(top) != null && !top.containsKey("severity")) {
            String message = line(top);
            int start = start(message);
            try {
                if (start >= 0) {
                    object(tree(message.substring(start)), wrappers + 1);
                }
            } catch (IOException e) {
                bad |= message.startsWith("{\"") || message.startsWith("@cee:");
            }
        } else if (top.containsKey("name") && top.containsKey("action")) {
            bad("");
        } else {
            alive(top);
        }
    }

    private static String line(Map<String, Object> top) {
        if (top.get("message") instanceof String message) {
            return message;
        }
        return top.entrySet().stream().filter(e -> List.of("full_log", "log", "_raw").contains(e.getKey()) && e.getValue() instanceof String)
                .map(e -> (String) e.getValue()).findFirst().orElse(null);
    }

    private static Map<String, Object> elastic(Map<String, Object> top) {
        Map<String, Object> plain = new LinkedHashMap<>();
        flatten("", top, plain);
        return plain.isEmpty() ? PlainAgent.result(top) : plain;
    }

    private static void flatten(String path, Map<String, Object> from, Map<String, Object> result) {
        from.forEach((name, given) -> {
            String key = path.isEmpty() ? name : path + "." + name;
            Object value = given;
            if (key.equals("osquery.result.snapshot") || key.equals("osquery.result.diffResults")) {
                result.put(key.substring(15), value);
                return;
            }
            if (value instanceof List<?> list) {
                value = list.isEmpty() || list.get(0) instanceof Map || list.get(0) instanceof List ? null : list.get(0);
            }
            if (value instanceof Map) {
                if (key.equals("osquery.result.columns")) {
                    map(result.computeIfAbsent("columns", k -> new LinkedHashMap<>()));
                }
                flatten(key, map(value), result);
            } else if (value != null && key.startsWith("osquery.result.") && key.length() > 15) {
                String below = key.substring(15);
                String part = below.startsWith("columns.") ? "columns" : below.startsWith("decorations.") ? "decorations" : null;
                if (part == null) {
                    result.put(below, value);
                } else {
                    map(result.computeIfAbsent(part, k -> new LinkedHashMap<>())).put(below.substring(part.length() + 1), value);
                }
            }
        });
    }

    private void bad(String field) {
        bad = true;
        inPart.add(field);
    }

    private void alive(Map<String, Object> top) {
        long time = time(first(top, "unixTime", "unix_time"));
        if (time != Times.NONE) {
            calls.add("alive " + host(top) + " " + time);
        }
    }

    private static String host(Map<String, Object> top) {
        String host = first(top, "hostIdentifier", "host_identifier", "hostname");
        return host == null ? "" : host;
    }

    private static long time(String text) {
        long time = text == null ? Times.NONE : isInteger(text) ? Long.parseLong(text) : Times.NONE;
        if (text != null && isInteger(text)) {
            return time >= 0 && time < 1_000_000_000_000L ? time * 1_000_000 : Times.NONE;
        }
        return text == null || text.length() >= 40 ? Times.NONE : Times.parse(text);
    }

    private static String first(Map<String, Object> map, String... names) {
        for (String name : names) {
            Object value = map.get(name);
            if (value != null && !"".equals(value)) {
                return value instanceof Map || value instanceof List ? null : value.toString();
            }
        }
        return null;
    }

    private static boolean isInteger(String text) {
        return text.matches("-?[0-9]{1,18}");
    }

    private static long number(Map<String, Object> top, String name, long other) {
        String text = first(top, name);
        return text != null && isInteger(text) ? Math.max(Long.parseLong(text), other) : other;
    }

    private void result(Map<String, Object> top) {
        List<Row> rows = new ArrayList<>();
        String batchForm = null;
        boolean broken = false;
        if (top.containsKey("snapshot")) {
            batchForm = "SNAPSHOT";
            broken = add(rows, top.get("snapshot"), "SNAPSHOT", "snapshot");
        } else if (top.containsKey("diffResults")) {
            batchForm = "ADDED";
            if (top.get("diffResults") instanceof Map) {
                Map<String, Object> diff = map(top.get("diffResults"));
                broken = add(rows, diff.get("removed"), "REMOVED", "diffResults")
                        || add(rows, diff.get("added"), "ADDED", "diffResults");
            } else if (!"".equals(top.get("diffResults"))) {
                bad("diffResults");
                broken = true;
            }
        } else if (top.get("columns") instanceof Map) {
            String action = first(top, "action");
            boolean empty = !top.containsKey("action") || "".equals(top.get("action"));
            if (empty || "added".equals(action) || "removed".equals(action) || "snapshot".equals(action)) {
                rows.add(new Row(map(top.get("columns")), empty ? "ADDED" : action.toUpperCase(java.util.Locale.ROOT)));
            } else if (map(top.get("columns")).keySet().stream().anyMatch(Set.of("local_address", "remote_address",
                    "local_port", "remote_port", "address", "community_id", "community_id_v1")::contains)) {
                bad("action");
                broken = true;
            }
        } else if (!"".equals(top.get("columns"))) {
            bad("columns");
            broken = true;
        }
        handOver(top, rows, batchForm, broken);
    }

    private boolean add(List<Row> rows, Object list, String form, String field) {
        if (list instanceof List<?> items) {
            items.forEach(item -> rows.add(new Row(item instanceof Map ? map(item) : null, form)));
            return false;
        }
        if (list != null && !"".equals(list)) {
            bad(field);
            return true;
        }
        return false;
    }

    private record Row(Map<String, Object> columns, String form) {
    }

    private void handOver(Map<String, Object> top, List<Row> rows, String batchForm, boolean broken) {
        boolean begun = false;
        boolean hasBad = broken;
        if (rows.isEmpty() && batchForm != null && !broken) {
            begin(top, batchForm);
            return;
        }
        for (Row row : rows) {
            PlainRow plain = row.columns == null ? new PlainRow("") : PlainRow.of(row.columns, time(first(top, "unixTime", "unix_time")));
            if (plain == null) {
                continue;
            }
            inPart.addAll(plain.inPart);
            if (plain.bad) {
                bad = true;
                hasBad = true;
                continue;
            }
            String form = plain.event ? "EVENT" : row.form;
            if (!begun) {
                begin(top, form.equals("REMOVED") && batchForm != null ? "ADDED" : form);
                begun = true;
            }
            calls.add("row " + lineWords(top, form) + plain.words + " columns=" + row.columns);
        }
        if (!begun && !hasBad) {
            alive(top);
        }
    }

    private void begin(Map<String, Object> top, String form) {
        used = true;
        if (host(top).isEmpty()) {
            inPart.add("hostIdentifier");
        }
        if (time(first(top, "unixTime", "unix_time")) == Times.NONE) {
            inPart.add("unixTime");
        }
        for (String name : List.of("epoch", "counter")) {
            Object given = top.get(name);
            if (given != null && !"".equals(given) && !(isInteger(given.toString()) && Long.parseLong(given.toString()) >= 0)) {
                inPart.add(name);
            }
        }
        if (top.containsKey("columns") && (!top.containsKey("action") || "".equals(top.get("action")))) {
            inPart.add("action");
        }
        calls.add("batch " + lineWords(top, form));
    }

    private String lineWords(Map<String, Object> top, String form) {
        Map<String, Object> decorations = new LinkedHashMap<>();
        if (top.get("decorations") instanceof Map) {
            decorations.putAll(map(top.get("decorations")));
        }
        top.forEach((key, value) -> {
            if (!OURS.contains(key) && !key.isEmpty() && !key.startsWith("@") && value instanceof String) {
                decorations.put(key, value);
            }
        });
        String name = first(top, "name");
        return line + " " + host(top) + "/" + (name == null ? "" : name) + " " + Heard.time(time(first(top, "unixTime", "unix_time")))
                + " " + number(top, "epoch", 0) + ":" + number(top, "counter", -1) + " " + form + " "
                + (decorations.isEmpty() ? "-" : decorations);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> tree(String text) throws IOException {
        try (JsonParser parser = JacksonTokens.JSON.createParser(JacksonTokens.whole(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more");
            }
            return map(tree);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    Object value = value(parser);
                    if (value == null) {
                        map.remove(name);
                    } else {
                        map.put(name, value);
                    }
                }
                return map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return new NumberText(parser.getText());
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return Boolean.valueOf(parser.getText());
            }
            default -> {
                return parser.getText();
            }
        }
    }

    /** One row by the rules of formats.md 4, with maps. */
    private static final class PlainRow {
        final Set<String> inPart = new TreeSet<>();
        boolean bad;
        boolean event;
        String words;

        PlainRow(String field) {
            inPart.add(field);
            bad = true;
        }

        private PlainRow() {
        }

        static PlainRow of(Map<String, Object> c, long unixTime) {
            PlainRow row = new PlainRow();
            String said = event(c);
            boolean socket = c.containsKey("remote_address") && c.containsKey("remote_port")
                    || c.containsKey("local_address") && c.containsKey("local_port")
                    || c.containsKey("local_port") && c.containsKey("remote_port")
                    || said != null && (c.containsKey("local_address") || c.containsKey("remote_address"));
            boolean listening = c.containsKey("address") && c.containsKey("port")
                    && (c.containsKey("protocol") || c.containsKey("pid"));
            boolean own = c.containsKey("interface") && c.containsKey("address")
                    && (c.containsKey("mask") || !c.containsKey("mac") && !c.containsKey("permanent"));
            if (socket) {
                row.event = said != null;
                row.socket(c, said, unixTime);
            } else if (listening) {
                row.listening(c, unixTime);
            } else if (own) {
                Address address = row.address(c, "address");
                if (!row.bad && (address == null || address.isUnspecified())) {
                    return null;
                }
                row.words("OWN_ADDRESS", address, 0, null, 0, -1, Map.of(), unixTime, null, unixTime);
            } else {
                String name = c.containsKey("community_id") ? "community_id" : "community_id_v1";
                if (!c.containsKey(name)) {
                    return null;
                }
                String id = first(c, "community_id", "community_id_v1");
                int protocol = row.protocol(c);
                row.identity(c);
                boolean none = "".equals(c.get(name));
                boolean sound = id != null && CommunityId.parse(id) != null;
                if (!none && !sound) {
                    row.problem("community_id", true);
                }
                row.words(!none && sound ? "ID_ONLY" : "OTHER_SOCKET", null, 0, null, 0, protocol, c, unixTime,
                        !none && sound ? id : null, unixTime);
            }
            return row;
        }

        private static String event(Map<String, Object> c) {
            String does = first(c, c.containsKey("syscall") ? "syscall" : "action");
            if ("connect".equals(does)) {
                return "CONNECT";
            } else if ("accept".equals(does) || "accept4".equals(does)) {
                return "ACCEPT";
            } else if ("bind".equals(does) || "listen".equals(does)) {
                return "BIND";
            } else if (c.containsKey("syscall")) {
                return "OTHER";
            }
            return isSet(c, "time") && !isSet(c, "local_address") && isSet(c, "remote_address") && !c.containsKey("state")
                    ? "CONNECT" : null;
        }

        private static boolean isSet(Map<String, Object> c, String name) {
            return c.containsKey(name) && !"".equals(c.get(name));
        }

        private void problem(String field, boolean fatal) {
            inPart.add(field);
            bad |= fatal;
        }

        private Address address(Map<String, Object> c, String name) {
            if (!isSet(c, name) || c.get(name).toString().equals("0")) {
                return null;
            }
            Address address = Address.parse(c.get(name).toString());
            if (c.get(name) instanceof Map || c.get(name) instanceof List || address == null) {
                problem(name, true);
                return null;
            }
            boolean hidden = address.toString().matches("fe80:[0-9a-f]+::.*|fe80:[0-9a-f]+:0:0:.*");
            return hidden ? new Address(0xfe80L << 48, address.low()) : address;
        }

        private int port(Map<String, Object> c, String name) {
            if (!isSet(c, name)) {
                return 0;
            }
            String text = c.get(name).toString();
            if (!isInteger(text) || Long.parseLong(text) < 0 || Long.parseLong(text) > 65535) {
                problem(name, true);
                return 0;
            }
            return Integer.parseInt(text);
        }

        private int protocol(Map<String, Object> c) {
            if (!isSet(c, "protocol")) {
                return -1;
            }
            String text = c.get("protocol").toString();
            long number = isInteger(text) ? Long.parseLong(text) : Protocols.number(text);
            if (number < -1 || number > 255 || number == -1 && !isInteger(text)) {
                problem("protocol", false);
                return -1;
            }
            return number == 0 ? -1 : (int) number;
        }

        private void identity(Map<String, Object> c) {
            if (isSet(c, "pid") && !(isInteger(c.get("pid").toString()) && Long.parseLong(c.get("pid").toString()) >= -1)) {
                problem("pid", false);
            }
        }

        private void socket(Map<String, Object> c, String said, long unixTime) {
            Address local = address(c, "local_address");
            Address remote = address(c, "remote_address");
            int localPort = port(c, "local_port");
            int remotePort = port(c, "remote_port");
            if (bad) {
                return;
            }
            identity(c);
            String family = c.containsKey("family") ? c.get("family").toString() : "";
            if (!isSet(c, "local_address") && !isSet(c, "remote_address") && (family.equals("1") || family.equals("17"))) {
                words("OTHER_SOCKET", local, localPort, remote, remotePort, -1, c, unixTime, null, unixTime);
                return;
            }
            int protocol;
            if (c.containsKey("syscall") && (!isSet(c, "protocol") || c.get("protocol").toString().equals("0"))) {
                String type = isSet(c, "type") && isInteger(c.get("type").toString()) ? c.get("type").toString() : "-1";
                protocol = Long.parseLong(type) < 0 ? -1 : switch ((int) (Long.parseLong(type) & 15)) {
                    case 1 -> 6;
                    case 2 -> 17;
                    default -> -1;
                };
            } else {
                protocol = protocol(c);
            }
            boolean l = local != null && !local.isUnspecified();
            boolean r = remote != null && !remote.isUnspecified();
            String kind = said != null ? eventKind(said, l, localPort, r, remotePort)
                    : socketKind(c, l, localPort, r, remotePort, protocol);
            long eventTime = unixTime;
            if (said != null && isSet(c, "time")) {
                String time = c.get("time").toString();
                boolean sound = isInteger(time) && Long.parseLong(time) >= 0 && Long.parseLong(time) <= 1_000_000_000_000L;
                if (!sound) {
                    problem("time", false);
                }
                eventTime = sound && Long.parseLong(time) > 0 ? Long.parseLong(time) * 1_000_000 : unixTime;
            }
            String id = null;
            String state = c.containsKey("state") ? c.get("state").toString() : null;
            boolean listen = "LISTEN".equals(state) || "LISTENING".equals(state);
            if (said == null && !kind.equals("SOCKET") && !listen
                    && !(c.containsKey("local_address") && c.containsKey("remote_address"))) {
                String logged = isSet(c, "community_id") ? c.get("community_id").toString()
                        : isSet(c, "community_id_v1") ? c.get("community_id_v1").toString() : null;
                if (logged != null && CommunityId.parse(logged) == null) {
                    problem("community_id", false);
                } else if (logged != null) {
                    id = logged;
                    kind = "ID_ONLY";
                }
            }
            words(kind, local, localPort, remote, remotePort, protocol, c, eventTime, id, unixTime);
        }

        private static String eventKind(String said, boolean l, int localPort, boolean r, int remotePort) {
            boolean both = l && localPort != 0 && r && remotePort != 0;
            if (both && (said.equals("CONNECT") || said.equals("ACCEPT"))) {
                return "TUPLE_EVENT";
            }
            return said.equals("CONNECT") && r && remotePort != 0 ? "CONNECT_EVENT"
                    : said.equals("ACCEPT") && r ? "ACCEPT_EVENT"
                    : said.equals("BIND") && (l || localPort != 0) ? "BIND_EVENT" : "OTHER_SOCKET";
        }

        private static String socketKind(Map<String, Object> c, boolean l, int localPort, boolean r, int remotePort, int protocol) {
            String state = c.containsKey("state") ? c.get("state").toString() : null;
            if (Set.of(1, 58, 255).contains(protocol)) {
                return "OTHER_SOCKET";
            }
            if ("LISTEN".equals(state) || "LISTENING".equals(state)) {
                return localPort != 0 ? "LISTENER" : "OTHER_SOCKET";
            }
            if (r) {
                return remotePort == 0 ? "OTHER_SOCKET" : l && localPort != 0 ? "SOCKET" : "REMOTE_ONLY";
            }
            if (localPort == 0) {
                return "OTHER_SOCKET";
            }
            if (protocol == 17 || protocol == 136) {
                return "UNCONNECTED";
            }
            if (state != null && !state.isEmpty() && !state.equals("UNKNOWN")) {
                return "OTHER_SOCKET";
            }
            return protocol == -1 && state != null && state.isEmpty() ? "UNCONNECTED" : "LISTENER";
        }

        private void listening(Map<String, Object> c, long unixTime) {
            Address address = address(c, "address");
            int port = port(c, "port");
            if (bad) {
                return;
            }
            identity(c);
            int protocol = port == 0 ? -1 : protocol(c);
            words(port == 0 || Set.of(1, 58, 255).contains(protocol) ? "OTHER_SOCKET"
                    : protocol == 17 || protocol == 136 ? "UNCONNECTED" : "LISTENER",
                    address, port, null, 0, protocol, c, unixTime, null, unixTime);
        }

        private void words(String kind, Address local, int localPort, Address remote, int remotePort, int protocol,
                Map<String, Object> c, long eventTime, String id, long unixTime) {
            Address none = new Address(0, 0);
            String pid = isSet(c, "pid") && !inPart.contains("pid") ? Long.toString(Long.parseLong(c.get("pid").toString())) : "-";
            boolean fd = isSet(c, "fd") && !c.get("fd").toString().equals("-1");
            String inode = !isSet(c, "socket") ? "0" : c.get("socket").toString().matches("-?0*[0-9]{1,12}")
                    && isInteger(c.get("socket").toString())
                    ? Long.toString(Long.parseLong(c.get("socket").toString())) : "hash";
            words = " " + kind + " " + (local == null ? none : local) + "|" + localPort + " " + (remote == null ? none : remote)
                    + "|" + remotePort + " proto=" + protocol + " pid=" + pid + " start=" + start(c) + " inode=" + inode
                    + " descriptor=" + (fd || isSet(c, "net_namespace")) + " event=" + Heard.time(eventTime) + " id=" + id;
        }

        private static String start(Map<String, Object> c) {
            if (!isSet(c, "start_time") || c.get("start_time") instanceof Map || c.get("start_time") instanceof List) {
                return "-";
            }
            String text = c.get("start_time").toString();
            long micros = text.length() < 40 ? Times.parseSeconds(text) : Times.NONE;
            return micros >= 946_684_800_000_000L && micros <= 100_000_000_000_000_000L ? Long.toString(micros) : "-";
        }
    }
}

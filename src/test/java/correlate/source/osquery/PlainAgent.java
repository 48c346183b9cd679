package correlate.source.osquery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Osquery Manager's documents on maps and strings: what {@link AgentDocument} must agree with. */
final class PlainAgent {
    private PlainAgent() {
    }

    /** The row as a result; null if it is none. */
    static Map<String, Object> result(Map<String, Object> document) {
        Map<String, Object> all = new LinkedHashMap<>();
        flatten("", document, all);
        Map<String, Object> columns = new LinkedHashMap<>();
        all.forEach((path, value) -> {
            if (path.matches("(?s)osquery\\.[^.]+")) {
                columns.put(path.substring(8), value);
            }
        });
        Object time = all.get("osquery_meta.unix_time");
        boolean ours = time != null || "osquery_manager".equals(all.get("event.module")) || "osquerybeat".equals(all.get("agent.type"));
        if (!ours || columns.isEmpty()) {
            return null;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        Object id = first(all, "action_id");
        if (time != null || !all.containsKey("action_data.query")) {
            put(result, "name", first(all, "schedule_id", "action_id"));
            put(result, "unixTime", time);
        } else {
            Object stamp = all.get("@timestamp");
            boolean isTime = stamp instanceof String text && text.matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*");
            put(result, "name", id instanceof String && isTime ? id + " " + ((String) stamp).substring(0, 19) : id);
            put(result, "unixTime", stamp);
        }
        put(result, "hostIdentifier", first(all, "host.name", "host.hostname", "agent.name"));
        put(result, "epoch", all.get("osquery_meta.epoch"));
        put(result, "counter", all.get("osquery_meta.counter"));
        Object action = all.getOrDefault("osquery_meta.action", "snapshot");
        put(result, "action", "removed".equals(action) && !isRepaired(all.get("agent.version")) ? "removed (elastic/beats issue 48427)" : action);
        Map<String, Object> decorations = new TreeMap<>();
        put(decorations, "pack_name", all.get("pack_name"));
        put(decorations, "query_name", all.get("query_name"));
        if (!decorations.isEmpty()) {
            result.put("decorations", decorations);
        }
        result.put("columns", columns);
        return result;
    }

    private static boolean isRepaired(Object version) {
        if (!(version instanceof String text) || !text.matches("(?s)\\d+\\.\\d+\\.\\d+.*")) {
            return false;
        }
        String[] parts = text.split("[^0-9]+");
        int number = Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
        return number >= 90_206 && number != 90_300;
    }

    private static Object first(Map<String, Object> all, String... names) {
        for (String name : names) {
            if (all.get(name) != null && !"".equals(all.get(name))) {
                return all.get(name);
            }
        }
        return null;
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static void flatten(String outer, Map<?, ?> from, Map<String, Object> all) {
        from.forEach((name, given) -> {
            String path = outer + name;
            Object value = given instanceof List<?> list && !list.isEmpty() ? list.get(0) : given;
            if (given instanceof Map<?, ?> inner) {
                flatten(path + ".", inner, all);
            } else if (value != null && !(value instanceof Map) && !(value instanceof List)) {
                all.putIfAbsent(path, value);
            }
        });
    }
}

package correlate.source.suricata;

import correlate.model.NumberText;
import correlate.model.Times;
import correlate.source.json.JsonFlows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the events of one flow tell beside its record: the alerts, and the names that were asked for. */
final class Events implements JsonFlows.Gathering {
    /** An attacker chooses names, and so how many there are. */
    private static final int MOST_NAMES = 100;
    private static final List<String> NAMES = List.of("tls.sni", "http.hostname", "dns.query");

    private record Signature(String id, String text) {
    }

    private static final class Alert {
        private Map<?, ?> first;
        private long count;
        private long firstTime = Times.NONE;
        private long lastTime = Times.NONE;

        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            for (String name : List.of("signature", "signature_id", "severity", "category", "action")) {
                Object value = first.get(name);
                if (value != null && !value.equals("")) {
                    shown.put(name, value);
                }
            }
            shown.put("count", new NumberText(Long.toString(count)));
            if (firstTime != Times.NONE) {
                shown.put("first", Times.iso(firstTime));
                shown.put("last", Times.iso(lastTime));
            }
            return shown;
        }
    }

    private final Map<Signature, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Set<String>> names = new LinkedHashMap<>();
    private String service;

    @Override
    public void add(JsonFlows.Told row) {
        if (row.value("alert") instanceof Map<?, ?> alert) {
            Signature signature = new Signature(row.text("alert.signature_id"), row.text("alert.signature"));
            Alert known = alerts.computeIfAbsent(signature, s -> new Alert());
            known.first = known.first == null ? alert : known.first;
            known.count++;
            String text = row.text("timestamp");
            long time = text == null ? Times.NONE : Times.parse(text);
            if (time != Times.NONE) {
                known.firstTime = known.firstTime == Times.NONE ? time : Math.min(known.firstTime, time);
                known.lastTime = Math.max(known.lastTime, time);
            }
        }
        String appProto = row.text("app_proto");
        service = service == null || service.equals("failed") ? appProto == null ? service : appProto : service;
        name("tls.sni", row.text("tls.sni"));
        name("http.hostname", row.text("http.hostname"));
        name("dns.query", row.text("dns.rrname"));
        if (row.value("dns.queries") instanceof List<?> queries) {
            queries.forEach(this::query);
        } else {
            query(row.value("dns.queries"));
        }
        if (row.value("dns.query") instanceof List<?> queries) {            // of alerts, before version 8
            queries.forEach(this::query);
        } else {
            query(row.value("dns.query"));
        }
    }

    private void query(Object query) {
        if (query instanceof Map<?, ?> map && map.get("rrname") instanceof String rrname) {
            name("dns.query", rrname);
        }
    }

    private void name(String kind, String name) {
        if (name != null && !name.isEmpty()) {
            Set<String> known = names.computeIfAbsent(kind, k -> new LinkedHashSet<>());
            if (known.size() < MOST_NAMES) {
                known.add(name);
            }
        }
    }

    /** {@code failed} is how Suricata says that it knows no protocol. */
    @Override
    public JsonFlows.Facts facts(JsonFlows.Told main) {
        for (String kind : NAMES) {
            Set<String> known = names.getOrDefault(kind, Set.of());
            if (!known.isEmpty()) {
                main.log().put(kind, known.size() == 1 ? known.iterator().next() : new ArrayList<>(known));
            }
        }
        return new JsonFlows.Facts(main.text("flow_id"), "failed".equals(service) ? null : service, main.text("flow.state"),
                main.number("flow.bytes_toserver"), main.number("flow.bytes_toclient"));
    }

    @Override
    public List<Map<String, Object>> alerts() {
        return alerts.values().stream().map(Alert::shown).toList();
    }
}

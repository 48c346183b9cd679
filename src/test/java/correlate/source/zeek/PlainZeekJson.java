package correlate.source.zeek;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plain twin of {@link ZeekJsonScanner}: reads rows with Jackson's tree and writes them as TSV for
 * {@link PlainZeekConnLog}, whose rules hold for JSON too. Knows the forms that {@link RandomConnLog} writes.
 */
final class PlainZeekJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final List<String> FIELDS = List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto",
            "duration", "conn_state", "ip_proto", "community_id");
    private static final Map<String, String> MAPPED = Map.of("id.orig_h", "src_ip", "id.orig_p", "src_port", "id.resp_h", "dst_ip",
            "id.resp_p", "dst_port", "community_id", "community_id");

    private PlainZeekJson() {
    }

    static List<String> events(String text) {
        List<String> events = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                row(i + 1, lines[i], events);
            }
        }
        return events;
    }

    private static void row(int line, String text, List<String> events) {
        JsonNode row;
        try {
            row = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            events.add(line + " rejected ");
            return;
        }
        if (!row.isObject()) {
            events.add(line + " rejected ");
            return;
        }
        List<String> values = FIELDS.stream().map(field -> value(row, field)).toList();
        boolean typed = List.of("conn", "conn_long").contains(row.path("_path").asText(row.path("@stream").asText()));
        boolean named = has(row, "id.orig_h") && has(row, "id.resp_h") && (has(row, "proto") || has(row, "ip_proto"));
        if (!typed && !has(row, "conn_state") && !named && !has(row, "community_id")) {
            events.add(line + " passed over");
            return;
        }
        String tsv = "#fields\t" + String.join("\t", FIELDS) + "\n" + String.join("\t", values) + "\n";
        for (String event : PlainZeekConnLog.events(tsv)) {
            events.add(line + event.substring(1));
        }
    }

    private static boolean has(JsonNode row, String field) {
        return !node(row, field).isNull();
    }

    private static JsonNode node(JsonNode row, String field) {
        for (JsonNode node : List.of(row.path(field), row.path(field.replace('.', '_')),
                row.path("id").path(field.startsWith("id.") ? field.substring(3) : ""), row.path(MAPPED.getOrDefault(field, "")),
                row.path(MAPPED.getOrDefault(field, "").replace("_", "")))) {
            if (!node.isMissingNode() && !node.isNull()) {
                return node;
            }
        }
        return JSON.nullNode();
    }

    /** As TSV would have it: text that is empty is as good as unset, and a dash that is no mark is only a bad value. */
    private static String value(JsonNode row, String field) {
        JsonNode node = node(row, field);
        String text = node.isNull() ? "-" : node.isValueNode() ? node.asText() : "{";
        return text.isEmpty() ? "-" : node.isTextual() && (text.equals("-") || text.equals("(empty)")) ? "=" : text.replace('\t', ' ');
    }
}

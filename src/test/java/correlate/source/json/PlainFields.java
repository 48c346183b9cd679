package correlate.source.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plain twin of {@link JsonFields}: looks for each path in Jackson's tree, nested or dotted. */
final class PlainFields {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private PlainFields() {
    }

    /** The texts at the paths that have one; null if the text is no object, or has a name twice. */
    static Map<String, String> read(String text, List<String> paths) {
        JsonNode row;
        try {
            row = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
        if (!row.isObject()) {
            return null;
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String path : paths) {
            List<JsonNode> values = new ArrayList<>();
            collect(row, path, values);
            if (row.path("_source").isObject()) {
                collect(row.get("_source"), path, values);
            }
            values.removeIf(value -> value.isNull() || value.isTextual() && value.asText().isEmpty()
                    || value.isArray() && value.isEmpty());
            if (values.size() > 1) {
                return null;                    // which of two counts depends on their order, which a tree does not tell
            }
            if (!values.isEmpty()) {
                JsonNode value = values.get(0);
                JsonNode only = value.isArray() && value.size() == 1 && !value.get(0).isNull() ? value.get(0) : value;
                boolean empty = only.isTextual() && only.asText().isEmpty();
                if (!empty) {
                    String plain = only.isValueNode() ? only.asText() : "{";
                    found.put(path, plain.startsWith("{") || plain.startsWith("[") ? "a structure" : plain);
                }
            }
        }
        return found;
    }

    private static void collect(JsonNode object, String path, List<JsonNode> values) {
        if (object.has(path)) {
            values.add(object.get(path));
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            JsonNode inner = object.path(path.substring(0, dot));
            if (inner.isObject()) {
                collect(inner, path.substring(dot + 1), values);
            }
        }
    }
}

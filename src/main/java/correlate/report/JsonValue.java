package correlate.report;

import correlate.model.NumberText;
import java.util.List;
import java.util.Map;

/** Writes the values of a log row: the kinds that {@link correlate.model.Connection#log} names. */
final class JsonValue {
    private JsonValue() {
    }

    static void write(JsonBytes json, Object value) {
        if (value instanceof String text) {
            json.string(text);
        } else if (value instanceof NumberText number) {
            number(json, number.text());
        } else if (value instanceof Boolean truth) {
            json.literal(truth.toString());
        } else if (value instanceof Map<?, ?> map) {
            object(json, map);
        } else if (value instanceof List<?> list) {
            json.startArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (value == null) {
            json.literal("null");            // an unset element of a list: the ones after it keep their place
        } else {
            throw new AssertionError(value.getClass());
        }
    }

    private static void object(JsonBytes json, Map<?, ?> map) {
        json.startObject();
        for (Map.Entry<?, ?> column : map.entrySet()) {
            if (column.getValue() != null) {
                json.name((String) column.getKey());
                write(json, column.getValue());
            }
        }
        json.endObject();
    }

    static void number(JsonBytes json, String text) {
        if (JsonNumber.isSafe(text)) {
            json.literal(text);
        } else {
            json.string(text);
        }
    }
}

package correlate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import correlate.model.NumberText;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes the values of a log row: the kinds that {@link correlate.model.Connection#log} names. */
final class JsonValue {
    private JsonValue() {
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof NumberText number) {
            number(json, number.text());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Map<?, ?> map) {
            object(json, map);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value == null) {
            json.writeNull();            // an unset element of a list: the ones after it keep their place
        } else {
            throw new AssertionError(value.getClass());
        }
    }

    private static void object(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> column : map.entrySet()) {
            if (column.getValue() != null) {
                json.writeFieldName((String) column.getKey());
                write(json, column.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String text) throws IOException {
        if (JsonNumber.isSafe(text)) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }
}

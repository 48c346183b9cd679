package correlate.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import correlate.model.NumberText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of a socket row as a flat JSON object; numbers keep their text. */
public final class JsonColumns {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonColumns() {
    }

    static byte[] write(Map<String, Object> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> column : columns.entrySet()) {
                json.writeFieldName(column.getKey());
                if (column.getValue() instanceof NumberText number) {
                    json.writeNumber(number.text());
                } else {
                    json.writeString(column.getValue().toString());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Reads what was written. */
    public static Map<String, Object> read(byte[] columns) {
        Map<String, Object> result = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(columns)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                result.put(name, json.nextToken().isNumeric() ? new NumberText(json.getText()) : json.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}

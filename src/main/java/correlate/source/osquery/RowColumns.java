package correlate.source.osquery;

import correlate.model.NumberText;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an object of columns or decorations in full, in the order of the file. */
final class RowColumns {
    private RowColumns() {
    }

    /** Text and numbers; of a name that comes twice the last value counts; anything else is kept as the text it was. */
    static Map<String, Object> of(byte[] bytes, int from, int to) {
        Map<String, Object> columns = new LinkedHashMap<>();
        JsonScanner json = new JsonScanner();
        json.reset(bytes, from, to);
        try {
            json.next();
            while (json.next() == JsonScanner.NAME) {
                String name = json.text();
                switch (json.skipValue()) {
                    case JsonScanner.NULL -> columns.remove(name);
                    case JsonScanner.STRING -> columns.put(name,
                            JsonStrings.text(bytes, json.from() + 1, json.to() - 1, json.escaped()));
                    case JsonScanner.NUMBER -> columns.put(name, new NumberText(json.text()));
                    default -> columns.put(name,
                            new String(bytes, json.from(), json.to() - json.from(), StandardCharsets.UTF_8));
                }
            }
        } catch (BadJson e) {
            // the row was sound when it was scanned: the file has changed since, and what was read so far is all there is
            return columns;
        }
        return columns;
    }
}

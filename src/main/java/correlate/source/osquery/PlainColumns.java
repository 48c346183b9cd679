package correlate.source.osquery;

import correlate.model.NumberText;
import correlate.source.json.BadJson;
import correlate.source.json.JsonScanner;
import correlate.source.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an object of columns or decorations in full, in the order of the file, whatever is odd about it. */
final class PlainColumns {
    private PlainColumns() {
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
                int kind = json.skipValue();
                if (kind == JsonScanner.NULL) {
                    columns.remove(name);
                } else {
                    columns.put(name, value(bytes, kind, json.from(), json.to(), json.escaped()));
                }
            }
        } catch (BadJson e) {
            // the row was sound when it was scanned: the file has changed since, and what was read so far is all there is
            return columns;
        }
        return columns;
    }

    /** The value of a token that is not null, quotes and brackets included. */
    static Object value(byte[] bytes, int kind, int from, int to, boolean escaped) {
        return switch (kind) {
            case JsonScanner.STRING -> JsonStrings.text(bytes, from + 1, to - 1, escaped);
            case JsonScanner.NUMBER -> new NumberText(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            default -> new String(bytes, from, to - from, StandardCharsets.UTF_8);
        };
    }
}

package correlate.source.json;

import correlate.model.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole JSON object into maps, for the few rows that somebody asks for. */
public final class JsonTree {
    private final JsonScanner json = new JsonScanner();

    private JsonTree() {
    }

    /**
     * The members of the object {@code bytes[from, to)} in their order: {@code String}, {@link NumberText}, {@code Boolean},
     * {@code List} or {@code Map} of these. A member that is null is absent; in a list null stays. Of two members of one name
     * the last one counts.
     */
    public static Map<String, Object> object(byte[] bytes, int from, int to) throws BadJson {
        JsonTree tree = new JsonTree();
        tree.json.reset(bytes, from, to);
        if (tree.json.next() != JsonScanner.BEGIN_OBJECT) {
            throw new BadJson(from, "an object should stand here", false);
        }
        Map<String, Object> members = tree.members();
        tree.json.next();
        return members;
    }

    /** The one value {@code bytes[from, to)}, of the same kinds; null if it is null. */
    public static Object value(byte[] bytes, int from, int to) throws BadJson {
        JsonTree tree = new JsonTree();
        tree.json.reset(bytes, from, to);
        Object value = tree.value(tree.json.next());
        tree.json.next();
        return value;
    }

    private Map<String, Object> members() throws BadJson {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.next() == JsonScanner.NAME) {
            String name = json.text();
            Object value = value(json.next());
            if (value == null) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        }
        return members;
    }

    private List<Object> elements() throws BadJson {
        List<Object> elements = new ArrayList<>();
        for (int token = json.next(); token != JsonScanner.END_ARRAY; token = json.next()) {
            elements.add(value(token));
        }
        return elements;
    }

    private Object value(int token) throws BadJson {
        return switch (token) {
            case JsonScanner.BEGIN_OBJECT -> members();
            case JsonScanner.BEGIN_ARRAY -> elements();
            case JsonScanner.STRING -> json.text();
            case JsonScanner.NUMBER -> new NumberText(json.text());
            case JsonScanner.TRUE -> Boolean.TRUE;
            case JsonScanner.FALSE -> Boolean.FALSE;
            default -> null;
        };
    }
}

package correlate.source.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths at which a kind of log keeps the values that matter, {@code source.ip} say: each is known by its place in the
 * list, and found whether the log nests its names, dots them, or does both. Names within {@code _source} or {@code body}, in
 * which exports wrap a record, count as those of the record.
 */
public final class JsonPaths {
    private static final List<String> WRAPPERS = List.of("_source", "body");

    /** What may stand within one object. */
    static final class Node {
        JsonNames names;
        Node[] children;
        /** The path that ends here, or -1. */
        int path = -1;
        private final Map<String, Node> below = new LinkedHashMap<>();

        private void compile(Node root) {
            Map<String, Node> all = new LinkedHashMap<>();
            collect("", all);
            if (this == root) {
                WRAPPERS.forEach(name -> all.put(name, root));
            }
            names = new JsonNames(all.keySet().toArray(String[]::new));
            children = all.values().toArray(Node[]::new);
            below.values().forEach(child -> child.compile(root));
        }

        private void collect(String prefix, Map<String, Node> all) {
            below.forEach((name, child) -> {
                all.put(prefix + name, child);
                child.collect(prefix + name + ".", all);
            });
        }

        boolean isInner() {
            return children.length > 0;
        }
    }

    private final List<String> paths = new ArrayList<>();
    private final Node root = new Node();

    /** These paths, in dotted form. */
    public JsonPaths(List<String> list) {
        for (String path : list) {
            Node node = root;
            for (String name : path.split("\\.")) {
                node = node.below.computeIfAbsent(name, n -> new Node());
            }
            node.path = paths.size();
            paths.add(path);
        }
        root.compile(root);
    }

    /** How many there are. */
    int size() {
        return paths.size();
    }

    /** The path at a place. */
    String path(int place) {
        return paths.get(place);
    }

    Node root() {
        return root;
    }

    /** The value at a path of a record that {@link JsonTree} has read, or null; of a list with one element, that element. */
    static Object in(Map<?, ?> log, String path) {
        Object value = log.get(path);
        for (int dot = path.indexOf('.'); value == null && dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (log.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                value = in(inner, path.substring(dot + 1));
            }
        }
        return value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
    }

    /** The record itself, without what an export wrapped it in. */
    static Map<String, Object> unwrapped(Map<String, Object> log) {
        for (String wrapper : WRAPPERS) {
            if (log.get(wrapper) instanceof Map<?, ?> inner && !log.containsKey("@timestamp")) {
                Map<String, Object> record = new LinkedHashMap<>();
                inner.forEach((name, value) -> record.put((String) name, value));
                return record;
            }
        }
        return log;
    }
}

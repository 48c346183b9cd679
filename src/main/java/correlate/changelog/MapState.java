package correlate.changelog;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A state in memory. */
final class MapState implements PortState {
    private final Map<String, PortHolders> keys = new HashMap<>();
    private final TreeMap<String, String> changed = new TreeMap<>();
    private final Map<String, PortCell> marks = new TreeMap<>();

    @Override
    public PortHolders holders(String key) {
        return keys.getOrDefault(key, PortHolders.NONE);
    }

    @Override
    public void put(String key, PortHolders holders) {
        if (holders.isEmpty()) {
            keys.remove(key);
        } else {
            keys.put(key, holders);
        }
    }

    /** Of a copy, so that the visitor may change the map. */
    @Override
    public void visit(BiConsumer<String, PortHolders> visitor) {
        Map.copyOf(keys).forEach(visitor);
    }

    @Override
    public void changed(String key, String before) {
        changed.putIfAbsent(key, before);
    }

    @Override
    public String before(String key) {
        return changed.get(key);
    }

    @Override
    public Set<String> changed() {
        return changed.keySet();
    }

    @Override
    public void said() {
        changed.clear();
    }

    @Override
    public PortCell mark(String name) {
        return marks.get(name);
    }

    @Override
    public void mark(String name, PortCell cell) {
        marks.put(name, cell);
    }
}

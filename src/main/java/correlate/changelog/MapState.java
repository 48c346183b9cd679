package correlate.changelog;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A state in memory. */
final class MapState implements PortState {
    private final TreeMap<String, PortCell> cells = new TreeMap<>();

    @Override
    public PortCell get(String name) {
        return cells.get(name);
    }

    @Override
    public void put(String name, PortCell cell) {
        if (cell == null) {
            cells.remove(name);
        } else {
            cells.put(name, cell);
        }
    }

    /** Walks by {@code higherEntry}, so that the visitor may change the map. */
    @Override
    public void scan(String prefix, BiConsumer<String, PortCell> visitor) {
        Map.Entry<String, PortCell> entry = cells.ceilingEntry(prefix);
        while (entry != null && entry.getKey().startsWith(prefix)) {
            visitor.accept(entry.getKey(), entry.getValue());
            entry = cells.higherEntry(entry.getKey());
        }
    }
}

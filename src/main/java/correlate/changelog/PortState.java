package correlate.changelog;

import java.util.Set;
import java.util.function.BiConsumer;

/** What one {@link PortLog} or {@link PortTable} remembers: a map in the command, a state store on Kafka Streams. */
public interface PortState {
    /** The holders of a key; {@link PortHolders#NONE} if nothing is known. */
    PortHolders holders(String key);

    /** Sets the holders of a key; forgets it if there are none. */
    void put(String key, PortHolders holders);

    /** Forgets what closed before that time, µs since 1970. */
    default void forget(long before) {
        visit((key, holders) -> {
            PortHolders left = holders.without(cell -> cell.value() == null && cell.time() < before);
            if (left.all().size() < holders.all().size()) {
                put(key, left);
            }
        });
    }

    /** Visits every key; the visitor may change what it likes. */
    void visit(BiConsumer<String, PortHolders> visitor);

    /** Notes that a key has changed since something was said of it; of several notes the first counts. */
    void changed(String key, String before);

    /** What was noted of a key: what had been said of it before. */
    String before(String key);

    /** The keys that have changed, in their order. */
    Set<String> changed();

    /** Forgets which keys have changed: it was said. */
    void said();

    /** Something else that a log remembers, under a name of one letter; null if it was never set. */
    PortCell mark(String name);

    /** Remembers it. */
    void mark(String name, PortCell cell);
}

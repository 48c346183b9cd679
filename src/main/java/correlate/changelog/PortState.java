package correlate.changelog;

import java.util.function.BiConsumer;

/** What one {@link PortLog} remembers: a sorted map in the command, a state store on Kafka Streams. */
public interface PortState {
    /** The cell of that name, or null. */
    PortCell get(String name);

    /** Sets a cell; null forgets it. */
    void put(String name, PortCell cell);

    /** Visits the cells whose name begins so, in the order of their names; the visitor may change what it likes. */
    void scan(String prefix, BiConsumer<String, PortCell> visitor);
}

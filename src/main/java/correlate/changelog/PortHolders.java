package correlate.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is known of one key: for each of its holders, who are told apart by name, the newest that was said of it. Mostly one.
 *
 * @param all in the order of their names
 */
public record PortHolders(List<Holder> all) {
    /** Nothing is known. */
    public static final PortHolders NONE = new PortHolders(List.of());

    /**
     * A holder.
     *
     * @param name the process and descriptor, or the host and query
     * @param cell its value is null once it holds the key no more
     */
    public record Holder(String name, PortCell cell) {
    }

    /** A copy of the list. */
    public PortHolders {
        all = List.copyOf(all);
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    PortCell of(String name) {
        for (Holder holder : all) {
            if (holder.name.equals(name)) {
                return holder.cell;
            }
        }
        return null;
    }

    /** With one holder's cell set; null forgets it. */
    PortHolders with(String name, PortCell cell) {
        List<Holder> changed = new ArrayList<>(all.size() + 1);
        int at = 0;
        for (Holder holder : all) {
            int order = holder.name.compareTo(name);
            if (order != 0) {
                changed.add(holder);
                at += order < 0 ? 1 : 0;
            }
        }
        if (cell != null) {
            changed.add(at, new Holder(name, cell));
        }
        return new PortHolders(changed);
    }

    /** Without the cells that a test picks. */
    PortHolders without(Predicate<PortCell> picked) {
        return new PortHolders(all.stream().filter(holder -> !picked.test(holder.cell)).toList());
    }

    /** The newest cell that holds a value, the first by name where several are as new; null if none does. */
    PortCell newest() {
        PortCell best = null;
        for (Holder holder : all) {
            if (holder.cell.value() != null && (best == null || best.compareTime(holder.cell) < 0)) {
                best = holder.cell;
            }
        }
        return best;
    }

    /** The value that the changelog holds: the newest one's, or null. */
    String value() {
        PortCell newest = newest();
        return newest == null ? null : newest.value();
    }
}

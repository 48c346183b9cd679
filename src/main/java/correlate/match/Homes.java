package correlate.match;

import correlate.model.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The addresses of hosts whose logs never show one, inferred from their rows: each host's is the one that explains most of them,
 * one of each family, and each address is one host's. Where several explain equally many, none is taken, as it would be a guess,
 * unless only one of them is private: then the others are what a translation makes of it.
 */
public final class Homes {
    /**
     * A host's address, as its rows tell it.
     *
     * @param rows how many of its rows it explains
     */
    public record Home(int host, Address address, int rows) {
    }

    /**
     * A host of which the rows do not tell the address.
     *
     * @param addresses those that explain most of its rows; a single one explains as many of another such host
     * @param rows how many
     */
    public record Doubt(int host, List<Address> addresses, int rows) {
    }

    /** One host's address of one family. */
    private record Place(int host, boolean v4) {
    }

    private final List<Home> homes = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Set<Place> settled = new HashSet<>();
    private final Set<Address> taken = new HashSet<>();

    /** Chooses from what each address would explain of each host, in any order. */
    Homes(List<Home> possible) {
        Map<Integer, Map<Place, List<Address>>> byRows = new TreeMap<>(Comparator.reverseOrder());
        possible.forEach(home -> byRows.computeIfAbsent(home.rows, k -> new HashMap<>())
                .computeIfAbsent(new Place(home.host, home.address.isV4()), k -> new ArrayList<>()).add(home.address));
        byRows.forEach(this::choose);
        homes.sort(Comparator.comparingInt(Home::rows).reversed().thenComparing(Home::address));
        doubts.sort(Comparator.comparingInt(Doubt::rows).reversed().thenComparing(doubt -> doubt.addresses.get(0))
                .thenComparingInt(Doubt::host));
    }

    /** Houses those hosts of which only one free address explains so many rows; that may leave only one to others. */
    private void choose(int rows, Map<Place, List<Address>> open) {
        open.keySet().removeAll(settled);
        List<Home> sure;
        do {
            open.values().forEach(addresses -> addresses.removeAll(taken));
            sure = sure(rows, open);
            for (Home home : sure) {
                homes.add(home);
                taken.add(home.address);
                settled.add(new Place(home.host, home.address.isV4()));
            }
            open.keySet().removeAll(settled);
        } while (!sure.isEmpty());
        open.values().removeIf(List::isEmpty);          // fewer rows may tell
        open.forEach((place, addresses) -> {
            Collections.sort(addresses);
            doubts.add(new Doubt(place.host, addresses, rows));
            settled.add(place);
        });
    }

    private static List<Home> sure(int rows, Map<Place, List<Address>> open) {
        Map<Address, Home> sure = new TreeMap<>();
        Set<Address> contested = new HashSet<>();
        open.forEach((place, addresses) -> {
            Address only = only(addresses);
            if (only != null && sure.put(only, new Home(place.host, only, rows)) != null) {
                contested.add(only);
            }
        });
        sure.keySet().removeAll(contested);
        return List.copyOf(sure.values());
    }

    private static Address only(List<Address> addresses) {
        List<Address> best = addresses.size() < 2 ? addresses : addresses.stream().filter(Address::isPrivate).toList();
        return best.size() == 1 ? best.get(0) : null;
    }

    /** The addresses that are taken, best explained first. */
    public List<Home> all() {
        return homes;
    }

    /** The hosts that have none, because it is not clear which. */
    public List<Doubt> doubts() {
        return doubts;
    }

    /** Whether the host's address is one of these. */
    public boolean isInferred(int host) {
        for (Home home : homes) {
            if (home.host == host) {
                return true;
            }
        }
        return false;
    }
}

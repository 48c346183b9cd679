package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who owns an address, and who was observed; times in seconds. An address is a host's for ten minutes around the rows that show it. */
class HostsTest {
    private final Hosts hosts = new Hosts();
    private final int a = hosts.number("a");
    private final int b = hosts.number("b");

    private static long s(long seconds) {
        return seconds * Times.SECOND;
    }

    private Set<Integer> ownersAt(int address, long second) {
        Set<Integer> owners = new TreeSet<>();
        hosts.settle();
        hosts.ownersAt(address, s(second), owners::add);
        return owners;
    }

    @Test
    void anAddressOfOneHostIsItsOwnThroughout() {
        hosts.owns(a, 3, s(10_000));
        assertEquals(Set.of(a), ownersAt(3, 10_000));
        assertEquals(Set.of(a), ownersAt(3, 900_000));
        assertEquals(Set.of(), ownersAt(4, 10_000));
        assertEquals(Set.of(), ownersAt(-1, 10_000));
        assertTrue(hosts.isOwned(3));
        assertFalse(hosts.isOwned(2));
        assertEquals(Set.of(a), hosts.owners());
    }

    @Test
    void ofSeveralTheOneWhoseRowsShowItThen() {
        hosts.owns(a, 3, s(10_000));
        hosts.owns(a, 3, s(11_000));
        hosts.owns(b, 3, s(20_000));
        assertEquals(Set.of(a), ownersAt(3, 10_500));
        assertEquals(Set.of(b), ownersAt(3, 20_000));
        assertEquals(Set.of(a), ownersAt(3, 12_000), "nearest");
        assertEquals(Set.of(b), ownersAt(3, 18_000), "nearest");
        assertEquals(Set.of(a, b), ownersAt(3, 15_500), "equally near");
    }

    @Test
    void bothWhereBothShowIt() {
        for (int host : new int[] {a, b}) {
            hosts.owns(host, 3, s(10_000));
            hosts.owns(host, 3, s(20_000));
        }
        assertEquals(Set.of(a, b), ownersAt(3, 15_000));
        hosts.setClock(b, new Clock(s(7200), 0));
        assertEquals(Set.of(a), ownersAt(3, 10_500), "its clock is two hours behind");
    }

    /** A row of a host that shows an address; clocks are off by the host's number in minutes. */
    private record Shown(int host, int address, long second) {
    }

    @Test
    void generatedOwnersAreThoseOfAPlainList() {
        Random random = new Random(8);
        List<Shown> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            hosts.grace(hosts.number("h" + i), s(10));
            hosts.setClock(hosts.number("h" + i), new Clock(s(60 * hosts.number("h" + i)), 0));
        }
        for (int i = 0; i < 400; i++) {
            int address = random.nextInt(40);
            // the higher the number of an address, the more hosts have it: from none to more than name anybody
            rows.add(new Shown(hosts.number("h" + random.nextInt(1 + address * 12 / 40)), address, 1000 + random.nextInt(20) * 100));
            hosts.owns(rows.get(i).host, address, s(rows.get(i).second));
            if (i % 100 == 99) {
                hosts.settle();
                for (int asked = 0; asked < 4000; asked++) {
                    int of = random.nextInt(42) - 1;
                    long second = random.nextInt(400) * 10;
                    Set<Integer> expected = plainOwners(rows, of, second);
                    assertEquals(expected, ownersAt(of, second));
                    assertEquals(expected.size() == 1 ? expected.iterator().next() : -1, hosts.ownerAt(of, s(second)));
                }
            }
        }
    }

    private static Set<Integer> plainOwners(List<Shown> rows, int address, long second) {
        Map<Integer, LongSummaryStatistics> owners = rows.stream().filter(row -> row.address == address)
                .collect(Collectors.groupingBy(Shown::host, Collectors.summarizingLong(Shown::second)));
        if (owners.size() < 2 || owners.size() > 8) {
            return owners.size() == 1 ? owners.keySet() : Set.of();
        }
        Map<Integer, Long> distances = new TreeMap<>();
        owners.forEach((host, seconds) -> {
            long there = second - 60 * host;
            distances.put(host, Math.max(0, Math.max(seconds.getMin() - there, there - seconds.getMax()) - 10));
        });
        long nearest = Collections.min(distances.values());
        return distances.keySet().stream().filter(host -> distances.get(host) == nearest).collect(Collectors.toSet());
    }

    @Test
    void aHostIsObservedFromItsFirstRowToItsLastAndAnIntervalAround() {
        hosts.seen(a, s(10_000), s(20_000));
        hosts.grace(a, s(60));
        assertTrue(hosts.isObserved(a, s(9_940), s(9_940)));
        assertFalse(hosts.isObserved(a, s(9_900), s(9_939)));
        assertTrue(hosts.isObserved(a, s(9_000), s(30_000)));
        assertTrue(hosts.isObserved(a, s(20_060), s(21_000)));
        assertFalse(hosts.isObserved(a, s(20_061), s(21_000)));
        assertFalse(hosts.isObserved(b, s(15_000), s(15_000)), "no row of a socket query");
        hosts.setClock(a, new Clock(s(3600), 0));
        assertFalse(hosts.isObserved(a, s(10_000), s(10_000)));
    }
}

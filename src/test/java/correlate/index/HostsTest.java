package correlate.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import correlate.model.Times;
import java.util.Set;
import java.util.TreeSet;
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

    @Test
    void aHostIsObservedFromItsFirstRowToItsLastAndAnIntervalAround() {
        hosts.seen(a, s(10_000));
        hosts.seen(a, s(20_000));
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

package correlate.index;

import correlate.model.Times;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** The hosts that the logs show: when they were observed, which addresses they own, how far their clocks are off. */
public final class Hosts {
    private static final int NOBODY = -1;

    private final Names<String> names = new Names<>();
    private long[] first = new long[16];
    private long[] last = new long[16];
    private long[] grace = new long[16];
    private long[] offset = new long[16];
    private long[] spread = new long[16];
    private final IntColumn ownersOfAddress = new IntColumn();
    /** An owner is an address and a host: many hosts can have one address (172.17.0.1), so they are not looked for one by one. */
    private final KeyTable owners = new KeyTable();
    /** Seconds since 1970, unsigned. */
    private final IntColumn ownedFrom = new IntColumn();
    private final IntColumn ownedTo = new IntColumn();
    /**
     * For each address three longs, side by side because every connection asks: from when to when any owner was being observed,
     * and how many owners there are, over the one host or over where the several end in {@link #sharing}. Null until
     * {@link #settle}.
     */
    private long[] settled;
    /** The owners of addresses that several have, those of one address side by side: host, from when to when it showed it. */
    private int[] sharing = {};

    int number(String name) {
        int host = names.number(name);
        if (host == first.length) {
            first = Arrays.copyOf(first, 2 * host);
            last = Arrays.copyOf(last, 2 * host);
            grace = Arrays.copyOf(grace, 2 * host);
            offset = Arrays.copyOf(offset, 2 * host);
            spread = Arrays.copyOf(spread, 2 * host);
        }
        if (first[host] == 0 && last[host] == 0) {
            first[host] = Long.MAX_VALUE;
            last[host] = Long.MIN_VALUE;
        }
        return host;
    }

    /** Notes from when to when a socket query ran on the host. */
    void seen(int host, long from, long to) {
        first[host] = Math.min(first[host], from);
        last[host] = Math.max(last[host], to);
    }

    /** How long before its first and after its last row the host still counts as observed. */
    void grace(int host, long micros) {
        grace[host] = Math.max(grace[host], micros);
    }

    /** Notes that the host had this address at this time. */
    void owns(int host, int address, long time) {
        while (ownersOfAddress.size() <= address) {
            ownersOfAddress.add(0);
        }
        settled = null;
        int second = (int) (time / Times.SECOND);
        int known = owners.size();
        int owner = owners.add(address, host, 0, 0);
        if (owner == known) {
            ownedFrom.add(second);
            ownedTo.add(second);
            ownersOfAddress.set(address, ownersOfAddress.get(address) + 1);
            return;
        }
        if (Integer.compareUnsigned(second, ownedFrom.get(owner)) < 0) {
            ownedFrom.set(owner, second);
        }
        if (Integer.compareUnsigned(second, ownedTo.get(owner)) > 0) {
            ownedTo.set(owner, second);
        }
    }

    /** How many bytes of heap its columns take. */
    long bytes() {
        return ownersOfAddress.bytes() + owners.bytes() + ownedFrom.bytes() + ownedTo.bytes()
                + (settled == null ? 0 : 8L * settled.length + 4L * sharing.length);
    }

    /** How many hosts there are. */
    public int size() {
        return names.size();
    }

    /** A host's name as logged. */
    public String name(int host) {
        return names.value(host);
    }

    /** The number of a host, or -1. */
    public int find(String name) {
        return names.find(name);
    }

    /** unixTime of its first line of a socket query in µs; {@link Long#MAX_VALUE} if it has none. */
    public long first(int host) {
        return first[host];
    }

    /** unixTime of its last line of a socket query. */
    public long last(int host) {
        return last[host];
    }

    /** µs to be added to the host's times. */
    public long offset(int host) {
        return offset[host];
    }

    /** Says how a host's times are to be read. */
    public void setClock(int host, Clock clock) {
        settled = null;
        offset[host] = clock.offset();
        spread[host] = clock.spread();
    }

    Clock clock(int host) {
        return offset[host] == 0 && spread[host] == 0 ? Clock.RIGHT : new Clock(offset[host], spread[host]);
    }

    /** The hosts that own an address. */
    public Set<Integer> owners() {
        Set<Integer> hosts = new HashSet<>();
        for (int o = 0; o < owners.size(); o++) {
            hosts.add(owners.second(o));
        }
        return hosts;
    }

    /** Whether any host owns the address, at whatever time. */
    public boolean isOwned(int address) {
        return count(address) > 0;
    }

    /** Whether so many hosts show the address that it names none of them. */
    public boolean isEverybodys(int address) {
        return count(address) > MOST_OWNERS;
    }

    private int count(int address) {
        return address >= 0 && 3 * address < settled.length ? (int) (settled[3 * address + 2] >>> 32) : 0;
    }

    /** The host of an address that one alone owns; else the end of its owners in {@link #sharing}. */
    private int hostOrEnd(int address) {
        return (int) settled[3 * address + 2];
    }

    /** Whether the host was being observed at some time from {@code start} to {@code end} of the sensor's clock. */
    public boolean isObserved(int host, long start, long end) {
        return end - offset[host] >= first[host] - grace[host] && start - offset[host] <= last[host] + grace[host];
    }

    /**
     * Calls with every host that owns the address at that time. One that alone ever showed it owns it throughout; of several
     * those whose rows show it before and after, else those that showed it nearest. An address that many hosts show (that of
     * every machine's container bridge) names none of them.
     */
    public void ownersAt(int address, long time, IntConsumer host) {
        int count = count(address);
        if (count == 0 || count > MOST_OWNERS) {
            return;
        }
        int end = hostOrEnd(address);
        if (count == 1) {
            host.accept(end);
            return;
        }
        long nearest = Long.MAX_VALUE;
        for (int owner = end - 3 * count; owner < end; owner += 3) {
            nearest = Math.min(nearest, distance(owner, time));
        }
        for (int owner = end - 3 * count; owner < end; owner += 3) {
            if (distance(owner, time) == nearest) {
                host.accept(sharing[owner]);
            }
        }
    }

    /** The one host that owns the address at that time, or -1 if none does or several do. */
    public int ownerAt(int address, long time) {
        int count = count(address);
        if (count == 0 || count > MOST_OWNERS) {
            return NOBODY;
        }
        int end = hostOrEnd(address);
        if (count == 1) {
            return end;
        }
        long nearest = Long.MAX_VALUE;
        int host = NOBODY;
        for (int owner = end - 3 * count; owner < end; owner += 3) {
            long distance = distance(owner, time);
            host = distance < nearest ? sharing[owner] : distance == nearest ? NOBODY : host;
            nearest = Math.min(nearest, distance);
        }
        return host;
    }

    private long distance(int owner, long time) {
        int host = sharing[owner];
        long there = time - offset[host];
        return Math.max(0, Math.max((sharing[owner + 1] & 0xffffffffL) * Times.SECOND - there,
                there - (sharing[owner + 2] & 0xffffffffL) * Times.SECOND) - grace[host]);
    }

    /**
     * Works out, for every address, who owns it and when any owner was being observed; to be called before anybody asks, and
     * once more after owners or offsets have changed. Every connection asks, so the owners of an address lie side by side.
     */
    public void settle() {
        if (settled != null) {
            return;
        }
        settled = new long[3 * ownersOfAddress.size()];
        int length = 0;
        for (int address = 0; address < ownersOfAddress.size(); address++) {
            int count = ownersOfAddress.get(address);
            settled[3 * address] = Long.MAX_VALUE;
            settled[3 * address + 1] = Long.MIN_VALUE;
            settled[3 * address + 2] = (long) count << 32 | length;
            length += isShared(count) ? 3 * count : 0;
        }
        sharing = new int[length];
        for (int owner = owners.size() - 1; owner >= 0; owner--) {
            settle(3 * owners.first(owner), owners.second(owner), owner);
        }
    }

    private void settle(int at, int host, int owner) {
        if (first[host] <= last[host]) {
            settled[at] = Math.min(settled[at], first[host] - grace[host] + offset[host]);
            settled[at + 1] = Math.max(settled[at + 1], last[host] + grace[host] + offset[host]);
        }
        int count = (int) (settled[at + 2] >>> 32);
        if (count == 1) {
            settled[at + 2] = 1L << 32 | host;
        } else if (isShared(count)) {
            int to = (int) settled[at + 2];
            sharing[to] = host;
            sharing[to + 1] = ownedFrom.get(owner);
            sharing[to + 2] = ownedTo.get(owner);
            settled[at + 2] += 3;
        }
    }

    private static boolean isShared(int count) {
        return count > 1 && count <= MOST_OWNERS;
    }

    /** Whether an owner of the address was being observed between its first and last row, at some time of these. */
    public boolean isAddressObserved(int address, long start, long end) {
        return address >= 0 && 3 * address < settled.length && end >= settled[3 * address] && start <= settled[3 * address + 1];
    }

    /** An address that moves from host to host by DHCP has several owners in a week; a bridge's has all hosts. */
    private static final int MOST_OWNERS = 8;
}

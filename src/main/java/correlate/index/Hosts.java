package correlate.index;

import correlate.model.Times;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** The hosts that the logs show: when they were observed, which addresses they own, how far their clocks are off. */
public final class Hosts {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;
    private static final long[] NOT_SETTLED = {};

    private final Names<String> names = new Names<>();
    private long[] first = new long[16];
    private long[] last = new long[16];
    private long[] grace = new long[16];
    private long[] offset = new long[16];
    private long[] spread = new long[16];
    private final IntColumn headOfAddress = new IntColumn();
    private final IntColumn ownersOfAddress = new IntColumn();
    /**
     * For each address three longs, side by side because every connection asks: from when to when any owner was being observed,
     * and the one owner, {@link #NOBODY} or {@link #SEVERAL}. Empty while owners are being noted.
     */
    private long[] settled = NOT_SETTLED;
    /** An owner is an address and a host: many hosts can have one address (172.17.0.1), so they are not looked for one by one. */
    private final KeyTable owners = new KeyTable();
    /** Seconds since 1970, unsigned. */
    private final IntColumn ownedFrom = new IntColumn();
    private final IntColumn ownedTo = new IntColumn();
    private final IntColumn nextOwner = new IntColumn();

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

    void seen(int host, long time) {
        first[host] = Math.min(first[host], time);
        last[host] = Math.max(last[host], time);
    }

    /** How long before its first and after its last row the host still counts as observed. */
    void grace(int host, long micros) {
        grace[host] = Math.max(grace[host], micros);
    }

    /** Notes that the host had this address at this time. */
    void owns(int host, int address, long time) {
        while (headOfAddress.size() <= address) {
            headOfAddress.add(-1);
            ownersOfAddress.add(0);
        }
        settled = NOT_SETTLED;
        int second = (int) (time / Times.SECOND);
        int known = owners.size();
        int owner = owners.add(address, host, 0, 0);
        if (owner == known) {
            ownedFrom.add(second);
            ownedTo.add(second);
            nextOwner.add(headOfAddress.get(address));
            headOfAddress.set(address, owner);
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
        return headOfAddress.bytes() + ownersOfAddress.bytes() + owners.bytes() + ownedFrom.bytes() + ownedTo.bytes() + nextOwner.bytes()
                + 8L * settled.length;
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

    /** unixTime of its first row of a socket query in µs; {@link Long#MAX_VALUE} if it has none. */
    public long first(int host) {
        return first[host];
    }

    /** unixTime of its last row of a socket query. */
    public long last(int host) {
        return last[host];
    }

    /** µs to be added to the host's times. */
    public long offset(int host) {
        return offset[host];
    }

    /** Says how a host's times are to be read. */
    public void setClock(int host, Clock clock) {
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
            hosts.add(ownerHost(o));
        }
        return hosts;
    }

    /** Whether any host owns the address, at whatever time. */
    public boolean isOwned(int address) {
        return owner(address) != NOBODY;
    }

    private int owner(int address) {
        return address < 0 ? NOBODY : 3 * address < settled.length ? (int) settled[3 * address + 2]
                : address < headOfAddress.size() && headOfAddress.get(address) >= 0 ? SEVERAL : NOBODY;
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
        if (!isOwned(address) || isEverybodys(address)) {
            return;
        }
        int head = headOfAddress.get(address);
        if (nextOwner.get(head) < 0) {
            host.accept(ownerHost(head));
            return;
        }
        long nearest = Long.MAX_VALUE;
        for (int o = head; o >= 0; o = nextOwner.get(o)) {
            nearest = Math.min(nearest, distance(o, time));
        }
        for (int o = head; o >= 0; o = nextOwner.get(o)) {
            if (distance(o, time) == nearest) {
                host.accept(ownerHost(o));
            }
        }
    }

    /** The one host that owns the address at that time, or -1 if none does or several do. */
    public int ownerAt(int address, long time) {
        int sole = owner(address);
        if (sole != SEVERAL) {
            return sole;
        }
        if (isEverybodys(address)) {
            return NOBODY;
        }
        long nearest = Long.MAX_VALUE;
        int owner = NOBODY;
        for (int o = headOfAddress.get(address); o >= 0; o = nextOwner.get(o)) {
            long distance = distance(o, time);
            owner = distance < nearest ? ownerHost(o) : distance == nearest ? NOBODY : owner;
            nearest = Math.min(nearest, distance);
        }
        return owner;
    }

    /**
     * Works out, for every address, when any of its owners was being observed; to be called when owners and offsets are known.
     * Every connection is asked this, so it must not cost a walk through the owners.
     */
    public void settle() {
        settled = new long[3 * headOfAddress.size()];
        for (int address = 0; address < headOfAddress.size(); address++) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            for (int o = headOfAddress.get(address); o >= 0; o = nextOwner.get(o)) {
                int host = ownerHost(o);
                if (first[host] <= last[host]) {
                    from = Math.min(from, first[host] - grace[host] + offset[host]);
                    to = Math.max(to, last[host] + grace[host] + offset[host]);
                }
            }
            int head = headOfAddress.get(address);
            settled[3 * address] = from;
            settled[3 * address + 1] = to;
            settled[3 * address + 2] = head < 0 ? NOBODY : nextOwner.get(head) < 0 ? ownerHost(head) : SEVERAL;
        }
    }

    /** Whether an owner of the address was being observed between its first and last row, at some time of these. */
    public boolean isAddressObserved(int address, long start, long end) {
        return address >= 0 && 3 * address < settled.length && end >= settled[3 * address] && start <= settled[3 * address + 1];
    }

    /** Whether so many hosts show the address that it names none of them. */
    public boolean isEverybodys(int address) {
        return address >= 0 && address < ownersOfAddress.size() && ownersOfAddress.get(address) > MOST_OWNERS;
    }

    private long distance(int owner, long time) {
        int host = ownerHost(owner);
        long there = time - offset[host];
        return Math.max(0, Math.max((ownedFrom.get(owner) & 0xffffffffL) * Times.SECOND - there,
                there - (ownedTo.get(owner) & 0xffffffffL) * Times.SECOND) - grace[host]);
    }

    private int ownerHost(int owner) {
        return owners.second(owner);
    }

    /** An address that moves from host to host by DHCP has several owners in a week; a bridge's has all hosts. */
    private static final int MOST_OWNERS = 8;
}

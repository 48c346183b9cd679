package correlate.bench;

import correlate.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The traffic of a made-up office, in order of start: names, web, files, terminals, data bases, time, scans and ICMP. Of its
 * flows 4 % are IPv6; tuples come back as ports do, but never while they are in use.
 */
final class Traffic {
    private enum Peer { OUTSIDE, SERVER, SCAN }

    /** @param share of 1,000 flows; {@code meanMillis} of the duration, 0 for flows of one packet */
    private record Use(int share, int protocol, int port, String service, Peer peer, int meanMillis) {
    }

    private static final List<Use> USES = List.of(
            new Use(280, Tuple.UDP, 53, "dns", Peer.SERVER, 40),
            new Use(300, Tuple.TCP, 443, "ssl", Peer.OUTSIDE, 6_000),
            new Use(25, Tuple.TCP, 443, "ssl", Peer.OUTSIDE, 600_000),
            new Use(60, Tuple.TCP, 80, "http", Peer.OUTSIDE, 2_000),
            new Use(70, Tuple.TCP, 445, "gssapi,smb", Peer.SERVER, 20_000),
            new Use(30, Tuple.TCP, 88, "krb_tcp", Peer.SERVER, 30),
            new Use(40, Tuple.TCP, 5432, "-", Peer.SERVER, 8_000),
            new Use(20, Tuple.TCP, 22, "ssh", Peer.SERVER, 900_000),
            new Use(35, Tuple.UDP, 123, "ntp", Peer.OUTSIDE, 60),
            new Use(30, Tuple.ICMP, 0, "-", Peer.OUTSIDE, 1_000),
            new Use(110, Tuple.TCP, 0, "-", Peer.SCAN, 0));
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int REMEMBERED = 4096;

    private final SplittableRandom random;
    private final List<Address> hosts = new ArrayList<>();
    private final List<Address> hosts6 = new ArrayList<>();
    private final List<Flow> recent = new ArrayList<>();
    private final long gap;
    private final double repeats;
    private long now;
    private long made;

    /**
     * @param hosts how many machines the office has
     * @param start microseconds since 1970
     * @param gap mean microseconds from one flow to the next
     * @param repeats share of flows that use a tuple again
     */
    Traffic(long seed, int hosts, long start, long gap, double repeats) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < hosts; i++) {
            this.hosts.add(v4(10 << 24 | 47 << 16 | i / 200 << 8 | i % 200 + 10));
            this.hosts6.add(new Address(0xfd00_0047_0000_0000L, 0x250_56ff_fe00_0000L + i));
        }
        this.gap = gap;
        this.repeats = repeats;
        now = start;
    }

    /** The IPv4 addresses of the machines. */
    List<Address> hosts() {
        return hosts;
    }

    /** The IPv6 addresses of the machines, in the same order. */
    List<Address> hosts6() {
        return hosts6;
    }

    /** The next flow; it starts no earlier than the one before. */
    Flow next() {
        now += 1 + (long) (-Math.log(1 - random.nextDouble()) * gap);
        Flow flow = random.nextDouble() < repeats ? again() : null;
        if (flow == null) {
            flow = fresh();
        }
        if (flow.tuple().protocol() == Tuple.TCP || flow.tuple().protocol() == Tuple.UDP) {
            int slot = (int) (made++ % REMEMBERED);
            if (slot < recent.size()) {
                recent.set(slot, flow);
            } else {
                recent.add(flow);
            }
        }
        return flow;
    }

    /** A new use of a tuple at least a second after its last one; null if the one picked is still busy. */
    private Flow again() {
        Flow old = recent.isEmpty() ? null : recent.get(random.nextInt(recent.size()));
        if (old == null || recent.stream().anyMatch(f -> f.tuple().equals(old.tuple()) && f.end() + Text.SECOND > now)) {
            return null;
        }
        return new Flow(now, old.duration(), uid(), old.tuple(), old.service(), old.refused());
    }

    private Flow fresh() {
        Use use = pick();
        boolean v6 = random.nextInt(25) == 0;
        Address host = (v6 ? hosts6 : hosts).get(random.nextInt(hosts.size()));
        int ephemeral = 32768 + random.nextInt(28232);
        Tuple tuple = switch (use.peer) {
            case SCAN -> new Tuple(Tuple.TCP, outside(v6), ephemeral, host, 1 + random.nextInt(10_000));
            case SERVER -> new Tuple(use.protocol, host, ephemeral, server(host, v6, use.port), use.port);
            case OUTSIDE -> use.protocol == Tuple.ICMP ? icmp(host, v6)
                    : new Tuple(use.protocol, host, use.port == 123 ? 123 : ephemeral, outside(v6), use.port);
        };
        long duration = duration(use);
        return new Flow(now, duration, uid(), tuple, use.service, use.protocol == Tuple.TCP && duration < 0);
    }

    private Use pick() {
        int roll = random.nextInt(1000);
        for (Use use : USES) {
            roll -= use.share;
            if (roll < 0) {
                return use;
            }
        }
        throw new IllegalStateException("the shares sum to less than 1000");
    }

    private Tuple icmp(Address host, boolean v6) {
        boolean echo = random.nextInt(3) > 0;
        return v6 ? new Tuple(Tuple.ICMP6, host, echo ? 128 : 1, outside(true), echo ? 129 : 4)
                : new Tuple(Tuple.ICMP, host, echo ? 8 : 3, outside(false), echo ? 0 : 3);
    }

    /** The machine that serves a port, one in eight of them; never the client itself. */
    private Address server(Address client, boolean v6, int port) {
        List<Address> all = v6 ? hosts6 : hosts;
        int first = Math.floorMod(port * 31 + random.nextInt(1 + all.size() / 8), all.size());
        return all.get(first).equals(client) ? all.get((first + 1) % all.size()) : all.get(first);
    }

    private long duration(Use use) {
        if (use.meanMillis == 0 || random.nextInt(20) == 0) {
            return -1;
        }
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * use.meanMillis * 1000);
    }

    private Address outside(boolean v6) {
        return v6 ? new Address(0x2607_f8b0_4007_0800L | random.nextInt(16), random.nextInt(1, 1 << 16))
                : v4(random.nextInt(13, 100) << 24 | random.nextInt(1 << 24));
    }

    private static Address v4(int bits) {
        return new Address(0, 0xffff_0000_0000L | bits & 0xffff_ffffL);
    }

    private String uid() {
        char[] uid = new char[17 + random.nextInt(2)];
        uid[0] = 'C';
        for (int i = 1; i < uid.length; i++) {
            uid[i] = LETTERS.charAt(random.nextInt(62));
        }
        return new String(uid);
    }
}

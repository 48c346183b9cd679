package correlate.bench;

import correlate.model.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A monitored machine: its osquery's habits, its clock and its processes. */
final class Machine {
    enum System { LINUX, MACOS, WINDOWS }

    /** How its osquery writes numbers: 5.x as text, 5.x with {@code logger_numerics}, or old, unixTime as text too. */
    enum Style { TEXT, NUMBERS, OLD }

    /** What every machine of a run shares. */
    record Habits(long seed, long interval, double skew, double noproto, double restart, boolean mixed) {
    }

    final Address address;
    final String name;
    final String uuid;
    final System system;
    final Style style;
    final boolean noProtocol;
    final boolean decorated;
    /** What its clock adds to the true time, microseconds. */
    final long skew;
    /** Polls happen at this plus a multiple of the interval, microseconds. */
    final long phase;
    final long interval;
    /** When it begins a new epoch, microseconds since 1970; {@code Long.MAX_VALUE} for never. */
    final long restart;
    /** When the processes began that run since then, microseconds since 1970. */
    final long boot;
    final SplittableRandom random;
    private final Map<String, Integer> pids = new HashMap<>();

    /** @param from first and {@code to} last true time of the capture, microseconds since 1970 */
    Machine(Address address, Habits habits, long from, long to) {
        this.address = address;
        random = new SplittableRandom(habits.seed * 1_000_003 + address.toString().hashCode());
        int kind = random.nextInt(10);
        system = !habits.mixed || kind < 6 ? System.LINUX : kind < 9 ? System.WINDOWS : System.MACOS;
        int form = random.nextInt(10);
        style = !habits.mixed || form < 7 ? Style.TEXT : form < 8 ? Style.NUMBERS : Style.OLD;
        name = "ws-" + address.toString().replace('.', '-').replace(':', '-') + ".example.org";
        uuid = String.format("%08X-%04X-4%03X-9%03X-%012X", random.nextInt(), random.nextInt(1 << 16), random.nextInt(1 << 12),
                random.nextInt(1 << 12), random.nextLong() & 0xffff_ffff_ffffL);
        noProtocol = random.nextDouble() < habits.noproto;
        decorated = !habits.mixed || random.nextInt(10) < 4;
        skew = (long) ((random.nextDouble() * 2 - 1) * habits.skew * Text.SECOND);
        interval = habits.interval;
        boot = from - 10 * 86_400 * Text.SECOND;
        phase = random.nextLong(interval);
        double when = random.nextDouble();
        restart = random.nextDouble() < habits.restart ? from + (long) (when * (to - from)) : Long.MAX_VALUE;
    }

    /** The first poll at a time or after it. */
    long pollAtOrAfter(long time) {
        return Math.floorDiv(time - phase + interval - 1, interval) * interval + phase;
    }

    /** The pid of a program; those that run since boot keep theirs. */
    int pid(Program program) {
        if (program.brief()) {
            return freshPid();
        }
        return pids.computeIfAbsent(program.name(), n -> freshPid());
    }

    private int freshPid() {
        int pid = random.nextInt(300, 100_000);
        return system == System.WINDOWS ? pid - pid % 4 : pid;
    }
}

package correlate.bench;

import correlate.model.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes a conn.log and an osquery results log for timing: one flow in 40 has its socket in the osquery log, added and removed,
 * beside as many sockets that no sensor saw. The same arguments give the same bytes.
 */
public final class TimingLogs {
    private static final String USAGE = "TimingLogs ROWS SEED CONN_OUT OSQUERY_OUT [--matches usual|few] [--format tsv|json] "
            + "[--gzip] [--hot]   (ROWS flows, about ROWS/10 osquery rows; --hot: all flows are one tuple)";
    private static final String QUERY = "pack_incident-response_process_open_sockets";
    /** 2024-03-04T08:00:00Z. */
    private static final long START = 1_709_539_200L * Text.SECOND;
    private static final long INTERVAL = 10 * Text.SECOND;
    private static final long HOUR = 3600 * Text.SECOND;

    private final ConnLog connections;
    private final ResultsLog results;
    private final long rows;
    private final long seed;
    private final SplittableRandom random;
    private final Map<Address, Osquery> observed = new HashMap<>();
    private final List<Osquery> all = new ArrayList<>();

    private TimingLogs(List<String> words, Args args) throws IOException {
        rows = Long.parseLong(words.get(0));
        seed = Long.parseLong(words.get(1));
        random = new SplittableRandom(seed + 1);
        connections = new ConnLog(words.get(2), args.text("format", "tsv").equals("json"), args.has("gzip"), seed);
        results = new ResultsLog(Text.create(words.get(3), args.has("gzip")), ResultsLog.Form.DIFFERENTIAL, QUERY);
    }

    public static void main(String[] args) throws Exception {
        Args.run(TimingLogs::start, args);
    }

    private static void start(String[] line) throws IOException {
        Args args = new Args(line, Set.of("gzip", "hot"), Set.of("matches", "format"));
        TimingLogs logs = new TimingLogs(args.words(4, 4, USAGE), args);
        if (args.has("hot")) {
            logs.hot();
        } else {
            logs.traffic(args.text("matches", "usual").equals("few"));
        }
        logs.connections.close();
        logs.results.close();
        System.err.println(logs.rows + " flows, " + logs.results.rows() + " osquery rows");
    }

    private void traffic(boolean few) throws IOException {
        Traffic traffic = new Traffic(seed, (int) Math.max(4, Math.min(200, rows / 5000)), START, 20_000, .02);
        Machine.Habits habits = new Machine.Habits(seed, INTERVAL, 0, 0, 0, false);
        for (int i = 0; i < traffic.hosts().size(); i++) {
            Osquery osquery = new Osquery(new Machine(traffic.hosts().get(i), habits, START, START), results, START - INTERVAL);
            all.add(osquery);
            observed.put(traffic.hosts().get(i), osquery);
            observed.put(traffic.hosts6().get(i), osquery);
            osquery.add(listener(osquery.machine, 22));
        }
        Fleet fleet = new Fleet(all);
        int due = 0;
        long now = START;
        for (long i = 0; i < rows; i++) {
            Flow flow = traffic.next();
            now = flow.start();
            connections.add(flow);
            fleet.runUntil(now);
            due += i % 40 == 7 ? 1 : 0;
            if (due > 0 && (few || see(flow))) {
                due--;
                stranger(now);
                if (few) {
                    stranger(now);
                }
            }
        }
        fleet.runUntil(now + 5 * HOUR);
    }

    /** Lets the machine at one end hold the flow's socket, in one of ten cases hours too late; whether there is one. */
    private boolean see(Flow flow) {
        Tuple tuple = flow.tuple();
        boolean client = observed.containsKey(tuple.orig());
        Osquery osquery = observed.get(client ? tuple.orig() : tuple.resp());
        if (osquery == null || tuple.protocol() != Tuple.TCP && tuple.protocol() != Tuple.UDP) {
            return false;
        }
        Tuple own = client ? tuple
                : new Tuple(tuple.protocol(), tuple.resp(), tuple.respPort(), tuple.orig(), tuple.origPort());
        Program program = client ? Program.client(tuple.respPort(), random) : Program.server(tuple.respPort());
        long shift = random.nextInt(10) == 0 ? random.nextLong(HOUR, 3 * HOUR) : 0;
        open(osquery, own, program, flow.start() + shift, flow.end() + shift);
        return true;
    }

    /** Opens a socket whose remote end is in no conn.log, a loopback pair or a listener. */
    private void stranger(long now) {
        Osquery osquery = all.get(random.nextInt(all.size()));
        Address self = osquery.machine.address;
        int kind = random.nextInt(10);
        Address local = kind < 2 ? new Address(0, 0xffff_7f00_0001L) : self;
        Address remote = kind < 2 ? local : new Address(0, 0xffff_c612_0000L | random.nextInt(1 << 17));
        Tuple tuple = new Tuple(Tuple.TCP, local, 32768 + random.nextInt(28232), remote, kind < 2 ? 6379 : 443);
        open(osquery, tuple, Program.client(443, random), now, now + random.nextLong(30 * Text.SECOND));
    }

    private void open(Osquery osquery, Tuple own, Program program, long from, long to) {
        Machine machine = osquery.machine;
        long opened = from - 1000;
        // it stays open until a poll has seen it
        long closed = Math.max(to + random.nextLong(2 * Text.SECOND), machine.pollAtOrAfter(opened));
        osquery.add(new SocketLife(machine, own, program, machine.pid(program), opened, closed));
    }

    private static SocketLife listener(Machine machine, int port) {
        Program program = Program.server(port);
        Tuple tuple = new Tuple(Tuple.TCP, machine.address, port, machine.address, 0);
        SocketLife life = new SocketLife(machine, tuple, program, machine.pid(program), START - HOUR, Long.MAX_VALUE);
        life.listener = true;
        return life;
    }

    /** One tuple, used every ten seconds by a new process for six of them, and polled once in each use. */
    private void hot() throws IOException {
        Address local = Address.parse("10.47.0.10");
        Tuple tuple = new Tuple(Tuple.TCP, local, 40_000, Address.parse("10.47.0.11"), 5432);
        Machine machine = new Machine(local, new Machine.Habits(seed, INTERVAL, 0, 0, 0, false), START, START);
        Osquery osquery = new Osquery(machine, results, START - INTERVAL);
        Fleet fleet = new Fleet(List.of(osquery));
        Program program = new Program("psql", "/usr/bin/psql", " -h db inventory", 1000, true);
        long poll = machine.pollAtOrAfter(START);
        for (int i = 0; i < rows; i++) {
            long from = poll + i * INTERVAL - 3 * Text.SECOND;
            Flow flow = new Flow(from, 6 * Text.SECOND, "Chot" + (1_000_000_000_000L + i), tuple, "-", false);
            connections.add(flow);
            osquery.add(new SocketLife(machine, tuple, program, 1000 + i, from - 1000, flow.end()));
            fleet.runUntil(from);
        }
        fleet.runUntil(poll + (rows + 2) * INTERVAL);
    }
}

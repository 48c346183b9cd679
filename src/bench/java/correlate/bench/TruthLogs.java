package correlate.bench;

import correlate.model.Address;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes, for a conn.log, the results log that osqueries on the machines in it would have written, and which rows belong to which
 * connection. Every address in the monitored networks becomes a machine; half of the connections leave a socket in the log.
 */
public final class TruthLogs {
    private static final String USAGE = "TruthLogs CONN_LOG OSQUERY_OUT TRUTH_OUT [--make-conn FLOWS] [--prefix A/B,…] "
            + "[--format differential|batch|snapshot|socket_events|bpf_socket_events] [--interval SECONDS] [--fraction .5] "
            + "[--reuse .05] [--mapped .05] [--noproto .1] [--skew SECONDS] [--restart .1] [--seed 1]   "
            + "(--make-conn writes CONN_LOG first)";
    private static final long HOUR = 3600 * Text.SECOND;
    /** 2024-03-04T08:00:00Z. */
    private static final long START = 1_709_539_200L * Text.SECOND;

    private final Args args;
    private final String form;
    private final SplittableRandom random;
    private final List<Flow> flows;
    private final Map<Address, Machine> machines = new HashMap<>();
    private final Map<Tuple, List<Flow>> uses = new HashMap<>();
    private final List<Truth.Pair> pairs = new ArrayList<>();
    private final List<SocketLife> sockets = new ArrayList<>();

    private TruthLogs(List<Flow> flows, Args args) {
        this.flows = flows;
        this.args = args;
        form = args.text("format", "differential");
        random = new SplittableRandom((long) args.number("seed", 1));
    }

    public static void main(String[] args) throws Exception {
        Args.run(TruthLogs::start, args);
    }

    private static void start(String[] line) throws IOException {
        Args args = new Args(line, Set.of(), Set.of("make-conn", "prefix", "format", "interval", "fraction", "reuse", "mapped",
                "noproto", "skew", "restart", "seed"));
        List<String> paths = args.words(3, 3, USAGE);
        if (args.has("make-conn")) {
            makeConn(paths.get(0), (int) args.number("make-conn", 0), (long) args.number("seed", 1));
        }
        TruthLogs logs = new TruthLogs(ConnReader.read(paths.get(0)), args);
        logs.monitor();
        logs.flows.forEach(logs::sockets);
        logs.writeResults(paths.get(1));
        logs.writeTruth(paths.get(2));
    }

    /** Four hours of a small office. */
    private static void makeConn(String path, int count, long seed) throws IOException {
        Traffic traffic = new Traffic(seed, 24, START, 4 * HOUR / Math.max(1, count), .1);
        try (ConnLog log = new ConnLog(path, false, path.endsWith(".gz"), seed)) {
            for (int i = 0; i < count; i++) {
                log.add(traffic.next());
            }
        }
    }

    private void monitor() {
        List<Prefix> networks = args.has("prefix")
                ? Arrays.stream(args.text("prefix", "").split(",")).map(Prefix::parse).toList() : Prefix.PRIVATE;
        long from = flows.stream().mapToLong(Flow::start).min().orElseThrow();
        long to = flows.stream().mapToLong(Flow::end).max().orElseThrow();
        Machine.Habits habits = new Machine.Habits((long) args.number("seed", 1), (long) (args.number("interval", 60)
                * Text.SECOND), args.number("skew", 0), args.number("noproto", .1), args.number("restart", .1), !events());
        for (Flow flow : flows) {
            uses.computeIfAbsent(flow.tuple().canonical(), t -> new ArrayList<>()).add(flow);
            for (Address address : List.of(flow.tuple().orig(), flow.tuple().resp())) {
                boolean broadcast = address.isV4() && (address.low() & 0xff) == 0xff;
                if (!broadcast && networks.stream().anyMatch(n -> n.contains(address))) {
                    machines.computeIfAbsent(address, a -> new Machine(a, habits, from, to));
                }
            }
        }
    }

    private boolean events() {
        return form.endsWith("_events");
    }

    /** Opens the sockets of a flow on the monitored machines at its ends. */
    private void sockets(Flow flow) {
        Tuple tuple = flow.tuple();
        if (tuple.orig().equals(tuple.resp())) {
            return;
        }
        end(flow, tuple, false);
        end(flow, new Tuple(tuple.protocol(), tuple.resp(), tuple.respPort(), tuple.orig(), tuple.origPort()), true);
    }

    private void end(Flow flow, Tuple own, boolean server) {
        Machine machine = machines.get(own.orig());
        boolean datagramServer = server && own.protocol() == Tuple.UDP;
        if (machine == null || server && flow.refused() || random.nextDouble() >= args.number("fraction", .5) || events() && datagramServer) {
            return;
        }
        Program program = server ? Program.server(own.origPort()) : Program.client(own.respPort(), random);
        List<Flow> same = uses.get(own.canonical());
        long opened = flow.start() - random.nextLong(1, 10_000);
        long nextUse = same.stream().mapToLong(Flow::start).filter(s -> s > flow.start()).min().orElse(Long.MAX_VALUE);
        // it lingers until a poll has seen it, unless another connection takes the tuple
        long closed = Math.min(nextUse - 20_000,
                Math.max(flow.end() + random.nextLong(2 * Text.SECOND), machine.pollAtOrAfter(opened)));
        SocketLife life = new SocketLife(machine, own, program, machine.pid(program), opened, Math.max(opened, closed));
        life.accepted = server;
        life.unconnected = datagramServer || own.protocol() == Tuple.UDP && !events() && random.nextInt(10) < 4;
        dress(life);
        sockets.add(life);
        pairs.add(new Truth.Pair(life, flow, false, events()));
        if (!events() && !life.unconnected && random.nextDouble() < args.number("reuse", .05)) {
            decoy(flow, own, machine, program, same);
        }
        if (!events() && random.nextInt(10) < 3) {
            stranger(machine, opened);
        }
    }

    /** Lets another process use the tuple hours away from all of its flows. */
    private void decoy(Flow flow, Tuple own, Machine machine, Program program, List<Flow> same) {
        long shift = random.nextLong(4 * HOUR / 3, 6 * HOUR) * (random.nextBoolean() ? 1 : -1);
        long opened = machine.pollAtOrAfter(flow.start() + shift) - 1000;
        long closed = opened + 2000 + random.nextInt(3) * machine.interval;
        if (same.stream().allMatch(f -> f.start() - HOUR > closed || f.end() + HOUR < opened)) {
            SocketLife life = new SocketLife(machine, own, program, 100_000 + sockets.size(), opened, closed);
            dress(life);
            sockets.add(life);
            pairs.add(new Truth.Pair(life, flow, true, false));
        }
    }

    /** Opens a socket to a place that no sensor saw. */
    private void stranger(Machine machine, long opened) {
        if (machine.address.isV4()) {
            Tuple tuple = new Tuple(Tuple.TCP, machine.address, random.nextInt(32768, 61000),
                    new Address(0, 0xffff_c633_6400L | random.nextInt(256)), 443);
            Program program = Program.client(443, random);
            sockets.add(new SocketLife(machine, tuple, program, machine.pid(program), opened,
                    opened + random.nextLong(4 * machine.interval)));
        }
    }

    /** Mapped addresses, and a state that changes while the socket is open. */
    private void dress(SocketLife life) {
        life.mapped = life.tuple.orig().isV4() && life.tuple.resp().isV4() && random.nextDouble() < args.number("mapped", .05);
        if (life.tuple.protocol() == Tuple.TCP && random.nextInt(10) == 0) {
            life.changes = life.opened + random.nextLong(1 + life.closed - life.opened);
        }
    }

    private void writeResults(String path) throws IOException {
        Writer out = Text.create(path, path.endsWith(".gz"));
        ResultsLog.Form lines = events() ? ResultsLog.Form.DIFFERENTIAL : ResultsLog.Form.valueOf(form.toUpperCase(Locale.ROOT));
        try (ResultsLog log = new ResultsLog(out, lines, "pack_network_" + (events() ? form : "process_open_sockets"))) {
            if (events()) {
                EventTable.write(sockets, form.startsWith("bpf"), log, random);
                return;
            }
            long step = machines.values().stream().mapToLong(m -> m.interval).max().orElse(0);
            long from = sockets.stream().mapToLong(s -> s.opened).min().orElse(0) - 3 * step;
            long to = sockets.stream().mapToLong(s -> s.closed).max().orElse(0) + 3 * step;
            Map<Machine, Osquery> queries = new HashMap<>();
            for (Machine machine : machines.values()) {
                Osquery osquery = new Osquery(machine, log, from);
                SocketLife listener = new SocketLife(machine, new Tuple(Tuple.TCP, machine.address, 22, machine.address, 0),
                        Program.server(22), machine.pid(Program.server(22)), from - HOUR, Long.MAX_VALUE);
                listener.listener = true;
                osquery.add(listener);
                queries.put(machine, osquery);
            }
            sockets.forEach(s -> queries.get(s.machine).add(s));
            new Fleet(queries.values()).runUntil(to);
        }
    }

    private void writeTruth(String path) throws IOException {
        try (Truth truth = new Truth(Text.create(path, path.endsWith(".gz")))) {
            for (Truth.Pair pair : pairs) {
                truth.add(pair, uses.get(pair.socket().tuple.canonical()));
            }
        }
    }
}

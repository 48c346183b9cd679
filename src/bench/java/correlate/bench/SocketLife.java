package correlate.bench;

/** One socket of one process, and what osquery came to log of it. Times are true times, microseconds since 1970. */
final class SocketLife {
    final Machine machine;
    /** Seen from the machine: its own end is {@code orig}. */
    final Tuple tuple;
    final Program program;
    final int pid;
    final long processStart;
    final long opened;
    final long closed;
    /** When its state changes, so that osquery logs removed + added; {@code Long.MAX_VALUE} for never. */
    long changes = Long.MAX_VALUE;
    boolean mapped;
    boolean unconnected;
    boolean listener;
    /** Whether the machine was called, instead of calling. */
    boolean accepted;
    /** Scan of the last logged batch before this socket was first seen; the first poll of all bounds nothing. */
    long mayFrom = Long.MIN_VALUE;
    /** Scan of the poll that no longer saw it. */
    long mayTo = Long.MAX_VALUE;
    /** unixTime of the first and the last line about it, seconds; -1 if there is none. */
    long firstSeen = -1;
    long lastSeen = -1;
    private final int fd;
    private final int inode;

    SocketLife(Machine machine, Tuple tuple, Program program, int pid, long opened, long closed) {
        this.machine = machine;
        this.tuple = tuple;
        this.program = program;
        this.pid = pid;
        this.opened = opened;
        this.closed = closed;
        processStart = program.brief() ? opened - 50_000 : machine.boot;
        fd = machine.random.nextInt(3, 200);
        inode = machine.random.nextInt(10_000, 90_000_000);
    }

    /** Its row at a poll: the columns as osquery logs them. */
    String columns(long poll) {
        boolean windows = machine.system == Machine.System.WINDOWS;
        boolean linux = machine.system == Machine.System.LINUX;
        boolean v6 = !tuple.orig().isV4();
        boolean shown6 = mapped && machine.system != Machine.System.MACOS;
        String local = (shown6 ? "::ffff:" : "") + tuple.orig();
        String remote = (shown6 ? "::ffff:" : "") + tuple.resp();
        if (unconnected || listener) {
            remote = windows && unconnected ? "0" : v6 ? "::" : "0.0.0.0";
            local = unconnected ? local : remote;
        }
        Columns row = new Columns(machine.style == Machine.Style.NUMBERS);
        if (!machine.noProtocol) {
            row.text("cmdline", program.path() + program.arguments())
                    .number("family", !v6 && !mapped ? 2 : windows ? 23 : 10)
                    .text("fd", windows ? "" : Integer.toString(fd));
        }
        row.text("local_address", local).number("local_port", tuple.origPort()).text("name", program.name());
        if (!machine.noProtocol) {
            if (linux) {
                row.text("net_namespace", "4026531840");
            }
            row.number("parent", 1).text("path", program.path());
        }
        row.number("pid", pid);
        if (!machine.noProtocol) {
            row.number("protocol", tuple.protocol());
        }
        row.text("remote_address", remote).number("remote_port", unconnected || listener ? 0 : tuple.respPort());
        if (!machine.noProtocol) {
            row.text("socket", windows ? "" : Integer.toString(inode))
                    .number("start_time", Math.floorDiv(processStart + machine.skew, Text.SECOND))
                    .text("state", tuple.protocol() != Tuple.TCP ? "" : listener ? "LISTEN"
                            : poll >= changes ? "CLOSE_WAIT" : "ESTABLISHED")
                    .number("uid", program.user());
        }
        return row.toString();
    }

    /** Its row in an event table, which knows the remote end alone. */
    String eventColumns(boolean bpf, long time) {
        Columns row = new Columns(false);
        boolean v4 = tuple.resp().isV4();
        if (bpf) {
            row.text("cid", "0").text("duration", "31000").text("exit_code", accepted ? "0" : "18446744073709551501");
        } else {
            row.text("action", accepted ? "accept" : "connect").text("auid", "1000");
        }
        row.text("family", v4 ? "2" : "10").text("fd", bpf ? Integer.toString(fd) : Integer.toHexString(fd))
                .text("local_address", "").text("local_port", "0").text("path", program.path()).number("pid", pid)
                .text("protocol", "0").text("remote_address", v4 || bpf ? tuple.resp().toString() : full())
                .number("remote_port", tuple.respPort());
        if (bpf) {
            row.text("ntime", Long.toString((opened + machine.skew - machine.boot) * 1000)).number("parent", 1)
                    .text("probe_error", "0").text("syscall", accepted ? "accept4" : "connect").number("tid", pid)
                    .number("type", tuple.protocol() == Tuple.TCP ? 1 : 2).number("uid", program.user());
        } else {
            row.text("status", "succeeded").number("time", time)
                    .number("uptime", time - machine.boot / Text.SECOND);
        }
        return row.toString();
    }

    /** Audit rows print IPv6 as eight full groups. */
    private String full() {
        String hex = String.format("%016x%016x", tuple.resp().high(), tuple.resp().low());
        return hex.replaceAll("(.{4})(?!$)", "$1:");
    }
}

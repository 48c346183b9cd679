package correlate.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.index.RowBlock;
import correlate.index.Schedules;
import correlate.index.SocketIndex;
import correlate.model.Address;
import correlate.model.Protocols;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import correlate.source.SocketKey.Form;
import correlate.source.SocketKey.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fills an index with rows as a scanner tells them; times in seconds. */
final class HostLogs {
    final Schedules schedules;
    final SocketIndex index;
    private final SocketKey key = new SocketKey();
    private long line;

    HostLogs() {
        this(0);
    }

    /** A person says that every query runs so often; 0 if nobody says. */
    HostLogs(double interval) {
        schedules = new Schedules(Map.of(), World.s(interval));
        index = new SocketIndex(schedules);
        key.host = "h";
        key.query = "q";
    }

    /** What follows is of this host. */
    HostLogs host(String name) {
        key.host = name;
        return this;
    }

    HostLogs query(String name) {
        key.query = name;
        return this;
    }

    /** A row; only what {@code more} sets beside time, counter and pid is known of it. */
    HostLogs row(Kind kind, Form form, double unixTime, long counter, long pid, Consumer<SocketKey> more) {
        line(form, unixTime, counter);
        key.clearRow();
        key.kind = kind;
        key.pid = pid;
        more.accept(key);
        RowBlock block = new RowBlock();
        block.row(key);
        index.add(block, 0, 100 * line, ++line);
        return this;
    }

    private void line(Form form, double unixTime, long counter) {
        key.unixTime = World.s(unixTime);
        key.epoch = 1;
        key.counter = counter;
        key.form = form;
    }

    /** The query ran and told of nothing else. */
    HostLogs ran(double unixTime, long counter) {
        line(Form.ADDED, unixTime, counter);
        RowBlock block = new RowBlock();
        block.batch(key);
        index.add(block, 0, 0, 0);
        return this;
    }

    HostLogs socket(Form form, double unixTime, long counter, long pid, String local, String remote) {
        return row(Kind.SOCKET, form, unixTime, counter, pid, k -> {
            k.protocol = Protocols.TCP;
            local(k, local);
            remote(k, remote);
        });
    }

    /** The host has this address, as some row of it shows. */
    HostLogs owns(double unixTime, String address) {
        return row(Kind.OWN_ADDRESS, Form.SNAPSHOT, unixTime, 0, SocketKey.NO_PID, k -> local(k, address + " 0"));
    }

    /** A socket of which the query selected no local columns. */
    HostLogs remoteOnly(Form form, double unixTime, long pid, String remote) {
        return row(Kind.REMOTE_ONLY, form, unixTime, 1, pid, k -> remote(k, remote));
    }

    HostLogs connects(double time, long pid, String remote) {
        return event(Kind.CONNECT_EVENT, time, pid, remote);
    }

    HostLogs accepts(double time, long pid, String remote) {
        return event(Kind.ACCEPT_EVENT, time, pid, remote);
    }

    /** An event told by the next run of its query, up to a minute later. */
    private HostLogs event(Kind kind, double time, long pid, String remote) {
        return row(kind, Form.EVENT, Math.floor(time / 60) * 60 + 60, 1, pid, k -> {
            remote(k, remote);
            k.eventTime = World.s(time);
        });
    }

    HostLogs listens(double unixTime, long pid, int protocol, String local) {
        return row(protocol == Protocols.UDP ? Kind.UNCONNECTED : Kind.LISTENER, Form.SNAPSHOT, unixTime, 0, pid, k -> {
            k.protocol = protocol;
            local(k, local);
        });
    }

    /** Of {@code "10.0.0.1 443"}. */
    static void local(SocketKey key, String end) {
        Address ip = ip(end);
        key.localHigh = ip.high();
        key.localLow = ip.low();
        key.localPort = port(end);
    }

    static void remote(SocketKey key, String end) {
        Address ip = ip(end);
        key.remoteHigh = ip.high();
        key.remoteLow = ip.low();
        key.remotePort = port(end);
    }

    private static Address ip(String end) {
        return Address.parse(end.substring(0, end.indexOf(' ')));
    }

    private static int port(String end) {
        return Integer.parseInt(end.substring(end.indexOf(' ') + 1));
    }

    static FlowKey flow(int protocol, String orig, String resp, double start, double end) {
        FlowKey flow = new FlowKey();
        flow.clear();
        flow.hasTuple = true;
        flow.protocol = protocol;
        flow.origHigh = ip(orig).high();
        flow.origLow = ip(orig).low();
        flow.origPort = port(orig);
        flow.respHigh = ip(resp).high();
        flow.respLow = ip(resp).low();
        flow.respPort = port(resp);
        flow.start = World.s(start);
        flow.end = World.s(end);
        return flow;
    }

    static FlowKey tcp(String orig, String resp, double start, double end) {
        return flow(Protocols.TCP, orig, resp, start, end);
    }

    int orig(FlowKey flow) {
        return index.address(flow.origHigh, flow.origLow);
    }

    int resp(FlowKey flow) {
        return index.address(flow.respHigh, flow.respLow);
    }

    /** What weak evidence says of a connection, as {@code side pid reason}; the scan, which only asks whether, must agree. */
    List<String> weak(FlowKey flow) {
        WeakJudge judge = new WeakJudge(index, Settings.DEFAULT);
        boolean found = judge.finds(flow, orig(flow), resp(flow));
        List<Judgement> judged = judge.judge(flow, orig(flow), resp(flow));
        assertEquals(!judged.isEmpty(), found);
        return judged.stream().map(j -> j.side() + " " + j.life().best().pid() + " " + j.reason()).toList();
    }

    /** Ends the filling. */
    HostLogs end() {
        index.freeze();
        return this;
    }
}

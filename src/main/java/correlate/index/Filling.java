package correlate.index;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.Protocols;
import correlate.source.SocketKey;
import java.util.Arrays;

/**
 * Puts what one chunk shows into the index: first its hosts, executions and own addresses, each once, then its rows. Part of
 * the hot code: one thread does this for all others, so that it must cost less than their scanning.
 */
final class Filling {
    private static final SocketKey.Kind[] KINDS = SocketKey.Kind.values();

    private final SocketIndex index;
    private final RowBlock block;
    private final int file;
    private final long origin;
    private final long line;
    /** The numbers in the index of what the block numbers from 0. */
    private final int[] hosts;
    private final int[] executions;
    /** -1 where an end has no address. */
    private final int[] locals;

    Filling(SocketIndex index, RowBlock block, int file, long origin, long line) {
        this.index = index;
        this.block = block;
        this.file = file;
        this.origin = origin;
        this.line = line;
        block.alive.forEach(index.hosts::number);
        hosts = block.hosts.stream().mapToInt(index.hosts::number).toArray();
        executions = new int[block.executions()];
        locals = new int[block.locals.size()];
    }

    void run() {
        addExecutions();
        addLocals();
        for (int r = 0; r < block.size(); r++) {
            addRow(r);
        }
        index.socketRows += block.socketRows();
    }

    private void addExecutions() {
        int[] series = new int[block.series.size()];
        Arrays.fill(series, -1);
        for (int e = 0; e < executions.length; e++) {
            int s = block.seriesNumber(e);
            RowBlock.Series of = block.series.get(s);
            if (series[s] < 0) {
                series[s] = index.scans.series(new Scans.Query(hosts[of.host], index.queries.number(of.query), of.snapshots),
                        of.epoch, of.decorations);
            }
            executions[e] = index.scans.add(series[s], block.time(e), block.counter(e));
            index.scans.logged(executions[e], block.forms(e));
        }
    }

    private void addLocals() {
        for (int l = 0; l < locals.length; l++) {
            RowBlock.Local local = block.locals.get(l);
            boolean named = !Address.isUnspecified(local.high, local.low);
            locals[l] = named ? index.addresses.add(local.high, local.low) : -1;
            if (named && !new Address(local.high, local.low).isLoopback()) {
                index.hosts.owns(hosts[local.host], locals[l], local.first);
                index.hosts.owns(hosts[local.host], locals[l], local.last);
            }
        }
    }

    private void addRow(int r) {
        int bits = block.below(r, RowBlock.DESCRIPTOR_AND_BITS);
        int localPort = block.above(r, RowBlock.PORTS);
        switch (KINDS[bits >>> Rows.KIND_SHIFT & Rows.KIND]) {
            case SOCKET, TUPLE_EVENT -> {
                int protocol = bits >>> Rows.PROTOCOL_SHIFT & Rows.PROTOCOL;
                if (protocol < 256) {
                    add(r, bits, tuple(r, bits, protocol));
                } else {
                    add(r, bits, tuple(r, bits, Protocols.TCP));
                    add(r, bits, tuple(r, bits, Protocols.UDP));
                }
            }
            case REMOTE_ONLY, CONNECT_EVENT, ACCEPT_EVENT -> {
                int remote = remote(r);
                index.remoteEnds.set(remote);
                index.remoteEndsWithPort |= localPort != 0;
                index.weakRows++;
                add(r, bits, index.keys.add(remote, localPort, block.below(r, RowBlock.PORTS), SocketIndex.REMOTE));
            }
            case LISTENER, UNCONNECTED -> {
                index.localPorts[localPort >>> 6] |= 1L << localPort;
                index.weakRows++;
                add(r, bits, listener(block.below(r, RowBlock.EXECUTION_AND_LOCAL), localPort));
            }
            case ID_ONLY -> {
                CommunityId id = CommunityId.parse(block.loggedIds.get((int) block.cell(r, RowBlock.REMOTE_LOW)));
                if (id != null) {
                    int number = index.loggedIds.computeIfAbsent(id, k -> index.loggedIds.size());
                    add(r, bits, index.keys.add(number, 0, 0, SocketIndex.ID));
                }
            }
            case BIND_EVENT, OWN_ADDRESS, OTHER_SOCKET -> { }
        }
    }

    private int remote(int r) {
        return index.addresses.add(block.cell(r, RowBlock.REMOTE_HIGH), block.cell(r, RowBlock.REMOTE_LOW));
    }

    private int tuple(int r, int bits, int protocol) {
        int l = block.below(r, RowBlock.EXECUTION_AND_LOCAL);
        RowBlock.Local end = block.locals.get(l);
        int local = locals[l] >= 0 ? locals[l] : index.addresses.add(end.high, end.low);
        int remote = remote(r);
        int ports = (int) (block.cell(r, RowBlock.PORTS) >>> 16) | block.below(r, RowBlock.PORTS);
        return (bits & Rows.LOCAL_IS_FIRST) != 0 ? index.keys.add(local, remote, ports, protocol)
                : index.keys.add(remote, local, Integer.rotateLeft(ports, 16), protocol);
    }

    /** The key of a local end without a remote one; a wildcard is the host's. */
    private int listener(int l, int port) {
        RowBlock.Local end = block.locals.get(l);
        return locals[l] >= 0 ? index.keys.add(locals[l], 0, port, SocketIndex.LOCAL)
                : index.keys.add(hosts[end.host], Address.isV4(end.high, end.low) ? SocketIndex.ONLY_V4 : 0, port,
                        SocketIndex.LOCAL_ANY);
    }

    private void add(int r, int bits, int key) {
        if (key == index.lastRow.size()) {
            index.lastRow.add(-1);
        }
        index.rows.add(executions[block.above(r, RowBlock.EXECUTION_AND_LOCAL)], block.above(r, RowBlock.PROCESS),
                block.below(r, RowBlock.PROCESS), block.cell(r, RowBlock.INODE), block.above(r, RowBlock.DESCRIPTOR_AND_BITS),
                bits, file, origin + block.above(r, RowBlock.SLICE), block.below(r, RowBlock.SLICE),
                (int) (line + block.above(r, RowBlock.LINE_AND_ORDINAL)), block.below(r, RowBlock.LINE_AND_ORDINAL),
                index.lastRow.get(key));
        index.lastRow.set(key, index.rows.size() - 1);
    }
}

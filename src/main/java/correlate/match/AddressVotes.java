package correlate.match;

import correlate.index.SocketIndex;
import correlate.index.SocketRow;
import correlate.model.Address;
import correlate.source.FlowKey;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the address of hosts whose logs never show one: a log of events alone, or of a query without local columns, names only
 * remote ends. The address that explains most of a host's rows is taken (formats.md 6.2), each address for one host.
 */
public final class AddressVotes {
    /** Of a host with more rows about so many are asked, the same for all addresses; more would not change the answer. */
    private static final int ROWS_ASKED = 5000;

    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    private final SocketIndex index;
    private final Settings settings;
    /** How many rows each host has that shows no address of its own. */
    private final Map<Integer, Integer> homeless = new HashMap<>();
    private final Map<Integer, Asked> rowsOfKey = new ConcurrentHashMap<>();
    private final Map<Integer, Map<Address, Set<Integer>>> explained = new TreeMap<>();

    /**
     * The rows of a key, in order of their times.
     *
     * @param longestDoubt how much earlier than its time any of them may have happened
     */
    private record Asked(List<SocketRow> rows, long longestDoubt) {
    }

    /** One connection could be behind one row, if the host had this address. */
    public record Vote(int host, int row, Address address) {
    }

    /** Votes for the hosts of this index that show no address of their own. */
    public AddressVotes(SocketIndex index, Settings settings) {
        this.index = index;
        this.settings = settings;
        Set<Integer> owners = index.hosts().owners();
        for (int r = 0; r < index.rowCount(); r++) {
            if (hasRemoteEndAlone(r)) {
                SocketRow row = index.row(r);
                if (!owners.contains(row.host())) {
                    homeless.merge(row.host(), 1, Integer::sum);
                }
            }
        }
    }

    private boolean hasRemoteEndAlone(int row) {
        SocketKey.Kind kind = index.kind(row);
        return kind == SocketKey.Kind.CONNECT_EVENT || kind == SocketKey.Kind.ACCEPT_EVENT || kind == SocketKey.Kind.REMOTE_ONLY;
    }

    /** Whether any host needs an address. */
    public boolean needed() {
        return !homeless.isEmpty();
    }

    /** The votes of one connection; several threads may ask. */
    public List<Vote> of(FlowKey flow, int orig, int resp) {
        List<Vote> votes = new ArrayList<>(0);
        add(votes, flow, resp, flow.respPort, flow.origPort, flow.origHigh, flow.origLow);
        add(votes, flow, orig, flow.origPort, flow.respPort, flow.respHigh, flow.respLow);
        if (flow.origPort != 0) {
            add(votes, flow, orig, 0, flow.respPort, flow.respHigh, flow.respLow);        // macOS logs accepts without a port
        }
        return votes;
    }

    private void add(List<Vote> votes, FlowKey flow, int remote, int remotePort, int localPort, long localHigh, long localLow) {
        add(votes, flow, index.remoteEnd(remote, remotePort, 0), localHigh, localLow);
        if (localPort != 0) {
            add(votes, flow, index.remoteEnd(remote, remotePort, localPort), localHigh, localLow);
        }
    }

    private void add(List<Vote> votes, FlowKey flow, int key, long localHigh, long localLow) {
        if (key < 0) {
            return;
        }
        Asked asked = rowsOfKey.computeIfAbsent(key, this::load);
        List<SocketRow> rows = asked.rows;
        long from = flow.start - settings.skew() - Settings.TICK;
        long eventTo = flow.start + settings.eventLag() + settings.skew();
        long socketTo = flow.end + settings.queryTime() + settings.skew();
        long last = Math.max(eventTo, socketTo) + asked.longestDoubt;
        for (int i = firstFrom(rows, from); i < rows.size() && rows.get(i).eventTime() <= last; i++) {
            SocketRow row = rows.get(i);
            if (row.eventFrom() <= (row.change() == SocketRow.Change.EVENT ? eventTo : socketTo)) {
                votes.add(new Vote(row.host(), row.ref(), new Address(localHigh, localLow)));
            }
        }
    }

    private Asked load(int key) {
        List<SocketRow> rows = index.rows(key).stream()
                .filter(row -> homeless.containsKey(row.host()) && hasRemoteEndAlone(row.ref())
                        && row.change() != SocketRow.Change.REMOVED && isAsked(row))
                .sorted(Comparator.comparingLong(SocketRow::eventTime)).toList();
        return new Asked(rows, rows.stream().mapToLong(row -> row.eventTime() - row.eventFrom()).max().orElse(0));
    }

    /** Chosen by what the row says, so that the order of the log does not matter. */
    private boolean isAsked(SocketRow row) {
        int oneIn = (homeless.get(row.host()) + ROWS_ASKED - 1) / ROWS_ASKED;
        return oneIn == 1 || ((row.time() * 31 + row.eventTime() * 17 + row.pid()) * MIX >>> 33) % oneIn == 0;
    }

    private static int firstFrom(List<SocketRow> rows, long time) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (rows.get(middle).eventTime() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Counts votes; from one thread. */
    public void count(List<Vote> votes) {
        for (Vote vote : votes) {
            explained.computeIfAbsent(vote.host, k -> new HashMap<>()).computeIfAbsent(vote.address, k -> new HashSet<>())
                    .add(vote.row);
        }
    }

    /** The addresses that the votes give; those that hosts show are theirs alone. */
    public Homes homes() {
        List<Homes.Home> possible = new ArrayList<>();
        explained.forEach((host, addresses) -> addresses.forEach((address, rows) -> {
            if (!index.hosts().isOwned(index.address(address.high(), address.low()))) {
                possible.add(new Homes.Home(host, address, rows.size()));
            }
        }));
        return new Homes(possible);
    }
}

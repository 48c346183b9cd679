package correlate;

import correlate.identify.IdCheck;
import correlate.index.Hosts;
import correlate.index.SocketIndex;
import correlate.match.ClockEstimate;
import correlate.match.Homes;
import correlate.model.Address;
import correlate.model.Times;
import correlate.model.Verdict;
import correlate.report.Visible;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run says of itself on standard error: rows by what became of them, findings by verdict, and the attribution rate. */
final class Summary {
    /** All that the summary draws on. */
    record Told(List<HostFile> hostFiles, List<NetworkFile> networkFiles, SocketIndex index,
            NetworkScan scan, Printing printing, Homes homes, Map<Integer, ClockEstimate.Offset> clocks,
            List<String> strangers) {
    }

    private static final int MOST_NAMES = 5;

    private final PrintWriter err;
    private final RunLog log;
    private final Options options;

    Summary(PrintWriter err, RunLog log, Options options) {
        this.err = err;
        this.log = log;
        this.options = options;
    }

    void print(Told told) {
        log.summarise();
        if (options.quiet()) {
            return;
        }
        told.networkFiles.forEach(file -> rows(file.log.source(), file.input.name(), file.tally, ""));
        told.hostFiles.forEach(file -> rows("osquery", file.input.name(), file.tally, ""));
        told.networkFiles.forEach(this::ids);
        told.index.schedules().shown().forEach((query, interval) -> say("interval: " + Visible.escape(query) + " runs every "
                + Times.rough(interval) + ", as its log shows (--poll-interval says otherwise)"));
        told.index.schedules().strangers().forEach(query -> stranger(query, told.index.schedules().queries()));
        told.homes.all().forEach(home -> home(home, told.index.hosts()));
        doubts(told.homes.doubts(), told.index.hosts());
        told.clocks.forEach((host, offset) -> clock(told.index.hosts().name(host), offset, told.index.clock(host).spread()));
        told.strangers.forEach(name -> say("clock: no log has a host named " + Visible.escape(name)));
        if (told.clocks.isEmpty()) {            // else the clocks explain it
            times(told.scan.coverage, told.index.hosts());
        }
        findings(told);
        attribution(told);
        if (options.summaryHosts()) {
            hosts(told);
        }
        err.flush();
    }

    private void say(String line) {
        err.println(line);
    }

    private void rows(String kind, String name, Tally tally, String more) {
        say(kind + ": " + Visible.escape(name) + ": " + count(tally.rows(), "row") + ": " + tally.used + " used, "
                + tally.inPart + " in part, " + tally.passedOver + " passed over, " + tally.rejected + " rejected" + more);
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private void ids(NetworkFile file) {
        IdCheck ids = file.ids;
        if (ids.checked() == 0) {
            return;
        }
        String name = Visible.escape(file.input.name());
        if (options.seed() < 0 && ids.seedFound() && ids.seed() != 0) {
            say("seed: the ids of " + name + " are those of seed " + ids.seed());
        }
        for (IdCheck.Disagreement other : ids.disagreements()) {
            say("ids: " + name + ": " + other.count() + " of " + ids.checked() + " ids compared are not those of their tuples: "
                    + other.cause() + "; first at line " + other.at().line() + "; the tuples decide");
        }
    }

    private void stranger(String query, Set<String> known) {
        say("interval: no log has socket rows of a query named " + Visible.escape(query) + (known.isEmpty() ? "" : "; there are those of "
                + known.stream().limit(MOST_NAMES).map(Visible::escape).collect(Collectors.joining(", "))
                + (known.size() > MOST_NAMES ? " and others" : "")));
    }

    private void doubts(List<Homes.Doubt> doubts, Hosts hosts) {
        for (Homes.Doubt doubt : doubts.subList(0, Math.min(MOST_NAMES, doubts.size()))) {
            List<Address> addresses = doubt.addresses();
            say("address: " + Visible.escape(hosts.name(doubt.host())) + " shows no address of its own; " + (addresses.size() == 1
                    ? addresses.get(0) + " explains " + count(doubt.rows(), "row") + " of it, but as many of another host, and is not taken"
                    : addresses.get(0) + " and " + (addresses.size() == 2 ? addresses.get(1) : addresses.size() - 1 + " others")
                    + " explain " + count(doubt.rows(), "row") + " of it each, and none is taken"));
        }
        if (doubts.size() > MOST_NAMES) {
            say("address: likewise " + count(doubts.size() - MOST_NAMES, "other host"));
        }
    }

    private void home(Homes.Home home, Hosts hosts) {
        say("address: " + Visible.escape(hosts.name(home.host())) + " shows no address of its own; " + home.address()
                + " explains " + count(home.rows(), "row") + " of it, no other address more, and is taken");
    }

    private void clock(String host, ClockEstimate.Offset offset, long spread) {
        String name = Visible.escape(host);
        Long given = options.clockOffsets().get(host);
        String allowed = spread == 0 ? "" : ", give or take " + Times.rough(spread) + ", within which nineteen in twenty pairs agree";
        say("clock: " + name + " is off by " + Durations.signed(offset.offset()) + " (" + offset.agreeing() + " of "
                + count(offset.pairs(), "pair") + " agree within a minute, the middle one within "
                + Times.rough(offset.deviation()) + "); "
                + (given != null ? "--clock-offset says " + Durations.signed(given) + allowed : options.autoClock() ? "applied" + allowed
                : "to apply it: --clock-offset " + quoted(name + "=" + Durations.signed(offset.offset()))));
    }

    /** One word for a shell: hosts choose their names, and this is made to be pasted. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Says if the logs of the two sides are of other times, as logs of another day are. */
    private void times(Coverage coverage, Hosts hosts) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int host = 0; host < hosts.size(); host++) {
            if (hosts.first(host) <= hosts.last(host)) {
                first = Math.min(first, hosts.first(host) + hosts.offset(host));
                last = Math.max(last, hosts.last(host) + hosts.offset(host));
            }
        }
        boolean known = first <= last && coverage.firstTime <= coverage.lastTime;
        if (known && coverage.observed == 0 && (last < coverage.firstTime || coverage.lastTime < first)) {
            say("times: the connections are of " + Times.iso(coverage.firstTime) + " to " + Times.iso(coverage.lastTime)
                    + ", the sockets of " + Times.iso(first) + " to " + Times.iso(last)
                    + ", " + Times.rough(Math.max(coverage.firstTime - last, first - coverage.lastTime))
                    + " apart: are these logs of the same time?");
        }
    }

    private void findings(Told told) {
        Printing printing = told.printing;
        StringBuilder line = new StringBuilder("findings:");
        String comma = " ";
        for (Verdict verdict : List.of(Verdict.CONFIRMED, Verdict.POSSIBLE, Verdict.WEAK)) {
            line.append(comma).append(printing.count(verdict)).append(' ').append(verdict.name().toLowerCase(Locale.ROOT));
            comma = ", ";
        }
        line.append("; ").append(printing.count(Verdict.EXCLUDED)).append(" excluded");
        line.append("; ").append(printing.printed).append(" printed");
        say(line.toString());
        if (printing.printed == 0 && !options.filters().isEmpty()) {
            say("filters: nothing passed them" + options.filters().advice(options.show()));
        }
        if (told.scan.coverage.folded > 0) {
            say("folded: " + count(told.scan.coverage.folded, "row") + " told more of connections that were told of before");
        }
        long found = printing.connectionsFound;
        say("connections: " + told.scan.coverage.connections + ": " + found + " with a finding, "
                + (told.scan.coverage.connections - found) + " unmatched");
    }

    private void attribution(Told told) {
        Coverage coverage = told.scan.coverage;
        boolean allTold = coverage.connections == told.printing.connectionsFound || options.shows(Options.Show.UNMATCHED);
        say("attribution: " + (coverage.observed == 0 ? "no connection touches a host that was observed at the time"
                + (told.clocks.isEmpty() || options.autoClock() ? "" : "; a clock is off, as said above")
                + (allTold ? "" : "; --show unmatched tells why of each without a finding")
                : rate(coverage.attributed, coverage.observed)
                + " connections of hosts observed at the time have a process, confirmed or possible"));
    }

    /** In per cent, to a tenth, rounded half up. */
    private static String tenths(long part, long whole) {
        long tenths = (part * 2000 + whole) / (2 * whole);
        return tenths / 10 + "." + tenths % 10;
    }

    private static String rate(long part, long whole) {
        return part + " of " + whole + (whole == 0 ? "" : " (" + tenths(part, whole) + " %)");
    }

    private void hosts(Told told) {
        Hosts hosts = told.index.hosts();
        long[] longest = new long[hosts.size()];
        long[] interval = new long[hosts.size()];
        boolean[] polled = new boolean[hosts.size()];
        told.index.forEachPolled((host, query, snapshots, timeline) -> {
            polled[host] = true;
            longest[host] = Math.max(longest[host], timeline.longestGap());
            long every = told.index.schedule(host, query, snapshots).interval();
            interval[host] = interval[host] == 0 || every > 0 && every < interval[host] ? every : interval[host];
        });
        for (int host = 0; host < hosts.size(); host++) {
            String name = Visible.escape(hosts.name(host));
            if (hosts.first(host) > hosts.last(host)) {
                say("host: " + name + ": no row of a socket query");
                continue;
            }
            String polls = "polled " + (interval[host] == 0 ? "at an unknown interval" : "every " + Times.rough(interval[host]))
                    + ", longest silence " + (longest[host] == 0 ? "0s" : Times.rough(longest[host]));
            say("host: " + name + ": " + Times.iso(hosts.first(host)) + " to " + Times.iso(hosts.last(host)) + ", "
                    + (polled[host] ? polls : "known by events and listeners only") + ", attributed "
                    + rate(told.scan.coverage.attributedOfHost[host], told.scan.coverage.observedOfHost[host]));
        }
    }
}

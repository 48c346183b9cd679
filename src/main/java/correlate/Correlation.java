package correlate;

import correlate.index.Schedules;
import correlate.index.SocketIndex;
import correlate.match.AddressVotes;
import correlate.match.ClockEstimate;
import correlate.match.WeakJudge;
import correlate.report.Report;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole run on one screen: host logs into the index, network logs past it, what they hit judged and printed. */
final class Correlation {
    private final Options options;
    private final RunLog log;
    private final Workers workers;

    Correlation(Options options, RunLog log, Workers workers) {
        this.options = options;
        this.log = log;
        this.workers = workers;
    }

    /** Runs over opened logs; gives how many findings were printed. Throws if they cannot be written. */
    long run(List<HostFile> hostFiles, List<NetworkFile> networkFiles, Report report, Summary summary) throws IOException {
        Schedules schedules = schedules();
        SocketIndex index = new SocketIndex(schedules);
        new HostReading(workers, log).read(hostFiles, index);
        List<String> strangers = Learning.apply(index, options.clockOffsets());

        AddressVotes votes = new AddressVotes(index, options.settings());
        NetworkScan scan = scan(index, networkFiles, votes.needed() ? votes : null);
        Homes homes = new Homes(votes.homes());
        homes.all().forEach(home -> index.addOwner(home.host(), home.address()));
        Map<Integer, ClockEstimate.Offset> clocks = Learning.clocks(index, scan.hits);
        boolean corrected = options.autoClock() && Learning.apply(index, options.clockOffsets(), clocks);
        if (corrected || !homes.all().isEmpty()) {
            log.mute(true);                         // the same files again, now that more is known of the hosts
            scan = scan(index, networkFiles, null);
            log.mute(false);
        }

        Printing printing = new Printing(workers, options, index, scan, networkFiles, hostFiles, homes, log, report);
        printing.print();
        report.flush();                             // or the summary would overtake a short table
        summary.print(new Summary.Told(hostFiles, networkFiles, index, schedules, scan, printing, homes, clocks, strangers));
        return printing.printed;
    }

    private NetworkScan scan(SocketIndex index, List<NetworkFile> files, AddressVotes votes) {
        NetworkScan scan = new NetworkScan(workers, log, options, index, new WeakJudge(index, options.settings()), votes);
        scan.scan(files);
        return scan;
    }

    private Schedules schedules() {
        Map<String, Long> given = new HashMap<>(options.schedules());
        Long forAll = given.remove("");
        return new Schedules(given, forAll == null ? 0 : forAll);
    }
}

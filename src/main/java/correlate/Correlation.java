package correlate;

import correlate.index.Schedules;
import correlate.index.Sieve;
import correlate.index.SocketIndex;
import correlate.match.AddressVotes;
import correlate.match.ClockEstimate;
import correlate.match.Homes;
import correlate.match.WeakJudge;
import correlate.report.Report;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole run on one screen: host logs into the index, network logs past it, what they hit judged and printed. */
final class Correlation {
    /** What a run needs whatever it reads: chunks in work, pages of output. */
    private static final long OVERHEAD = 24 << 20;

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
        SocketIndex index = index(hostFiles, networkFiles);
        List<String> strangers = Learning.apply(index, options.clockOffsets());

        AddressVotes votes = new AddressVotes(index, options.settings());
        NetworkScan scan = scan(index, networkFiles, votes.needed() ? votes : null);
        Homes homes = votes.homes();
        homes.all().forEach(home -> index.addOwner(home.host(), home.address()));
        Map<Integer, ClockEstimate.Offset> clocks = Learning.clocks(index, scan.hits);
        boolean corrected = Learning.apply(index, options, clocks);
        boolean otherSeed = networkFiles.stream().anyMatch(NetworkFile::wasOfAnotherSeed);
        if (corrected || otherSeed || !homes.all().isEmpty()) {
            log.mute(true);                         // the same files again, now that more is known of hosts and sensors
            scan = scan(index, networkFiles, null);
            log.mute(false);
        }

        Printing printing = new Printing(workers, options, index, scan, networkFiles, hostFiles, homes, log, report);
        printing.print();
        report.flush();                             // or the summary would overtake a short table
        summary.print(new Summary.Told(hostFiles, networkFiles, index, scan, printing, homes, clocks, strangers));
        return printing.printed;
    }

    /** All rows of the host logs; where they do not fit into the memory, those that some connection may ask for. */
    private SocketIndex index(List<HostFile> hostFiles, List<NetworkFile> networkFiles) {
        HostReading reading = new HostReading(workers, log, () -> new SocketIndex(schedules()), room(), this::sieve);
        SocketIndex all = reading.read(hostFiles);
        if (all != null) {
            return all;
        }
        log.mute(true);                             // the same files again
        new Asking(workers, reading.sieve()).scan(networkFiles);
        SocketIndex asked = reading.readAsked(hostFiles);
        log.mute(false);
        return asked;
    }

    private NetworkScan scan(SocketIndex index, List<NetworkFile> files, AddressVotes votes) {
        NetworkScan scan = new NetworkScan(workers, log, options, index, new WeakJudge(index, options.settings()), votes);
        scan.scan(files);
        return scan;
    }

    /** How much of the heap the index may take; hits and a sieve need the rest of what chunks and garbage leave. */
    private long room() {
        return options.shows(Options.Show.UNSEEN) ? Long.MAX_VALUE      // every socket is printed then, asked for or not
                : Math.max(0, Runtime.getRuntime().maxMemory() - OVERHEAD) / 5 * 2;
    }

    private Sieve sieve() {
        return new Sieve(Runtime.getRuntime().maxMemory() / 16, options.shows(Options.Show.UNMATCHED));
    }

    private Schedules schedules() {
        Map<String, Long> given = new HashMap<>(options.schedules());
        Long forAll = given.remove("");
        return new Schedules(given, forAll == null ? 0 : forAll);
    }
}

package correlate;

import correlate.match.Settings;
import correlate.report.OutputFormat;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the main job is to do: the command line, understood and checked.
 *
 * @param network the network logs, each kind with its paths
 * @param hostLogs paths of osquery logs
 * @param format how findings are printed
 * @param columns which columns, or null for the usual
 * @param show what is printed
 * @param filters what of it
 * @param settings allowances of the match
 * @param schedules µs by name of the query; an empty name stands for every other query
 * @param seed the Community ID seed that somebody decided on, or -1
 * @param clockOffsets µs to be added to the times of a host, by its name
 * @param autoClock whether estimated offsets are applied
 * @param zeekFields the columns of Zeek TSV without a header, or null
 * @param summaryHosts whether the summary has a line for each host
 * @param verbose whether to say which files were passed over
 * @param quiet whether only errors are said
 * @param threads how many threads to use
 */
record Options(List<NetworkPaths> network, List<String> hostLogs, OutputFormat format, List<String> columns, Set<Show> show,
        Filters filters, Settings settings, Map<String, Long> schedules, int seed, Map<String, Long> clockOffsets,
        boolean autoClock, List<String> zeekFields, boolean summaryHosts, boolean verbose, boolean quiet, int threads) {

    /** What is printed. */
    enum Show { MATCHED, UNMATCHED, UNSEEN, EXCLUDED }

    /** Paths of network logs of one kind. */
    record NetworkPaths(Sources.Kind kind, List<String> paths) {
    }

    Options {
        if (network.isEmpty() || hostLogs.isEmpty()) {
            throw new IllegalArgumentException("give at least one network log (--zeek conn.log) and one host log "
                    + "(--osquery osqueryd.results.log)");
        }
        int fromStandardInput = Collections.frequency(hostLogs, "-");
        for (NetworkPaths logs : network) {
            fromStandardInput += Collections.frequency(logs.paths(), "-");
        }
        if (fromStandardInput > 1) {
            throw new IllegalArgumentException("- can be given once: standard input is one log");
        }
        Sources.check(zeekFields);
        if (seed < -1 || seed > 0xffff) {
            throw new IllegalArgumentException("--seed takes a number from 0 to 65535");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("--threads takes a number of at least 1");
        }
    }

    boolean shows(Show what) {
        return show.contains(what);
    }
}

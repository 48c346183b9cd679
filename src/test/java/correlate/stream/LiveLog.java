package correlate.stream;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Ten minutes of a small fleet, in which ports are used again and again: its connections, and what osquery saw of them. */
final class LiveLog {
    static final String FIELDS = "ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,conn_state";

    private static final int SECONDS = 600;
    private static final int POLL = 10;
    private static final int HOSTS = 40;
    /** After the last connection the hosts tell that they are still there, so that the last ones are decided too. */
    private static final int TAIL = 120;

    /**
     * A line, its topic, and when it comes.
     *
     * @param time seconds since the log's beginning
     */
    record Line(double time, boolean osquery, String text) {
    }

    private final int from;
    /** Both logs as they would come in: a connection when it ends, a socket row when it is polled. */
    final List<Line> lines = new ArrayList<>();

    LiveLog(int connections, long seed) {
        this(connections, seed, 0);
    }

    /** A log that begins so many seconds after noon, when osqueryd was started anew. */
    LiveLog(int connections, long seed, int from) {
        this.from = from;
        Random random = new Random(seed);
        TreeMap<Double, List<Line>> byTime = new TreeMap<>();
        Map<Integer, List<TreeMap<Integer, List<String>>>> polls = new TreeMap<>();
        double[][] freeAt = new double[HOSTS][Math.max(8, connections / HOSTS / 12)];
        for (int i = 0; i < connections; i++) {
            int host = random.nextInt(HOSTS);
            double start = (double) SECONDS * i / connections;
            int port = free(freeAt[host], random.nextInt(freeAt[host].length), start);
            start = Math.max(start, freeAt[host][port]);
            double end = Math.max(start, Math.min(SECONDS, start + Math.min(60, -10 * Math.log(1 - random.nextDouble()))));
            freeAt[host][port] = end + 0.001;
            add(byTime, end, false, zeek(i, host, port, start, end - start));
            int first = (int) Math.ceil(start / POLL);
            int last = (int) Math.floor(end / POLL);
            if (first <= last) {
                poll(polls, host, first).computeIfAbsent(1, k -> new ArrayList<>()).add(columns(i, host, port));
                poll(polls, host, last + 1).computeIfAbsent(0, k -> new ArrayList<>()).add(columns(i, host, port));
            }
        }
        for (int host = 0; host < HOSTS; host++) {
            poll(polls, host, (SECONDS + TAIL) / POLL).computeIfAbsent(1, k -> new ArrayList<>()).add(columns(0, host, 65000));
        }
        int[] counter = new int[HOSTS];
        polls.forEach((number, hosts) -> {
            for (int host = 0; host < HOSTS; host++) {
                int batch = ++counter[host];
                int of = host;
                hosts.get(host).forEach((added, rows) -> rows.forEach(columns -> add(byTime, number * (double) POLL, true,
                        result(of, number * POLL, batch, columns, added == 1 ? "added" : "removed"))));
            }
        });
        byTime.values().forEach(lines::addAll);
    }

    /** The first free port from this one on or, if none is, the one that will be first. */
    private static int free(double[] freeAt, int from, double start) {
        int soonest = from;
        for (int i = 0; i < freeAt.length; i++) {
            int port = (from + i) % freeAt.length;
            if (freeAt[port] <= start) {
                return port;
            }
            soonest = freeAt[port] < freeAt[soonest] ? port : soonest;
        }
        return soonest;
    }

    private static TreeMap<Integer, List<String>> poll(Map<Integer, List<TreeMap<Integer, List<String>>>> polls, int host, int number) {
        return polls.computeIfAbsent(number, n -> {
            List<TreeMap<Integer, List<String>>> hosts = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                hosts.add(new TreeMap<>());
            }
            return hosts;
        }).get(host);
    }

    private static void add(TreeMap<Double, List<Line>> byTime, double time, boolean osquery, String text) {
        byTime.computeIfAbsent(time, t -> new ArrayList<>(1)).add(new Line(time, osquery, text));
    }

    private String zeek(int number, int host, int port, double start, double duration) {
        return String.format(Locale.ROOT, "%.6f\tC%d.%d\t10.0.0.%d\t%d\t10.9.9.9\t443\ttcp\t%.6f\tSF", Stream.NOON + from + start, from, number,
                host + 1, 20000 + port, duration);
    }

    private static String columns(int number, int host, int port) {
        return "{\"pid\":\"" + (100 + number) + "\",\"fd\":\"3\",\"protocol\":\"6\",\"family\":\"2\",\"local_address\":\"10.0.0."
                + (host + 1) + "\",\"local_port\":\"" + (port == 65000 ? port : 20000 + port) + "\",\"remote_address\":\"10.9.9.9\","
                + "\"remote_port\":\"443\",\"name\":\"p" + number + "\",\"username\":\"root\"}";
    }

    private String result(int host, int second, int counter, String columns, String action) {
        return "{\"name\":\"sockets\",\"hostIdentifier\":\"h" + host + "\",\"unixTime\":" + (Stream.NOON + from + second)
                + ",\"epoch\":" + from + ",\"counter\":" + counter + ",\"columns\":" + columns + ",\"action\":\"" + action + "\"}";
    }

    /** Writes the lines of one log. */
    void write(Path file, boolean osquery) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Line line : lines) {
                if (line.osquery == osquery) {
                    out.write(line.text);
                    out.write('\n');
                }
            }
        }
    }
}

package correlate.stream;

import correlate.changelog.PortKey;
import correlate.match.Settings;
import correlate.source.osquery.OsqueryResults;
import correlate.source.zeek.ZeekTsv;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** The application as a process of its own, so that tests can kill it: bootstrap servers, state directory, partitions. */
final class StreamApp {
    private StreamApp() {
    }

    public static void main(String[] args) throws InterruptedException {
        Properties client = new Properties();
        client.put("bootstrap.servers", args[0]);
        client.put("state.dir", args[1]);
        client.put("commit.interval.ms", "100");
        StreamSettings settings = new StreamSettings(client, Topics.DEFAULT, true, Integer.parseInt(args[2]), (short) 1,
                Duration.ofMinutes(10), Duration.ofHours(1), Settings.DEFAULT, Intervals.NONE, 0, PortKey.PLAIN);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(new StreamRun(settings, out, err, true)
                .run(new OsqueryResults().open(""), List.of(new ZeekTsv(Stream.FIELDS)), new Stream.Words()));
    }
}

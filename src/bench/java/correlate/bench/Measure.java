package correlate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command and appends {@code user system wall peak} to a file: CPU and wall in seconds, peak resident memory in KiB. Stands in
 * for GNU time where that is not installed; Linux only. CPU comes in steps of 10 ms, and the peak is read every few ms.
 */
public final class Measure {
    private Measure() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: Measure FILE COMMAND…");
            System.exit(2);
        }
        long[] before = childTicks();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(Arrays.asList(args).subList(1, args.length)).inheritIO().start();
        long peak = 0;
        do {
            peak = Math.max(peak, Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .mapToLong(p -> peakOf(p.pid())).max().orElse(0));
        } while (!process.waitFor(3, TimeUnit.MILLISECONDS));
        double wall = (System.nanoTime() - start) / 1e9;
        long[] after = childTicks();
        Files.writeString(Path.of(args[0]), String.format("%.2f %.2f %.2f %d%n", (after[0] - before[0]) / 100.0,
                (after[1] - before[1]) / 100.0, wall, peak), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.exit(process.exitValue());
    }

    /** User and system time of the children waited for so far, in ticks of 10 ms (proc(5): cutime, cstime). */
    private static long[] childTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return new long[] {Long.parseLong(fields.get(13)), Long.parseLong(fields.get(14))};
    }

    /** Peak resident memory of a process in KiB; 0 once it has ended. */
    private static long peakOf(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            Optional<String> peak = lines.filter(l -> l.startsWith("VmHWM:")).findFirst();
            return peak.map(l -> Long.parseLong(l.replaceAll("[^0-9]", ""))).orElse(0L);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}

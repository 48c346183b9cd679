package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import correlate.changelog.PortKey;
import correlate.stream.NetworkLines;
import correlate.stream.StreamSettings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StreamJobTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsGivenIsUnderstood() {
        StreamSettings settings = understood("correlate.bootstrap-servers=one:9092", "correlate.retain=2h",
                "correlate.unmatched-after=90", "correlate.partitions=24", "correlate.replication-factor=3",
                "correlate.poll-interval=net=10s,60s", "correlate.key=host,pid", "correlate.findings-topic=found",
                "correlate.instance=left", "correlate.rocksdb.memory.mib=64", "sasl.mechanism=PLAIN");
        assertEquals("one:9092", settings.client().getProperty("bootstrap.servers"));
        assertEquals("left", settings.client().getProperty("group.instance.id"));
        assertEquals("PLAIN", settings.client().getProperty("sasl.mechanism"));
        assertEquals("64", settings.client().getProperty("correlate.rocksdb.memory.mib"));
        assertEquals(Duration.ofHours(2), settings.retain());
        assertEquals(Duration.ofSeconds(90), settings.unmatchedAfter());
        assertEquals(24, settings.partitions());
        assertEquals(3, settings.replication());
        assertEquals(10_000_000, settings.intervals().byQuery().get("net"));
        assertEquals(60_000_000, settings.intervals().others());
        assertEquals(Set.of(PortKey.Part.HOST, PortKey.Part.PID), settings.portKey().parts());
        assertEquals("found", settings.topics().findings());
        assertEquals("osquery-results", settings.topics().osquery());
    }

    @Test
    void instanceIsNamedAfterItsHost() {
        String name = understood("bootstrap.servers=one:9092").client().getProperty("group.instance.id");
        assertFalse(name.isEmpty());
        assertEquals("", name.replaceAll("[A-Za-z0-9._-]", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "correlate.seed=0|name a broker with --bootstrap-servers or in the properties file",
        "correlate.retian=2h|--config: there is no setting correlate.retian; --help lists the options, whose names these are",
        "correlate.retain=soon|--retain: a duration is written like 60s, 5m, 1h30m or 0.5s",
        "correlate.retain=5m|--retain must be at least as long as --unmatched-after",
        "correlate.partitions=many|--partitions takes a number",
        "correlate.partitions=0|--partitions must be at least 1",
        "correlate.seed=65536|--seed takes a number from 0 to 65535",
        "correlate.key=port|--key takes host, protocol and pid, not \"port\"",
    })
    void saysWhatIsWrong(String setting, String reason) {
        String[] lines = reason.startsWith("name a") ? new String[] {setting} : new String[] {setting, "bootstrap.servers=one:9092"};
        assertEquals(reason, assertThrows(IllegalArgumentException.class, () -> understood(lines)).getMessage());
    }

    @Test
    void everyOptionIsASetting() {
        CommandLine command = Main.commandLine().getSubcommands().get("stream");
        Set<String> notInAFile = Set.of("--config", "--help");
        command.getCommandSpec().options().stream().map(option -> option.longestName()).filter(name -> !notInAFile.contains(name))
                .forEach(name -> {
                    String value = List.of("--create-topics", "--quiet").contains(name) ? "true"
                            : List.of("--partitions", "--replication-factor", "--seed").contains(name) ? "1"
                            : name.equals("--key") ? "host" : name.equals("--retain") ? "1d" : "1s";
                    understood("bootstrap.servers=one:9092", "correlate." + name.substring(2) + "=" + value);
                });
    }

    @Test
    void typedOptionsGoBeforeTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("stream.properties"), "correlate.seed=70000\ncorrelate.retain=1h\n");
        assertEquals("correlate: name a broker with --bootstrap-servers or in the properties file",
                run("--config", file.toString(), "--seed", "7"));
        assertEquals("correlate: --seed takes a number from 0 to 65535", run("--config", file.toString()));
        assertEquals("correlate: --config: there is no file " + folder.resolve("none"), run("--config", folder + "/none"));
    }

    private static String run(String... args) {
        StringWriter err = new StringWriter();
        String[] all = new String[args.length + 1];
        all[0] = "stream";
        System.arraycopy(args, 0, all, 1, args.length);
        assertEquals(2, Main.run(FileSystems.getDefault(), InputStream.nullInputStream(), new ByteArrayOutputStream(),
                new PrintWriter(err), Terminal.NONE, all));
        return err.toString().lines().findFirst().orElseThrow();
    }

    @Test
    void linesOfEveryKindMayShareATopic() {
        NetworkLines lines = new NetworkLines(new Sources(List.of("ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p",
                "proto"), false).network());
        String zeek = "{\"ts\":1.5,\"uid\":\"C1\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,\"id.resp_h\":\"10.0.0.2\","
                + "\"id.resp_p\":2,\"proto\":\"tcp\"}";
        String suricata = "{\"timestamp\":\"2026-07-01T12:00:00.000000+0000\",\"flow_id\":7,\"event_type\":\"flow\","
                + "\"src_ip\":\"10.0.0.1\",\"src_port\":1,\"dest_ip\":\"10.0.0.2\",\"dest_port\":2,\"proto\":\"TCP\","
                + "\"flow\":{\"start\":\"2026-07-01T12:00:00.000000+0000\"}}";
        for (int i = 0; i < 2; i++) {
            assertEquals("zeek", source(lines, zeek));
            assertEquals("suricata", source(lines, suricata));
            assertEquals("zeek", source(lines, "1.5\tC1\t10.0.0.1\t1\t10.0.0.2\t2\ttcp"));
        }
    }

    private static String source(NetworkLines lines, String line) {
        return lines.of((line + "\n").getBytes(StandardCharsets.UTF_8)).source();
    }

    /** Our classes with the libraries of the main job alone, as its jar has them. */
    @Test
    void withoutKafkasJarsItSaysWhatToInstall() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith("classes") || entry.contains("picocli") || entry.contains("jackson")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader alone = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            StringWriter err = new StringWriter();
            Class<?> main = alone.loadClass("correlate.Main");
            Class<?> terminal = alone.loadClass("correlate.Terminal");
            var run = main.getDeclaredMethod("run", FileSystem.class, InputStream.class, OutputStream.class,
                    PrintWriter.class, terminal, String[].class);
            run.setAccessible(true);
            var none = terminal.getDeclaredField("NONE");
            none.setAccessible(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertEquals(2, run.invoke(null, FileSystems.getDefault(), InputStream.nullInputStream(), out, new PrintWriter(err),
                    none.get(null), new String[] {"stream", "--bootstrap-servers", "localhost:1", "--create-topics"}));
            assertEquals("correlate: the command stream is not installed (class is missing): unpack correlate-stream-(unpackaged).tar.gz,"
                    + " which brings the folder lib/stream, over this installation.\n", err.toString().replaceAll("\\(\\S+ is", "(class is"));
            assertEquals("", out.toString(StandardCharsets.UTF_8));
        }
    }

    private static StreamSettings understood(String... lines) {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(String.join("\n", lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StreamJob().understood(settings);
    }
}

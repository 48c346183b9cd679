package correlate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The packed distribution, unpacked in a folder with a space in its name, and run as users run it. */
final class Installation {
    /** What a run left: its exit status and what it wrote. */
    record Result(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    final Path folder;
    final Path home;
    private final Map<String, String> environment = new TreeMap<>();

    Installation(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        String archive = System.getProperty("correlate.archive");
        Path parent = Files.createDirectory(folder.resolve("a folder"));
        run(List.of("tar", "-xzf", archive, "-C", parent.toString()));
        try (var unpacked = Files.list(parent)) {
            home = unpacked.findFirst().orElseThrow();
        }
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    /** Unpacks over it what only stream needs. */
    void addStream() throws IOException, InterruptedException {
        String archive = System.getProperty("correlate.archive").replaceFirst("correlate-([^/]*)$", "correlate-stream-$1");
        run(List.of("tar", "-xzf", archive, "-C", home.toString()));
    }

    Path launcher() {
        return home.resolve("bin/correlate");
    }

    Path jar() {
        return home.resolve("lib/correlate.jar");
    }

    /** From now on the environment holds this and what was set before, and nothing of the test's own but PATH. */
    Installation with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Installation without(String name) {
        environment.remove(name);
        return this;
    }

    Result correlate(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(args));
        return run(command);
    }

    /** Like {@link #correlate}, and waits for what that leaves in the background: for all who hold its descriptor 9. */
    Result correlateAndWait(String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "{ \"$@\" 9>&1 >\"$out\" 2>\"$err\"; echo $?; } | cat",
                "sh", launcher().toString()));
        command.addAll(List.of(args));
        with("out", out.toString()).with("err", err.toString());
        int status = Integer.parseInt(run(command).out().strip());
        return new Result(status, Files.readString(out), Files.readString(err));
    }

    Result run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        int status = start(command, out, err).waitFor();
        return new Result(status, Files.readString(out), Files.readString(err));
    }

    Process start(List<String> command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** A stand-in for a Java, which prints its process id and its arguments, one a line, and ends with status 42. */
    static Path fakeJava(Path home, String release) {
        try {
            Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
            Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' $$ \"$@\"\nexit 42\n");
            java.toFile().setExecutable(true);
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + "\"\n");
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

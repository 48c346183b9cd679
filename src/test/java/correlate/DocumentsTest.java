package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The documents against the program: examples print what stands below them, every option is described, links lead somewhere. */
class DocumentsTest {
    /** Commands in a block of shell, followed by what they print. */
    private static final Pattern EXAMPLE = Pattern.compile("```sh\n((?:(?!```).)*)```\n\n```text\n((?:(?!```).)*)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");

    @TestFactory
    Stream<DynamicTest> examplesPrintWhatStandsBelowThem() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher example = EXAMPLE.matcher(Files.readString(document));
            while (example.find()) {
                String commands = example.group(1);
                String printed = example.group(2);
                tests.add(dynamicTest(document + ": " + commands, () -> assertEquals(printed, run(commands))));
            }
        }
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    @Test
    void usageDescribesEveryOption() throws IOException {
        String usage = Files.readString(Path.of("docs/usage.md"));
        Set<String> missing = new TreeSet<>();
        CommandLine command = Main.commandLine();
        List<CommandLine> all = new ArrayList<>(command.getSubcommands().values());
        all.add(command);
        for (CommandLine each : all) {
            for (OptionSpec option : each.getCommandSpec().options()) {
                for (String name : option.names()) {
                    if (!Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])").matcher(usage).find()) {
                        missing.add(each.getCommandName() + " " + name);
                    }
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(FENCED.matcher(Files.readString(document)).replaceAll(""));
            while (link.find()) {
                if (!link.group(1).contains(":") && !leadsSomewhere(document, link.group(1), link.group(2))) {
                    broken.add(document + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path from, String file, String anchor) throws IOException {
        Path target = file.isEmpty() ? from : from.resolveSibling(file);
        return Files.exists(target) && (anchor == null || HEADING.matcher(Files.readString(target)).results()
                .anyMatch(heading -> anchor(heading.group(1)).equals(anchor)));
    }

    /** A heading's anchor as GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs", "samples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }

    // ---- running examples ----

    private static String run(String commands) throws IOException, InterruptedException {
        StringBuilder printed = new StringBuilder();
        for (String command : commands.replaceAll("\\\\\n\\s*", "").replaceAll("\\|\n\\s*", "| ").split("\n")) {
            printed.append(runLine(command));
        }
        return printed.toString();
    }

    /** One pipeline: correlate in this JVM, what stands before and after it in a shell; then its standard error. */
    private static String runLine(String line) throws IOException, InterruptedException {
        List<String> stages = split(line.replaceFirst("^mvn .* && ", ""), '|');
        byte[] data = {};
        StringWriter err = new StringWriter();
        for (String stage : stages) {
            List<String> words = split(stage, ' ');
            if (words.get(0).endsWith("correlate")) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                Main.run(FileSystems.getDefault(), new ByteArrayInputStream(data), out, new PrintWriter(err), Terminal.NONE,
                        words.stream().skip(1).map(word -> word.replace("'", "")).toArray(String[]::new));
                data = out.toByteArray();
            } else {
                assumeTrue(isInstalled(words.get(0)), words.get(0) + " is not installed");
                data = shell(stage, data);
            }
        }
        return new String(data, StandardCharsets.UTF_8) + err;
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static byte[] shell(String command, byte[] input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = process.getOutputStream()) {
            in.write(input);                        // less than a pipe holds
        }
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), command);
        return output;
    }

    /** Splits at a character that stands outside single quotes; the quotes stay. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '\'';
            if (c == separator && !quoted) {
                parts.add(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().trim());
        parts.removeIf(String::isEmpty);
        assertFalse(quoted, text);
        return parts;
    }
}

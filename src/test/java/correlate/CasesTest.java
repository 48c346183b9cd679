package correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of src/test/cases through the whole program, on a file system in memory in which the folder is the working
 * directory. {@code args} has one command line a line, in shell quotes; {@code COLUMNS=80} before it means a terminal so wide,
 * {@code $X words} gives words a short name, and # begins a comment. Standard output, standard error and exit statuses must be those of {@code stdout}, {@code stderr} and
 * {@code exit}; where there are several command lines, each announces itself there. Files that were written must be those of
 * {@code after/}. With {@code -Dcases.update=true} the expected files are written anew, to be reviewed.
 */
final class CasesTest {
    private static final Path CASES = Path.of("src/test/cases");
    private static final boolean UPDATE = Boolean.getBoolean("cases.update");
    private static final Pattern WORD = Pattern.compile("((?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+)");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(CASES)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        }
        assertFalse(folders.isEmpty());
        return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), folder.toUri(),
                () -> check(folder)));
    }

    private static void check(Path folder) throws IOException {
        TreeMap<String, byte[]> inputs = CaseFiles.inputs(folder);
        List<String> lines = Files.readAllLines(folder.resolve("args"));
        List<String> commands = lines.stream().filter(line -> !line.startsWith("#") && !line.startsWith("$")).toList();
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        StringBuilder exit = new StringBuilder();
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix().toBuilder().setWorkingDirectory("/case").build())) {
            Path work = files.getPath("/case");
            for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
                Path file = work.resolve(input.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, input.getValue());
            }
            Path stdin = folder.resolve("stdin");
            byte[] in = Files.exists(stdin) ? Files.readAllBytes(stdin) : new byte[0];
            for (String command : commands) {
                String announcement = commands.size() == 1 ? "" : announcement(command);
                Run run = run(files, in, longForm(command, lines));
                out.append(announcement).append(run.out());
                err.append(announcement).append(run.err());
                exit.append(run.exit()).append('\n');
                assertFalse(run.err().contains("\tat "), run.err());
            }
            checkWritten(folder, work, inputs);
        }
        expect(folder, "stderr", err.toString());
        expect(folder, "stdout", out.toString());
        expect(folder, "exit", exit.toString());
    }

    private static String announcement(String command) {
        int program = command.startsWith("COLUMNS=") ? command.indexOf(' ') + 1 : 0;
        return "$ " + command.substring(0, program) + "correlate " + command.substring(program) + "\n";
    }

    private static String longForm(String command, List<String> lines) {
        String result = command;
        for (String line : lines) {
            if (line.startsWith("$")) {
                String[] nameAndWords = line.split(" ", 2);
                result = result.replace(nameAndWords[0], nameAndWords[1]);
            }
        }
        return result;
    }

    private static Run run(FileSystem files, byte[] in, String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(QUOTED.matcher(word.group(1)).replaceAll(m ->
                    Matcher.quoteReplacement(m.group(1) != null ? m.group(1) : m.group(2))));
        }
        Terminal terminal = Terminal.NONE;
        if (!words.isEmpty() && words.get(0).startsWith("COLUMNS=")) {
            terminal = new Terminal(true, true, Integer.parseInt(words.remove(0).substring("COLUMNS=".length())), false);
        }
        return Run.of(files, in, terminal, words.toArray(new String[0]));
    }

    private static void checkWritten(Path folder, Path work, Map<String, byte[]> inputs) throws IOException {
        List<String> written = new ArrayList<>();
        for (String name : CaseFiles.names(work)) {
            byte[] content = Files.readAllBytes(work.resolve(name));
            if (!Arrays.equals(inputs.get(name), content)) {
                written.add(name);
                expect(folder, "after/" + name, new String(content, StandardCharsets.UTF_8));
            }
        }
        for (String input : inputs.keySet()) {
            assertTrue(Files.exists(work.resolve(input)), input);
        }
        assertEquals(CaseFiles.names(folder.resolve("after")), written);
    }

    private static void expect(Path folder, String name, String actual) throws IOException {
        Path file = folder.resolve(name);
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertEquals(Files.readString(file), actual, name);
    }
}

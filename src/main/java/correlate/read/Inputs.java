package correlate.read;

import correlate.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Finds the files that a command line means. Dates in names choose nothing: a row is written when its connection ends. */
public final class Inputs {
    static final String SAME_CONTENT = "it has the same content as ";
    static final String SAME_FILE = "it was already read as ";

    private static final String STDIN = "-";

    private final FileSystem fs;
    private final InputStream stdin;
    private final Predicate<String> wanted;
    private final Consumer<String> skipped;
    private final Consumer<Problem> problems;
    private final List<Input> found = new ArrayList<>();
    /** The real paths, and {@link #STDIN}. */
    private final Set<Object> seen = new HashSet<>();

    private Inputs(FileSystem fs, InputStream stdin, Predicate<String> wanted, Consumer<String> skipped, Consumer<Problem> problems) {
        this.fs = fs;
        this.stdin = stdin;
        this.wanted = wanted;
        this.skipped = skipped;
        this.problems = problems;
    }

    /**
     * The files behind the patterns, in their order, those of a folder sorted by name; each file once.
     *
     * @param stdin what {@code -} means; read to its end if it is asked for
     * @param patterns files, folders, globs, pipes, {@code -}
     * @param wanted which names to take in folders; a file that is named or matches a glob is taken whatever its name
     * @param skipped is told {@code name: why} of each file that was passed over, duplicates among them
     * @param problems is told of each pattern that gives nothing and each file that cannot be read
     */
    public static List<Input> find(FileSystem fs, InputStream stdin, List<String> patterns, Predicate<String> wanted,
            Consumer<String> skipped, Consumer<Problem> problems) {
        Inputs inputs = new Inputs(fs, stdin, wanted, skipped, problems);
        for (String pattern : patterns) {
            inputs.add(pattern);
        }
        return Duplicates.drop(inputs.found, skipped);
    }

    /** Whether what was skipped is read under another name, which is told even to those who do not ask what was skipped. */
    public static boolean isDuplicate(String skipped) {
        return skipped.contains(SAME_CONTENT) || skipped.contains(SAME_FILE);
    }

    private void add(String pattern) {
        if (pattern.isEmpty()) {
            problem(pattern, "the path is empty; is a variable unset?");
        } else if (pattern.equals(STDIN)) {
            if (seen.add(STDIN)) {
                spool(pattern, stdin);
            } else {
                skip(pattern, "standard input can be read only once");
            }
        } else if (exists(pattern)) {
            take(pattern, fs.getPath(pattern));
        } else if (Globs.isGlob(pattern)) {
            glob(pattern);
        } else {
            problem(pattern, "there is no such file or folder; check the path");
        }
    }

    private boolean exists(String pattern) {
        try {
            return Files.exists(fs.getPath(pattern));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void glob(String pattern) {
        try {
            List<Path> paths = Globs.expand(fs, pattern);
            if (paths.isEmpty()) {
                problem(pattern, "no file matches this pattern; check the path");
            }
            paths.forEach(path -> take(path.toString(), path));
        } catch (PatternSyntaxException | InvalidPathException e) {
            problem(pattern, "this pattern is not well formed; use only *, ?, [a-z] and {a,b}");
        }
    }

    private void take(String name, Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                folder(name, path);
            } else if (attributes.isRegularFile()) {
                file(name, path);
            } else if (first(name, path, SAME_FILE)) {
                try (InputStream pipe = Files.newInputStream(path)) {
                    spool(name, pipe);
                }
            }
        } catch (IOException e) {
            problem(name, Damage.of(e).getMessage());
        }
    }

    private void folder(String name, Path path) throws IOException {
        int before = found.size();
        int passed = walk(path);
        if (found.size() == before) {
            problem(name, passed == 0 ? "the folder holds no file; check the path"
                    : "the folder holds no file that was taken; name the files themselves, or use a pattern such as '*.log'");
        }
    }

    /** Takes the wanted files in and below a folder; gives how many others there were. */
    private int walk(Path folder) {
        if (!first(folder.toString(), folder, "it was already searched as ")) {
            return 1;
        }
        int passed = 0;
        for (Path path : list(folder)) {
            String name = path.getFileName().toString();
            if (name.startsWith(".")) {
                skip(path.toString(), "hidden files are passed over");
                passed++;
            } else if (Files.isDirectory(path)) {
                passed += walk(path);
            } else if (!wanted.test(name)) {
                skip(path.toString(), "its name is not one that this option takes in folders");
                passed++;
            } else if (Files.exists(path) && !Files.isRegularFile(path)) {
                skip(path.toString(), "it is a pipe or a device; name it itself if it is meant");
                passed++;
            } else {
                file(path.toString(), path);
                passed++;
            }
        }
        return passed;
    }

    private List<Path> list(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (IOException e) {
            problem(folder.toString(), Damage.of(e).getMessage());
        } catch (DirectoryIteratorException e) {
            problem(folder.toString(), Damage.of(e.getCause()).getMessage());
        }
        paths.sort(null);
        return paths;
    }

    private void file(String name, Path path) {
        if (first(name, path, SAME_FILE)) {
            try {
                found.add(Input.of(name, path));
            } catch (IOException e) {
                problem(name, e.getMessage());
            }
        }
    }

    private void spool(String name, InputStream in) {
        try {
            found.add(Spool.copy(name, in));
        } catch (IOException e) {
            problem(name, Damage.of(e).getMessage());
        }
    }

    /** Whether this real file or folder was not met before: links may lead to it twice, or round in a circle. */
    private boolean first(String name, Path path, String otherwise) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            real = path.toAbsolutePath().normalize();       // what is behind /dev/fd/63 has no path
        }
        boolean first = seen.add(real);
        if (!first) {
            skip(name, otherwise + real);
        }
        return first;
    }

    private void skip(String name, String why) {
        skipped.accept(name + ": " + why);
    }

    private void problem(String name, String reason) {
        problems.accept(new Problem(name, 0, "", reason));
    }
}

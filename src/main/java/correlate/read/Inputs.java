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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that the options of a command line mean, each file once, whichever of them names it. Dates in names choose
 * nothing: a row is written when its connection ends.
 */
public final class Inputs {
    static final String SAME_CONTENT = "it has the same content as ";
    static final String SAME_FILE = "it is the same file as ";
    static final String ONCE = ", which is read once";

    private static final String STDIN = "-";

    private final FileSystem fs;
    private final InputStream stdin;
    private final Consumer<String> skipped;
    private final Consumer<Problem> problems;
    private final Duplicates duplicates;
    /** By real path the name under which a file was found; {@link #STDIN} is one. */
    private final Map<Object, String> files = new HashMap<>();
    // of the option at hand
    private final Map<Object, String> folders = new HashMap<>();
    private final List<Input> found = new ArrayList<>();
    private Predicate<String> wanted;
    private int skippedFiles;
    private int problemsTold;

    /**
     * A search in a file system.
     *
     * @param stdin what {@code -} means; read to its end if it is asked for
     * @param skipped is told {@code name: why} of each file that was passed over, duplicates among them
     * @param problems is told of each pattern that gives nothing and each file that cannot be read
     */
    public Inputs(FileSystem fs, InputStream stdin, Consumer<String> skipped, Consumer<Problem> problems) {
        this.fs = fs;
        this.stdin = stdin;
        this.skipped = skipped;
        this.problems = problems;
        this.duplicates = new Duplicates(skipped);
    }

    /**
     * The files behind the patterns of one option, in their order, those of a folder sorted by name, without those that were
     * found before.
     *
     * @param patterns files, folders, globs, pipes, {@code -}
     * @param wanted which names to take in folders; a file that is named or matches a glob is taken whatever its name
     */
    public List<Input> find(List<String> patterns, Predicate<String> wanted) {
        this.wanted = wanted;
        found.clear();
        folders.clear();                // another option wants other files of a folder
        patterns.forEach(this::add);
        return duplicates.drop(List.copyOf(found));
    }

    /** Whether what was skipped is read under another name, which is told even to those who do not ask what was skipped. */
    public static boolean isDuplicate(String skipped) {
        return skipped.contains(SAME_CONTENT) || skipped.contains(SAME_FILE);
    }

    private void add(String pattern) {
        if (pattern.isEmpty()) {
            problem(pattern, "the path is empty; is a variable unset?");
        } else if (pattern.equals(STDIN)) {
            if (files.putIfAbsent(STDIN, STDIN) == null) {
                spool(pattern, stdin);
            } else {
                skip(pattern, "standard input can be read only once");
            }
        } else if (mayExist(pattern)) {
            take(pattern, fs.getPath(pattern));
        } else if (Globs.isGlob(pattern)) {
            glob(pattern);
        } else {
            problem(pattern, isLink(pattern) ? "the link leads to nothing that is there; check where it points"
                    : "there is no such file or folder; check the path");
        }
    }

    private boolean isLink(String pattern) {
        try {
            return Files.isSymbolicLink(fs.getPath(pattern));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether it exists, or is where nobody may look, which then is said. */
    private boolean mayExist(String pattern) {
        try {
            Path path = fs.getPath(pattern);
            return Files.exists(path) || !Files.notExists(path) && !Files.isSymbolicLink(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void glob(String pattern) {
        try {
            int before = problemsTold;
            List<Path> paths = Globs.expand(fs, pattern, (folder, e) -> problem(folder.toString(), Damage.of(e).getMessage()));
            if (paths.isEmpty() && problemsTold == before) {
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
            } else if (isNew(name, path)) {
                try (InputStream pipe = Files.newInputStream(path)) {
                    spool(name, pipe);
                }
            }
        } catch (IOException e) {
            problem(name, Damage.of(e).getMessage());
        }
    }

    private void folder(String name, Path path) throws IOException {
        int before = found.size() + skippedFiles + problemsTold;
        int passed = walk(path);
        if (found.size() + skippedFiles + problemsTold == before) {
            problem(name, passed == 0 ? "the folder holds no file; check the path"
                    : "the folder holds no file that was taken; name the files themselves, or use a pattern such as '*.log'");
        }
    }

    /** Takes the wanted files in and below a folder; gives how many others there were. */
    private int walk(Path folder) {
        String other = folders.putIfAbsent(real(folder), folder.toString());
        if (other != null) {
            skip(folder.toString(), "it was already searched as " + other);
            skippedFiles++;
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
        if (isNew(name, path)) {
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

    /** Whether this real file was not met before. */
    private boolean isNew(String name, Path path) {
        String other = files.putIfAbsent(real(path), name);
        if (other != null) {
            skip(name, SAME_FILE + other + ONCE);
            skippedFiles++;
        }
        return other == null;
    }

    /** Links may lead to a file twice, or round in a circle. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();       // what is behind /dev/fd/63 has no path
        }
    }

    private void skip(String name, String why) {
        skipped.accept(name + ": " + why);
    }

    private void problem(String name, String reason) {
        problemsTold++;
        problems.accept(new Problem(name, 0, "", reason));
    }
}

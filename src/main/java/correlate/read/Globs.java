package correlate.read;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** Resolves a pattern as a shell does, part by part and sorted; hidden names need a pattern that begins with a dot. */
final class Globs {
    private final FileSystem fs;
    private final List<Path> found = new ArrayList<>();

    private Globs(FileSystem fs) {
        this.fs = fs;
    }

    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    /**
     * The paths that match, none if there are none.
     *
     * @throws java.util.regex.PatternSyntaxException the pattern itself is wrong
     */
    static List<Path> expand(FileSystem fs, String pattern) {
        String slashes = pattern.replace(fs.getSeparator(), "/");
        int literal = 0;
        String[] parts = slashes.split("/+");
        while (literal < parts.length && !isGlob(parts[literal])) {
            literal++;
        }
        String base = String.join("/", List.of(parts).subList(0, literal));
        Globs globs = new Globs(fs);
        globs.descend(fs.getPath(slashes.startsWith("/") && base.isEmpty() ? "/" : base), parts, literal);
        return globs.found;
    }

    private void descend(Path base, String[] parts, int next) {
        if (next == parts.length) {
            found.add(base);
            return;
        }
        String part = parts[next];
        if (!isGlob(part)) {
            Path path = base.resolve(part);
            if (Files.exists(path)) {
                descend(path, parts, next + 1);
            }
            return;
        }
        boolean deep = part.equals("**");
        if (deep) {
            descend(base, parts, next + 1);
        }
        PathMatcher matcher = fs.getPathMatcher("glob:" + part);
        for (Path path : list(base)) {
            boolean shown = part.startsWith(".") || !path.getFileName().toString().startsWith(".");
            // ** follows no links: a loop would never end
            if (deep ? shown && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) : shown && matcher.matches(path.getFileName())) {
                descend(path, parts, deep ? next : next + 1);
            }
        }
    }

    private static List<Path> list(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();           // like a shell: what cannot be listed matches nothing, and that is said
        }
        paths.sort(null);
        return paths;
    }
}

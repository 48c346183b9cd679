package correlate.read;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Resolves a pattern as a shell does, part by part and sorted; hidden names need a pattern that begins with a dot. */
final class Globs {
    private final FileSystem fs;
    private final BiConsumer<Path, IOException> unlisted;
    private final List<Path> found = new ArrayList<>();

    private Globs(FileSystem fs, BiConsumer<Path, IOException> unlisted) {
        this.fs = fs;
        this.unlisted = unlisted;
    }

    static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    /**
     * The paths that match, none if there are none.
     *
     * @param unlisted is told of folders whose files may match and into which nobody may look
     * @throws java.util.regex.PatternSyntaxException the pattern itself is wrong
     */
    static List<Path> expand(FileSystem fs, String pattern, BiConsumer<Path, IOException> unlisted) {
        String slashes = pattern.replace(fs.getSeparator(), "/");
        int literal = 0;
        String[] parts = slashes.split("/+");
        while (literal < parts.length && !isGlob(parts[literal])) {
            literal++;
        }
        String base = String.join("/", List.of(parts).subList(0, literal));
        Globs globs = new Globs(fs, unlisted);
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
            } else if (!Files.notExists(path) && !Files.isSymbolicLink(path)) {
                unlisted.accept(base, new AccessDeniedException(base.toString()));
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

    private List<Path> list(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();           // as for a shell, nothing matches
        } catch (IOException e) {
            unlisted.accept(folder, e);
        } catch (DirectoryIteratorException e) {
            unlisted.accept(folder, e.getCause());
        }
        paths.sort(null);
        return paths;
    }
}

package correlate.report;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that is there whole or not at all: it is written beside its name, readable by its owner alone, and takes the name
 * when {@link #commit} is called. Closed before that, or interrupted, it leaves what was there before.
 *
 * <p>A symbolic link is followed; what is no regular file ({@code /dev/null}, a pipe) is written to directly.
 */
public final class OutputFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final Writer writer;
    private final Thread cleaner;

    private OutputFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.writer = new Utf8Writer(new BufferedOutputStream(new Named(Channels.newOutputStream(channel), target), BUFFER));
        this.cleaner = new Thread(this::deleteTemporary);
    }

    /** Begins to write a file; if it cannot be, the exception's message is a sentence for the user. */
    public static OutputFile open(Path named) throws IOException {
        if (named.toString().isEmpty()) {
            throw new IOException("the name of a file to write is empty; is a variable unset?");
        }
        if (Files.isDirectory(named)) {
            throw new IOException(shown(named) + " is a directory; name a file in it");
        }
        Path target = Files.isRegularFile(named) ? named.toRealPath() : named.toAbsolutePath();     // a pipe has no real path
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(shown(named) + " cannot be written: its directory does not exist; create it first");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                return new OutputFile(target, null, FileChannel.open(target, StandardOpenOption.WRITE));
            }
            // On a POSIX system this makes a file that only its owner can read.
            Path temporary = Files.createTempFile(folder, ".correlate-", ".part");
            OutputFile file = new OutputFile(target, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
            if (folder.getFileSystem() == FileSystems.getDefault()) {
                Runtime.getRuntime().addShutdownHook(file.cleaner);
            }
            return file;
        } catch (IOException e) {
            throw new IOException(shown(named) + " cannot be written; check that its directory allows you to create files", e);
        }
    }

    /** Says of which file it is that there is no room on the disk. */
    private static final class Named extends FilterOutputStream {
        private final Path file;

        Named(OutputStream bytes, Path file) {
            super(bytes);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new IOException(shown(file) + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private static String shown(Path path) {
        return Visible.escape(path.toString());
    }

    /** Takes the content, as UTF-8. */
    public Writer writer() {
        return writer;
    }

    /** Gives the file its name; all of it is on the disk by then. */
    public void commit() throws IOException {
        writer.flush();
        if (temporary == null) {
            return;
        }
        channel.force(true);
        channel.close();
        PosixFileAttributeView rights = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (rights != null) {
            rights.setPermissions(usualPermissions());
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Those of the file that is replaced, or of any new file under the user's umask, which only a new file can tell. */
    private Set<PosixFilePermission> usualPermissions() throws IOException {
        if (Files.exists(target)) {
            return Files.getPosixFilePermissions(target);
        }
        Path probe = temporary.resolveSibling(temporary.getFileName() + ".umask");
        Files.createFile(probe);
        try {
            return Files.getPosixFilePermissions(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Forgets everything that was not committed. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            deleteTemporary();
            dismissCleaner();
        }
    }

    private void deleteTemporary() {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // What cannot be deleted stays; the output itself is not affected.
        }
    }

    private void dismissCleaner() {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it.
        }
    }
}

package correlate.read;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, or not to its end: its message is one sentence for the user, so it needs no stack trace. */
final class Damage extends IOException {
    private static final long serialVersionUID = 1L;

    Damage(String sentence) {
        super(sentence);
    }

    /** What the operating system said, as a sentence. */
    static Damage of(IOException e) {
        if (e instanceof Damage damage) {
            return damage;
        }
        if (e instanceof NoSuchFileException || e instanceof FileSystemException f && "Not a directory".equals(f.getReason())) {
            return new Damage("there is no such file; check the path");
        }
        if (e instanceof AccessDeniedException) {
            return new Damage("no permission to read it; run as a user who may, or copy it first");
        }
        if (isOutOfFiles(e)) {
            return new Damage("the system lets this program open no more files; let it (ulimit -n), or read fewer logs at a time");
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new Damage("it could not be read to its end (" + (reason == null ? e.getClass().getSimpleName() : reason)
                + "); copy it to a sound disk and run again");
    }

    /** Whether the program has as many files open as it may. */
    static boolean isOutOfFiles(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("Too many open files");
    }

    /** The same with the file's name before it, for those who read several. */
    Damage to(String name) {
        return new Damage(name + ": " + getMessage());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

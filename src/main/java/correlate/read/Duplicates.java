package correlate.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Drops files whose inflated content another one has: a log and its {@code .gz}, a copy under another name. */
final class Duplicates {
    private static final int BLOCK = 64 * 1024;

    private final Consumer<String> skipped;
    private final Map<Integer, List<Input>> byHead = new HashMap<>();
    /** The first of all: nobody's twin, and its head need not be read before a second one comes. */
    private Input first;

    Duplicates(Consumer<String> skipped) {
        this.skipped = skipped;
    }

    /** The inputs without those that repeat an earlier one, of these or of earlier calls; only files with equal heads are read whole. */
    List<Input> drop(List<Input> inputs) {
        List<Input> kept = new ArrayList<>();
        for (Input input : inputs) {
            if (isNew(input)) {
                kept.add(input);
            }
        }
        return kept;
    }

    private boolean isNew(Input input) {
        if (first == null) {
            first = input;
            return true;
        }
        if (byHead.isEmpty()) {
            alike(first).add(first);
        }
        List<Input> alike = alike(input);
        Input twin = input.head(1).length == 0 ? null : twin(input, alike);
        if (twin == null) {
            alike.add(input);
            return true;
        }
        skipped.accept(input.name() + ": " + Inputs.SAME_CONTENT + twin.name() + Inputs.ONCE);
        close(input);
        return false;
    }

    private List<Input> alike(Input input) {
        return byHead.computeIfAbsent(Arrays.hashCode(input.head(Input.HEAD)), h -> new ArrayList<>());
    }

    private static Input twin(Input input, List<Input> others) {
        for (Input other : others) {
            if (same(input, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean same(Input one, Input other) {
        if (one.plain() && other.plain() && one.length() != other.length()) {
            return false;
        }
        try (InputStream a = one.open(); InputStream b = other.open()) {
            byte[] left = new byte[BLOCK];
            byte[] right = new byte[BLOCK];
            int n;
            do {
                n = a.readNBytes(left, 0, BLOCK);
                int m = b.readNBytes(right, 0, BLOCK);
                if (!Arrays.equals(left, 0, n, right, 0, m)) {
                    return false;
                }
            } while (n == BLOCK);
            return true;
        } catch (IOException e) {
            return false;               // a damaged file is nobody's twin: both are read as far as they go
        }
    }

    private static void close(Input input) {
        try {
            input.close();
        } catch (IOException e) {
            // the temporary copy goes when the program ends
        }
    }
}

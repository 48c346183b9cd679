package correlate.source.osquery;

import java.util.Arrays;

/**
 * Gathers what a line says of its host beside its rows: the members of {@code decorations} and, as
 * {@code --decorations_top_level} has it, text under keys that osquery itself does not use. Numbers and nested values there
 * are a shipper's, not osquery's: decorations are always text. More than 64 such keys are not kept, nor more than 64 KiB in all:
 * they label a host, and every row kept would hold on to them.
 */
final class Decorations {
    private static final int LIMIT = 64;
    private static final int LONGEST = 1 << 16;

    private final Texts texts = new Texts(1 << 12);
    /** Name and value slices as written, quotes included: four numbers each. */
    private final int[] members = new int[4 * LIMIT];
    private int count;
    private byte[] scratch = new byte[256];
    private int length;

    void clear() {
        count = 0;
    }

    /** A member under an unknown key of the line; slices without the quotes. */
    void add(byte[] line, int nameFrom, int nameTo, int valueFrom, int valueTo) {
        if (count < LIMIT && nameTo > nameFrom && line[nameFrom] != '@') {
            int at = 4 * count++;
            members[at] = nameFrom - 1;
            members[at + 1] = nameTo + 1;
            members[at + 2] = valueFrom;
            members[at + 3] = valueTo;
        }
    }

    /** All of them as the text of one JSON object; null if there are none. */
    String text(byte[] line, Slots top) {
        boolean object = top.isObject(Keys.DECORATIONS) && hasMember(line, top);
        if (count == 0) {
            return object ? ofSlice(line, top.from(Keys.DECORATIONS), top.to(Keys.DECORATIONS)) : null;
        }
        length = 0;
        append(line, 0, 0, '{');
        if (object) {
            append(line, top.from(Keys.DECORATIONS) + 1, top.to(Keys.DECORATIONS) - 1, ',');
        }
        for (int i = 0; i < 4 * count; i += 4) {
            append(line, members[i], members[i + 1], ':');
            append(line, members[i + 2], members[i + 3], i + 4 < 4 * count ? ',' : '}');
        }
        return ofSlice(scratch, 0, length);
    }

    private String ofSlice(byte[] bytes, int from, int to) {
        return to - from > LONGEST ? null : texts.of(bytes, from, to);
    }

    private static boolean hasMember(byte[] line, Slots top) {
        int p = top.from(Keys.DECORATIONS) + 1;
        while (line[p] <= ' ') {
            p++;
        }
        return line[p] == '"';
    }

    private void append(byte[] bytes, int from, int to, char after) {
        int more = to - from + 1;
        if (length + more > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(length + more, 2 * scratch.length));
        }
        System.arraycopy(bytes, from, scratch, length, to - from);
        scratch[length + more - 1] = (byte) after;
        length += more;
    }
}

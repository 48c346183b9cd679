package correlate.model;

import java.util.ArrayList;
import java.util.List;

/** {@link AddressParser}, written to be read: the twin that it must agree with. */
final class PlainAddress {
    private PlainAddress() {
    }

    /** The address, or null if the text is none. */
    static Address parse(String text) {
        List<Integer> v4 = dotted(text);
        if (v4 != null) {
            return new Address(0, 0xffff_0000_0000L | (long) v4.get(0) << 16 | v4.get(1));
        }
        int percent = text.indexOf('%');
        if (percent == text.length() - 1) {
            return null;
        }
        List<Integer> groups = groups(percent < 0 ? text : text.substring(0, percent));
        if (groups == null) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups.get(i);
            low = low << 16 | groups.get(i + 4);
        }
        return new Address(high, low);
    }

    private static List<Integer> groups(String text) {
        String[] halves = text.split("::", -1);
        if (halves.length > 2) {
            return null;
        }
        boolean last = halves.length == 1;
        List<Integer> head = half(halves[0], last);
        if (head == null || last) {
            return head == null || head.size() != 8 ? null : head;
        }
        List<Integer> tail = half(halves[1], true);
        if (tail == null || head.size() + tail.size() > 7) {
            return null;
        }
        while (head.size() + tail.size() < 8) {
            head.add(0);
        }
        head.addAll(tail);
        return head;
    }

    private static List<Integer> half(String text, boolean mayEndDotted) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            List<Integer> v4 = mayEndDotted && i == parts.length - 1 ? dotted(parts[i]) : null;
            if (v4 != null) {
                groups.addAll(v4);
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    /** The four numbers as two groups of 16 bits. */
    private static List<Integer> dotted(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        int[] values = new int[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            values[i] = Integer.parseInt(parts[i]);
        }
        return List.of(values[0] << 8 | values[1], values[2] << 8 | values[3]);
    }
}

package correlate.source.zeek;

import correlate.model.Address;
import correlate.model.NumberText;
import correlate.source.Scalars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Turns the raw values of a TSV row into values of their {@code #types}. */
final class ZeekValues {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|-?(nan|inf)");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private ZeekValues() {
    }

    /**
     * The value of a column that is not unset: {@code String}, {@link NumberText}, {@code Boolean}, or a {@code List} of
     * these, in which an unset element is null. A value that is not of its type is its text.
     */
    static Object value(String type, ZeekText.Marks marks, byte[] bytes, int from, int to) {
        ZeekType kind = ZeekType.of(type);
        if (kind != ZeekType.CONTAINER) {
            return marks.isEmpty(bytes, from, to) ? "" : scalar(kind, ZeekText.text(bytes, from, to));
        }
        List<Object> list = new ArrayList<>();
        if (marks.isEmpty(bytes, from, to)) {
            return list;
        }
        ZeekType inner = ZeekType.of(inner(type));
        int i = from;
        while (true) {
            int end = ZeekText.find(marks.set(), bytes, i, to);
            list.add(marks.isUnset(bytes, i, end) ? null : marks.isEmpty(bytes, i, end) ? ""
                    : scalar(inner, ZeekText.text(bytes, i, end)));
            if (end == to) {
                return list;
            }
            i = end + marks.set().length;
        }
    }

    private static Object scalar(ZeekType type, String text) {
        if (type == ZeekType.BOOL) {
            return text.equals("T") ? Boolean.TRUE : text.equals("F") ? Boolean.FALSE : text;
        }
        return type.isNumber() ? number(text) : text;
    }

    /** The text as a number where JSON knows such a number, else itself ({@code nan}, {@code 0000000000.000000}). */
    static Object number(String text) {
        return isJsonNumber(text) ? new NumberText(text) : text;
    }

    private static boolean isJsonNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return isJsonNumber(bytes, 0, bytes.length);
    }

    /** Whether JSON knows such a number. */
    static boolean isJsonNumber(byte[] bytes, int from, int to) {
        int first = from < to && bytes[from] == '-' ? from + 1 : from;
        int end = digits(bytes, first, to);
        if (end == first || end > first + 1 && bytes[first] == '0') {
            return false;
        }
        if (end < to && bytes[end] == '.') {
            int fraction = end + 1;
            end = digits(bytes, fraction, to);
            if (end == fraction) {
                return false;
            }
        }
        if (end < to && (bytes[end] | 0x20) == 'e') {
            int exponent = end + 1;
            exponent += exponent < to && (bytes[exponent] == '+' || bytes[exponent] == '-') ? 1 : 0;
            end = digits(bytes, exponent, to);
            return end > exponent && end == to;
        }
        return end == to;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /** What is wrong with a value that is not of its type, {@code is not a port} say; null if it is. */
    static String fault(String type, Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream().filter(e -> e != null && !e.equals("")).map(e -> fault(inner(type), e))
                    .filter(Objects::nonNull).findFirst().orElse(null);
        }
        String text = value.toString();
        boolean good = switch (ZeekType.of(type)) {
            case BOOL -> value instanceof Boolean;
            case NUMBER -> value instanceof NumberText || NUMBER.matcher(text).matches();
            case INT -> INTEGER.matcher(text).matches();
            case COUNT -> INTEGER.matcher(text).matches() && text.charAt(0) != '-';
            case PORT -> isPort(text);
            case ADDR -> Address.parse(text) != null;
            case CONTAINER, TEXT -> true;
        };
        return good ? null : "is not " + article(type);
    }

    private static boolean isPort(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Scalars.port(bytes, 0, bytes.length) >= 0;
    }

    private static String article(String type) {
        return switch (type) {
            case "addr" -> "an address";
            case "int", "interval" -> "an " + type;
            default -> "a " + type;
        };
    }

    /** The type of a container's elements. */
    private static String inner(String type) {
        return type.substring(type.indexOf('[') + 1, type.length() - 1);
    }
}

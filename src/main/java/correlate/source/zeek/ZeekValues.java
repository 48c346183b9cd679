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
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern NOT_FINITE = Pattern.compile("-?(nan|inf)");

    private ZeekValues() {
    }

    /**
     * The value of a column that is not unset: {@code String}, {@link NumberText}, {@code Boolean}, or a {@code List} of
     * these, in which an unset element is null. A value that is not of its type is its text.
     */
    static Object value(String type, ZeekText.Marks marks, byte[] bytes, int from, int to) {
        if (!isContainer(type)) {
            return marks.isEmpty(bytes, from, to) ? "" : scalar(type, ZeekText.text(bytes, from, to));
        }
        List<Object> list = new ArrayList<>();
        if (marks.isEmpty(bytes, from, to)) {
            return list;
        }
        String inner = inner(type);
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

    private static Object scalar(String type, String text) {
        return switch (type) {
            case "bool" -> text.equals("T") ? Boolean.TRUE : text.equals("F") ? Boolean.FALSE : text;
            case "time", "interval", "double", "count", "int", "port" -> number(text);
            default -> text;
        };
    }

    /** The text as a number where JSON knows such a number, else itself ({@code nan}, {@code 0000000000.000000}). */
    static Object number(String text) {
        return JSON_NUMBER.matcher(text).matches() ? new NumberText(text) : text;
    }

    /** What is wrong with a value that is not of its type, {@code is not a port} say; null if it is. */
    static String fault(String type, Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream().filter(e -> e != null && !e.equals("")).map(e -> fault(inner(type), e))
                    .filter(Objects::nonNull).findFirst().orElse(null);
        }
        String text = value.toString();
        boolean good = switch (type) {
            case "bool" -> value instanceof Boolean;
            case "time", "interval", "double" -> DECIMAL.matcher(text).matches() || NOT_FINITE.matcher(text).matches();
            case "count", "int" -> INTEGER.matcher(text).matches() && (type.equals("int") || text.charAt(0) != '-');
            case "port" -> isPort(text);
            case "addr" -> Address.parse(text) != null;
            default -> true;
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

    /** Whether values of the type are several: {@code set[string]}, {@code vector[double]}, {@code table[string]} of Bro. */
    static boolean isContainer(String type) {
        return type.endsWith("]") && (type.startsWith("set[") || type.startsWith("vector[") || type.startsWith("table["));
    }

    /** The type of a container's elements. */
    static String inner(String type) {
        return type.substring(type.indexOf('[') + 1, type.length() - 1);
    }
}

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
        return isJsonNumber(text) ? new NumberText(text) : text;
    }

    private static boolean isJsonNumber(String text) {
        int sign = text.startsWith("-") ? 1 : 0;
        int point = digits(text, sign);
        if (point == sign || point > sign + 1 && text.charAt(sign) == '0') {
            return false;
        }
        int end = point;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, point + 1);
            if (end == point + 1) {
                return false;
            }
        }
        if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = end + 1;
            exponent += exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0 ? 1 : 0;
            end = digits(text, exponent);
            return end > exponent && end == text.length();
        }
        return end == text.length();
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
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
        boolean good = switch (type) {
            case "bool" -> value instanceof Boolean;
            case "time", "interval", "double" -> value instanceof NumberText || NUMBER.matcher(text).matches();
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

package correlate.source.zeek;

import correlate.source.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a log's header lines say of the rows after them; built line by line, every step a header of its own. */
final class ZeekHeader implements Layout {
    private static final Set<String> DIRECTIVES = Set.of("#separator", "#set_separator", "#empty_field", "#unset_field",
            "#path", "#open", "#close", "#fields", "#types");
    private static final byte[] TAB = {'\t'};
    private static final int LONGEST_PREFIX = 32;

    /** Between the values of a row: a tab unless {@code #separator} says otherwise. */
    final byte[] separator;
    final ZeekText.Marks marks;
    /** The names of the columns in order; empty while none are known. */
    final List<String> names;
    /** The types of the columns in order: declared ones, or what their names suggest. */
    final List<String> types;
    /** What the types mean, in order. */
    final ZeekType[] kinds;
    /** The names in UTF-8. */
    final byte[][] utf8Names;
    /** Whether two columns have one name, so that the first that is set counts. */
    final boolean repeats;
    /** What the log calls the columns that mean something here, by {@link ZeekField}; Zeek's own names for absent ones. */
    final String[] titles;
    /** What the columns mean, in order; null for those without meaning here. */
    final ZeekField[] meanings;
    /** Whether the names came as a bare line without {@code #fields}, so that another such line may follow. */
    final boolean bare;
    /** Why the rows are no connections, as a sentence; null if they are. */
    final String foreign;
    /** What is wrong with the line that was read last, null if nothing. */
    final String complaint;
    /** What its lines begin with. */
    private String prefix;
    private final String path;
    private final int[] columns;
    private final ZeekHeader origin;

    private ZeekHeader(ZeekHeader before, byte[] separator, ZeekText.Marks marks, String path, List<String> names,
            List<String> types, boolean bare, String complaint) {
        this.origin = before == null ? this : before.origin;
        this.prefix = before == null ? "#" : before.prefix;
        this.separator = separator;
        this.marks = marks;
        this.path = path;
        this.names = names;
        this.types = types;
        this.bare = bare;
        this.complaint = complaint;
        this.kinds = new ZeekType[types.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = ZeekType.of(types.get(i));
        }
        if (before != null && before.names == names) {
            this.columns = before.columns;
            this.titles = before.titles;
            this.meanings = before.meanings;
            this.utf8Names = before.utf8Names;
            this.repeats = before.repeats;
        } else {
            this.utf8Names = new byte[names.size()][];
            this.repeats = new HashSet<>(names).size() < names.size();
            this.columns = new int[ZeekField.COUNT];
            this.titles = new String[ZeekField.COUNT];
            this.meanings = new ZeekField[names.size()];
            place();
        }
        this.foreign = names.isEmpty() ? null : foreign();
    }

    /** Of two columns with one meaning the one whose name is nearer to Zeek's own counts, then the first. */
    private void place() {
        Arrays.fill(columns, -1);
        for (ZeekField field : ZeekField.values()) {
            titles[field.ordinal()] = field.title;
        }
        for (int i = 0; i < names.size(); i++) {
            ZeekField field = ZeekField.named(names.get(i));
            meanings[i] = field;
            utf8Names[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
            int known = field == null ? -1 : columns[field.ordinal()];
            if (field != null && (known < 0 || ZeekField.rank(names.get(i)) < ZeekField.rank(names.get(known)))) {
                columns[field.ordinal()] = i;
                titles[field.ordinal()] = names.get(i);
            }
        }
    }

    /**
     * The header before the first line.
     *
     * @param path what the log is called if no {@code #path} says it: the file's name
     * @param fields the columns of a log without a header, empty if it has one
     */
    static ZeekHeader start(String path, List<String> fields) {
        return new ZeekHeader(null, TAB, ZeekText.Marks.DEFAULT, path, List.copyOf(fields), typesOf(fields), false, null);
    }

    /** Where a column stands in a row, from 0; -1 if the log has none. */
    int at(ZeekField field) {
        return columns[field.ordinal()];
    }

    /** Whether the separator is a sign of addresses or ids, so that these are written with escapes. */
    boolean escapes() {
        return separator.length > 1 || separator[0] > ' ' && separator[0] != ',' && separator[0] != ';' && separator[0] != '|';
    }

    /** Whether a line that begins with {@code #} is one of Zeek's, and no other program's comment. */
    static boolean isDirective(byte[] bytes, int from, int to) {
        String line = new String(bytes, from, Math.min(to - from, 16), StandardCharsets.ISO_8859_1);
        String key = key(line);
        return DIRECTIVES.contains(key) && line.length() > key.length();
    }

    private static String key(String line) {
        int end = 1;
        while (end < line.length() && (line.charAt(end) == '_' || line.charAt(end) >= 'a' && line.charAt(end) <= 'z')) {
            end++;
        }
        return line.substring(0, end);
    }

    /** The header after one more line that begins with {@code #}; the same object for a comment. */
    ZeekHeader with(byte[] bytes, int from, int to) {
        // Latin-1 keeps every byte as one character: a separator need not be valid UTF-8.
        return with(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** The header after a line that begins with what its lines begin with instead of {@code #}; null if the line is none. */
    ZeekHeader withOtherPrefix(byte[] bytes, int from, int to) {
        boolean usual = prefix.equals("#");
        if (usual && !names.isEmpty() || to - from > 1 << 16) {
            return null;
        }
        String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        String begin = usual ? otherPrefix(line) : prefix;
        if (begin.isEmpty() || !line.startsWith(begin)) {
            return null;
        }
        ZeekHeader next = with("#" + line.substring(begin.length()));
        next.prefix = begin;
        return next;
    }

    /** What stands before {@code separator} in a header's first line (Zeek's option {@code meta_prefix}); empty if it is none. */
    private static String otherPrefix(String line) {
        int end = line.indexOf("separator");
        int after = end + "separator".length();
        boolean first = end > 0 && end <= LONGEST_PREFIX && after < line.length() && (line.charAt(after) == ' ' || line.charAt(after) == '\t');
        return first && line.substring(0, end).chars().allMatch(c -> c > ' ' && c != '#' && c != '{') ? line.substring(0, end) : "";
    }

    private ZeekHeader with(String line) {
        String key = key(line);
        int end = key.length();
        return switch (key) {
            case "#separator" -> separator(line.substring(end));
            case "#set_separator", "#empty_field", "#unset_field", "#path", "#fields", "#types" -> {
                String mark = new String(separator, StandardCharsets.ISO_8859_1);
                yield line.startsWith(mark, end) ? directive(key, line.substring(end + mark.length()), mark)
                        : complaining("the line has no separator after " + key + "; it is passed over");
            }
            default -> this;
        };
    }

    /** One blank, then the separator; some writers put a tab in place of the blank. Everything else starts anew. */
    private ZeekHeader separator(String rest) {
        String value = rest.isBlank() ? rest.substring(Math.min(1, rest.length())) : rest.strip();
        byte[] next = unescaped(value);
        return next.length == 0
                ? new ZeekHeader(this, TAB, origin.marks, origin.path, origin.names, origin.types, false,
                        "no separator is given; a tab is assumed")
                : new ZeekHeader(this, next, origin.marks, origin.path, origin.names, origin.types, false, null);
    }

    private ZeekHeader directive(String key, String value, String mark) {
        byte[] plain = unescaped(value);
        switch (key) {
            case "#set_separator":
                return plain.length == 0 ? complaining("no set separator is given; it stays as it was")
                        : with(new ZeekText.Marks(plain, marks.empty(), marks.unset()));
            case "#empty_field":
                return with(new ZeekText.Marks(marks.set(), plain, marks.unset()));
            case "#unset_field":
                return with(new ZeekText.Marks(marks.set(), marks.empty(), plain));
            case "#path":
                String name = new String(plain, StandardCharsets.UTF_8);
                return new ZeekHeader(this, separator, marks, name, names, types, bare, null);
            case "#fields":
                return fields(names(value, mark), false);
            default:
                List<String> declared = split(value, mark);
                return declared.size() == names.size()
                        ? new ZeekHeader(this, separator, marks, path, names, List.copyOf(declared), bare, null)
                        : complaining(declared.size() + " types for " + names.size() + " names; types are taken from the names");
        }
    }

    private ZeekHeader with(ZeekText.Marks next) {
        return new ZeekHeader(this, separator, next, path, names, types, bare, null);
    }

    private ZeekHeader fields(List<String> fields, boolean bareLine) {
        return new ZeekHeader(this, separator, marks, path, List.copyOf(fields), typesOf(fields), bareLine,
                new HashSet<>(fields).size() == fields.size() ? null : "two columns have one name; the first is taken");
    }

    private ZeekHeader complaining(String complaint) {
        return new ZeekHeader(this, separator, marks, path, names, types, bare, complaint);
    }

    /** The header without its columns, for when their line cannot be read. */
    ZeekHeader withoutFields() {
        return fields(List.of(), false);
    }

    /**
     * The header after a row that is really a line of names, as Zeek's option {@code tsv} writes it; null if the row is none.
     * Names are all made of letters, digits and a few signs, and at least two of them mean something here.
     */
    ZeekHeader withNames(byte[] bytes, int from, int to) {
        if (to - from > 1 << 16) {
            return null;
        }
        String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        List<String> fields = names(line, new String(separator, StandardCharsets.ISO_8859_1));
        boolean named = fields.stream().allMatch(f -> f.matches("[A-Za-z_@][A-Za-z0-9_.$@-]*"))
                && fields.stream().map(ZeekField::named).filter(f -> f != null).distinct().count() >= 2;
        return named ? fields(fields, true) : null;
    }

    private String foreign() {
        boolean named = at(ZeekField.ORIG_H) >= 0 && at(ZeekField.RESP_H) >= 0
                && (at(ZeekField.PROTO) >= 0 || at(ZeekField.IP_PROTO) >= 0);
        boolean identified = at(ZeekField.COMMUNITY_ID) >= 0;
        boolean conn = at(ZeekField.CONN_STATE) >= 0;
        boolean other = ZeekLogKinds.other(path)
                || names.stream().anyMatch(ZeekLogKinds::ofOthers) && names.stream().noneMatch(ZeekLogKinds::ofConn);
        if ((named || identified) && (conn || !other)) {
            return null;
        }
        return other ? "this is a Zeek " + (ZeekLogKinds.other(path) ? path + " " : "")
                + "log, not a conn log; its rows are passed over"
                : "this Zeek log has no columns that name a connection (addresses and proto, or community_id);"
                + " its rows are passed over";
    }

    private static List<String> typesOf(List<String> fields) {
        return fields.stream().map(ZeekField::typeOf).toList();
    }

    private static List<String> names(String line, String separator) {
        return split(line, separator).stream().map(name -> new String(unescaped(name), StandardCharsets.UTF_8)).toList();
    }

    private static List<String> split(String line, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
            parts.add(line.substring(from, at));
            from = at + separator.length();
        }
        parts.add(line.substring(from));
        return parts;
    }

    private static byte[] unescaped(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        return ZeekText.unescape(bytes, 0, bytes.length);
    }
}

package correlate.report;

import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.Finding;
import correlate.model.Place;
import correlate.model.ProcessFacts;
import correlate.model.Sighting;
import correlate.model.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of a finding by their JSON paths: the only place that knows which path is what. A value is the text that JSON
 * shows, without quotes; an end is {@code ip:port}, a place {@code file:line}, any other object or list is its JSON; what is
 * unknown is an empty string.
 */
final class Columns {
    /** What csv and tsv print unless told otherwise. */
    static final List<String> DEFAULT = List.of("time", "verdict", "reason.code", "community_id", "side", "candidates",
            "gap_seconds", "local.ip", "local.port", "remote.ip", "remote.port",
            "connection.source", "connection.uid", "connection.start", "connection.end", "connection.duration_seconds",
            "connection.proto", "connection.service", "connection.state", "connection.orig.bytes", "connection.resp.bytes",
            "connection.at.file", "connection.at.line",
            "sighting.host", "sighting.query", "sighting.kind", "sighting.sightings", "sighting.first_seen",
            "sighting.last_seen", "sighting.closed_by", "sighting.process.pid", "sighting.process.name",
            "sighting.process.path", "sighting.process.cmdline", "sighting.process.start", "sighting.process.parent_pid",
            "sighting.process.user.id", "sighting.process.user.name", "sighting.process.hash.md5",
            "sighting.process.hash.sha1", "sighting.process.hash.sha256", "sighting.at.file", "sighting.at.line");

    private static final Map<String, Function<Finding, Object>> PATHS = new LinkedHashMap<>();
    private static final List<String> FIRST_WORDS = List.of("time", "verdict", "reason", "community_id", "side", "candidates",
            "gap_seconds", "local", "remote", "connection", "sighting");
    /** Under these, names are the log's own and may hold dots. */
    private static final List<String> OPEN = List.of("connection.log", "connection.alerts", "sighting.columns",
            "sighting.decorations");

    static {
        finding("time", f -> time(f.time()));
        finding("verdict", f -> FindingJson.word(f.verdict()));
        finding("reason", f -> FindingJson.text(json -> json.reason(f)));
        finding("reason.code", f -> FindingJson.word(f.reason()));
        finding("reason.text", Finding::reasonText);
        finding("community_id", Finding::id);
        finding("side", f -> f.side() == null ? null : switch (f.side()) {
            case ORIG -> "orig";
            case RESP -> "resp";
        });
        finding("candidates", Finding::candidates);
        finding("gap_seconds", f -> FindingJson.isKnown(f.gap()) ? JsonNumber.seconds(f.gap(), 1) : null);
        end("local", Finding::local);
        end("remote", Finding::remote);

        connection("", c -> FindingJson.text(json -> json.connection(c)));
        connection(".source", Connection::source);
        connection(".uid", Connection::uid);
        connection(".start", c -> time(c.start()));
        connection(".end", c -> time(c.end()));
        connection(".duration_seconds", Connection::duration);
        connection(".proto", Connection::proto);
        connection(".service", Connection::service);
        connection(".state", Connection::state);
        end("connection.orig", f -> f.connection() == null ? null : f.connection().orig());
        connection(".orig.bytes", Connection::origBytes);
        end("connection.resp", f -> f.connection() == null ? null : f.connection().resp());
        connection(".resp.bytes", Connection::respBytes);
        connection(".alerts", c -> c.alerts().isEmpty() ? null : c.alerts());
        connection(".log", c -> c.log().isEmpty() ? null : c.log());
        place("connection.at", f -> f.connection() == null ? null : f.connection().at());

        sighting("", s -> FindingJson.text(json -> json.sighting(s)));
        sighting(".host", Sighting::host);
        sighting(".query", Sighting::query);
        sighting(".kind", Sighting::kind);
        sighting(".sightings", Sighting::sightings);
        sighting(".first_seen", s -> time(s.firstSeen()));
        sighting(".last_seen", s -> time(s.lastSeen()));
        sighting(".closed_by", Sighting::closedBy);
        sighting(".known_from", s -> time(s.knownFrom()));
        sighting(".known_to", s -> time(s.knownTo()));
        sighting(".may_from", s -> time(s.mayFrom()));
        sighting(".may_to", s -> time(s.mayTo()));
        sighting(".clock_offset_seconds", s -> JsonNumber.seconds(s.clockOffset(), 0));
        sighting(".proto_assumed", s -> s.protoAssumed() ? "true" : null);
        process("", p -> FindingJson.text(json -> json.process(p)));
        process(".pid", ProcessFacts::pid);
        process(".name", ProcessFacts::name);
        process(".path", ProcessFacts::path);
        process(".cmdline", ProcessFacts::cmdline);
        process(".start", p -> time(p.start()));
        process(".parent_pid", ProcessFacts::parentPid);
        process(".user", p -> FindingJson.text(json -> json.user(p)));
        process(".user.id", ProcessFacts::userId);
        process(".user.name", ProcessFacts::userName);
        process(".hash", p -> FindingJson.text(json -> json.hash(p)));
        process(".hash.md5", ProcessFacts::md5);
        process(".hash.sha1", ProcessFacts::sha1);
        process(".hash.sha256", ProcessFacts::sha256);
        sighting(".columns", s -> s.columns().isEmpty() ? null : s.columns());
        sighting(".decorations", s -> s.decorations().isEmpty() ? null : s.decorations());
        place("sighting.at", f -> f.sighting() == null ? null : f.sighting().at());
    }

    private Columns() {
    }

    /**
     * What a path gives of a finding; an empty string where the finding has nothing there.
     *
     * @throws IllegalArgumentException if no finding can have it, with a sentence for the user
     */
    static Function<Finding, String> of(String path) {
        Function<Finding, Object> known = PATHS.get(path);
        if (known != null) {
            return finding -> text(known.apply(finding));
        }
        for (String open : OPEN) {
            if (path.startsWith(open + ".")) {
                Function<Finding, Object> container = PATHS.get(open);
                String name = path.substring(open.length() + 1);
                return finding -> text(inside(container.apply(finding), name));
            }
        }
        throw new IllegalArgumentException("--columns: \"" + Visible.escape(path) + "\" is no column; " + advice(path));
    }

    /** What stands beside what was meant. */
    private static String advice(String path) {
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            String parent = path.substring(0, dot + 1);
            String names = PATHS.keySet().stream().filter(known -> known.startsWith(parent))
                    .map(known -> known.substring(parent.length()).replaceFirst("\\..*", "")).distinct()
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                return "under " + parent.substring(0, dot) + " there are " + names;
            }
        }
        return "begin it with one of " + String.join(", ", FIRST_WORDS);
    }

    /** All paths that are not the log's own. */
    static Iterable<String> paths() {
        return PATHS.keySet();
    }

    /** The value under a name whose dots may be part of it or lead deeper; in a list, the values of all elements. */
    private static Object inside(Object container, String name) {
        if (container instanceof List<?> list) {
            List<Object> found = new ArrayList<>();
            for (Object element : list) {
                Object value = inside(element, name);
                if (value != null) {
                    found.add(value);
                }
            }
            return found.isEmpty() ? null : found;
        }
        if (!(container instanceof Map<?, ?> map)) {
            return null;
        }
        Object value = map.get(name);
        for (int dot = name.lastIndexOf('.'); value == null && dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            value = inside(map.get(name.substring(0, dot)), name.substring(dot + 1));
        }
        return value;
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Map || value instanceof List ? FindingJson.text(value) : value.toString();
    }

    private static String time(long micros) {
        return FindingJson.isKnown(micros) ? Times.iso(micros) : null;
    }

    private static void finding(String path, Function<Finding, Object> value) {
        PATHS.put(path, value);
    }

    private static void end(String path, Function<Finding, Endpoint> end) {
        part(path, end, e -> e);
        part(path + ".ip", end, Endpoint::ip);
        part(path + ".port", end, Endpoint::port);
    }

    private static void place(String path, Function<Finding, Place> place) {
        part(path, place, p -> p.file() + ":" + p.line());
        part(path + ".file", place, Place::file);
        part(path + ".line", place, Place::line);
    }

    private static void connection(String path, Function<Connection, Object> value) {
        part("connection" + path, Finding::connection, value);
    }

    private static void sighting(String path, Function<Sighting, Object> value) {
        part("sighting" + path, Finding::sighting, value);
    }

    private static void process(String path, Function<ProcessFacts, Object> value) {
        part("sighting.process" + path, f -> f.sighting() == null ? null : f.sighting().process(), value);
    }

    private static <P> void part(String path, Function<Finding, P> part, Function<? super P, Object> value) {
        PATHS.put(path, finding -> {
            P known = part.apply(finding);
            return known == null ? null : value.apply(known);
        });
    }
}

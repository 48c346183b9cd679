package correlate.report;

import correlate.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of the table.
 *
 * @param title what its header says
 * @param value its cell, not yet escaped; empty if unknown
 * @param room what becomes of it where the terminal is narrow
 * @param worth which of the optional columns goes first: the one of least worth
 */
record TableColumn(String title, Function<Finding, String> value, Room room, int worth) {
    /** What becomes of a column where the terminal is narrow. */
    enum Room {
        /** It is printed whole. */
        WHOLE,
        /** It is left out. */
        OPTIONAL,
        /** It takes what the others leave. */
        REST
    }

    private static final String COMMAND_LINE = "sighting.process.cmdline";
    /** Long enough for every name that a kernel keeps, short enough that one file name does not push out a column. */
    private static final int WIDEST_NAME = 32;

    /** What a person needs first. */
    static List<TableColumn> standard(boolean terminal) {
        return List.of(
                whole("TIME", Columns.of("time")),
                whole("VERDICT", Columns.of("verdict")),
                whole("HOST", Columns.of("sighting.host")),
                whole("PROCESS (PID)", process(terminal)),
                optional("USER", firstOf("sighting.process.user.name", "sighting.process.user.id"), 5),
                whole("LOCAL", firstOf("local", "connection.orig")),
                optional("DIR", direction(), 6),
                whole("REMOTE", firstOf("remote", "connection.resp")),
                optional("PROTO", Columns.of("connection.proto"), 4),
                optional("SERVICE", Columns.of("connection.service"), 2),
                optional("BYTES", bytes(), 3),
                optional("DURATION", Columns.of("connection.duration_seconds"), 1),
                new TableColumn("COMMAND LINE", commandLine(), Room.REST, 0));
    }

    /** The columns that the user named, under their paths. */
    static List<TableColumn> chosen(List<String> paths) {
        int rest = paths.indexOf(COMMAND_LINE);
        for (int i = paths.size() - 1; rest < 0 && i >= 0; i--) {
            rest = isWhole(paths.get(i)) ? -1 : i;
        }
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            Room room = i == rest ? Room.REST : isWhole(path) ? Room.WHOLE : Room.OPTIONAL;
            columns.add(new TableColumn(path, Columns.of(path), room, -i));
        }
        return columns;
    }

    /** Half a time, address, number or id is worse than a wide line. */
    private static boolean isWhole(String path) {
        return switch (path) {
            case "time", "verdict", "community_id", "local", "remote", "connection.uid", "connection.orig", "connection.resp",
                    "sighting.host", "sighting.process.pid", "sighting.process.parent_pid" -> true;
            default -> path.endsWith(".ip") || path.endsWith(".port") || path.startsWith("sighting.process.hash.");
        };
    }

    private static TableColumn whole(String title, Function<Finding, String> value) {
        return new TableColumn(title, value, Room.WHOLE, 0);
    }

    private static TableColumn optional(String title, Function<Finding, String> value, int worth) {
        return new TableColumn(title, value, Room.OPTIONAL, worth);
    }

    /** Where the side is not known, the two ends stand as the network log has them, and the direction is unknown. */
    private static Function<Finding, String> firstOf(String path, String otherwise) {
        Function<Finding, String> first = Columns.of(path);
        Function<Finding, String> second = Columns.of(otherwise);
        return finding -> {
            String value = first.apply(finding);
            return value.isEmpty() ? second.apply(finding) : value;
        };
    }

    private static Function<Finding, String> process(boolean terminal) {
        Function<Finding, String> name = firstOf("sighting.process.name", "sighting.process.path");
        Function<Finding, String> pid = Columns.of("sighting.process.pid");
        return finding -> {
            if (terminal && finding.sighting() == null) {
                return "[" + FindingJson.word(finding.reason()) + "]";      // the sentence may have to go
            }
            String shownName = name.apply(finding);
            String shownPid = pid.apply(finding);
            if (shownName.isEmpty() && shownPid.isEmpty()) {
                return "";
            }
            return (shownName.isEmpty() ? "-" : terminal ? ConsoleWidth.cut(shownName, WIDEST_NAME) : shownName)
                    + " (" + (shownPid.isEmpty() ? "-" : shownPid) + ")";
        };
    }

    private static Function<Finding, String> direction() {
        return finding -> finding.side() == null ? "" : switch (finding.side()) {
            case ORIG -> "out";
            case RESP -> "in";
        };
    }

    private static Function<Finding, String> bytes() {
        Function<Finding, String> orig = Columns.of("connection.orig.bytes");
        Function<Finding, String> resp = Columns.of("connection.resp.bytes");
        return finding -> {
            String sent = orig.apply(finding);
            String received = resp.apply(finding);
            return sent.isEmpty() && received.isEmpty() ? ""
                    : (sent.isEmpty() ? "-" : sent) + "/" + (received.isEmpty() ? "-" : received);
        };
    }

    /** A connection without a sighting has no command line, but a reason for that. */
    private static Function<Finding, String> commandLine() {
        Function<Finding, String> commandLine = Columns.of(COMMAND_LINE);
        return finding -> finding.sighting() == null ? "[" + finding.reasonText() + "]" : commandLine.apply(finding);
    }
}

package correlate.report;

import correlate.model.Address;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.Finding;
import correlate.model.NumberText;
import correlate.model.Place;
import correlate.model.ProcessFacts;
import correlate.model.Reason;
import correlate.model.RowColumns;
import correlate.model.Sighting;
import correlate.model.Times;
import correlate.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a finding, or a part of one, as JSON: its keys and their order, which {@code docs/finding.schema.json} describes.
 * What is unknown is absent.
 */
final class FindingJson {
    private static final String[] VERDICTS = lowerCase(Verdict.values());
    private static final String[] REASONS = lowerCase(Reason.values());

    private static final int LATELY = 4096;

    private final JsonBytes json;
    /** The lines of sightings written lately; most come once, and these are not held. */
    private final int[] lines = new int[LATELY];
    /** Sightings whose line came again, and their text; null before one does. */
    private Sighting[] again;
    private byte[][] text;
    private final Told local = new Told();
    private final Told remote = new Told();

    FindingJson(JsonBytes json) {
        this.json = json;
    }

    /** Begins to write on this array. */
    JsonBytes begin(byte[] array) {
        json.begin(array);
        return json;
    }

    /** The printed name of a verdict. */
    static String word(Verdict verdict) {
        return VERDICTS[verdict.ordinal()];
    }

    /** The printed code of a reason. */
    static String word(Reason reason) {
        return REASONS[reason.ordinal()];
    }

    /** Whether a time is one, and no mark for an unknown or open one. */
    static boolean isKnown(long micros) {
        return micros > Times.BEFORE_ALL && micros < Times.AFTER_ALL;
    }

    /** The fields of a part. */
    interface Part {
        void writeTo(FindingJson json);
    }

    /** A part as an object of its own, or null if all of it is unknown. */
    static String text(Part part) {
        String text = written(json -> {
            json.json.startObject();
            part.writeTo(json);
            json.json.endObject();
        });
        return text.equals("{}") ? null : text;
    }

    /** A value of a log row as JSON. */
    static String text(Object value) {
        return written(json -> JsonValue.write(json.json, value));
    }

    private static String written(Part part) {
        JsonBytes text = new JsonBytes(256);
        part.writeTo(new FindingJson(text));
        return new String(text.array(), 0, text.size(), StandardCharsets.UTF_8);
    }

    void finding(Finding finding) {
        json.startObject();
        time("time", finding.time());
        word("verdict", word(finding.verdict()));
        json.key("reason");
        json.startObject();
        reason(finding);
        json.endObject();
        if (finding.id() != null) {
            json.key("community_id");
            json.communityId(finding.id());
        }
        if (finding.side() != null) {
            word("side", switch (finding.side()) {
                case ORIG -> "orig";
                case RESP -> "resp";
            });
        }
        json.key("candidates");
        json.integer(finding.candidates());
        if (isKnown(finding.gap())) {
            json.key("gap_seconds");
            json.seconds(finding.gap(), 1);
        }
        end("local", finding.local(), local);
        end("remote", finding.remote(), remote);
        if (finding.connection() != null) {
            json.key("connection");
            json.startObject();
            connection(finding.connection());
            json.endObject();
        }
        if (finding.sighting() != null) {
            json.key("sighting");
            sightingObject(finding.sighting());
        }
        json.endObject();
    }

    void reason(Finding finding) {
        word("code", word(finding.reason()));
        if (finding.ownText() != null) {
            string("text", finding.ownText());
        } else if (finding.reason().tellsGap(finding.verdict(), finding.gap())) {
            json.key("text");
            json.startText();
            json.part(finding.reason().textApart());
            json.part(Reason.beforeGap(finding.verdict()));
            json.rough(finding.gap());
            json.part(Reason.afterGap(finding.verdict()));
            json.endText();
        } else {
            word("text", finding.reason().text());
        }
    }

    void connection(Connection connection) {
        word("source", connection.source());
        string("uid", connection.uid());
        time("start", connection.start());
        time("end", connection.end());
        number("duration_seconds", connection.duration());
        string("proto", connection.proto());
        string("service", connection.service());
        string("state", connection.state());
        end("orig", connection.orig(), connection.origBytes());
        end("resp", connection.resp(), connection.respBytes());
        if (!connection.alerts().isEmpty()) {
            json.key("alerts");
            JsonValue.write(json, connection.alerts());
        }
        columns("log", connection.log());
        place(connection.at());
    }

    /** Writes a sighting that is told over and over, a listener's, as it was written before. */
    private void sightingObject(Sighting sighting) {
        int line = (int) sighting.at().line();
        int slot = line & LATELY - 1;
        if (again != null && again[slot] == sighting) {
            json.literal(text[slot]);
            return;
        }
        int start = json.startObject();
        sighting(sighting);
        json.endObject();
        if (lines[slot] == line) {
            if (again == null) {
                again = new Sighting[LATELY];
                text = new byte[LATELY][];
            }
            again[slot] = sighting;
            text[slot] = json.since(start);
        }
        lines[slot] = line;
    }

    void sighting(Sighting sighting) {
        string("host", sighting.host());
        string("query", sighting.query());
        word("kind", sighting.kind());
        json.key("sightings");
        json.integer(sighting.sightings());
        time("first_seen", sighting.firstSeen());
        time("last_seen", sighting.lastSeen());
        word("closed_by", sighting.closedBy());
        time("known_from", sighting.knownFrom());
        time("known_to", sighting.knownTo());
        time("may_from", sighting.mayFrom());
        time("may_to", sighting.mayTo());
        json.key("clock_offset_seconds");
        json.seconds(sighting.clockOffset(), 0);
        if (sighting.protoAssumed()) {
            json.key("proto_assumed");
            json.literal("true");
        }
        ProcessFacts process = sighting.process();
        if (process != null && !process.isUnknown()) {
            json.key("process");
            json.startObject();
            process(process);
            json.endObject();
        }
        columns("columns", sighting.columns());
        columns("decorations", sighting.decorations());
        place(sighting.at());
    }

    void process(ProcessFacts process) {
        number("pid", process.pid());
        string("name", process.name());
        string("path", process.path());
        string("cmdline", process.cmdline());
        time("start", process.start());
        number("parent_pid", process.parentPid());
        if (process.userId() != null || process.userName() != null) {
            json.key("user");
            json.startObject();
            user(process);
            json.endObject();
        }
        if (process.md5() != null || process.sha1() != null || process.sha256() != null) {
            json.key("hash");
            json.startObject();
            hash(process);
            json.endObject();
        }
    }

    void user(ProcessFacts process) {
        number("id", process.userId());
        string("name", process.userName());
    }

    void hash(ProcessFacts process) {
        string("md5", process.md5());
        string("sha1", process.sha1());
        string("sha256", process.sha256());
    }

    /** An end that the finding has told of, and where: its connection tells of it again. */
    private static final class Told {
        private Endpoint end;
        private int from;
        private int to;
    }

    private void end(String name, Endpoint end, Told told) {
        told.end = end;
        if (end != null) {
            json.key(name);
            json.startObject();
            told.from = json.size();
            end(end);
            told.to = json.size();
            json.endObject();
        }
    }

    private void end(Endpoint end) {
        json.key("ip");
        json.address(end.ip());
        json.key("port");
        json.integer(end.port());
    }

    private void end(String name, Endpoint end, NumberText bytes) {
        if (end == null && bytes == null) {
            return;
        }
        json.key(name);
        json.startObject();
        if (end != null && (end == local.end || end == remote.end)) {
            Told told = end == local.end ? local : remote;
            json.again(told.from, told.to);
        } else if (end != null) {
            end(end);
        }
        number("bytes", bytes);
        json.endObject();
    }

    private void place(Place at) {
        if (at != null) {
            json.key("at");
            json.startObject();
            string("file", at.file());
            json.key("line");
            json.integer(at.line());
            json.endObject();
        }
    }

    private void time(String name, long micros) {
        if (isKnown(micros)) {
            json.key(name);
            json.time(micros);
        }
    }

    private void word(String name, String value) {
        if (value != null) {
            json.key(name);
            json.word(value);
        }
    }

    private void string(String name, String value) {
        if (value != null) {
            json.key(name);
            json.string(value);
        }
    }

    private void number(String name, NumberText value) {
        if (value != null) {
            json.key(name);
            JsonValue.number(json, value.text());
        }
    }

    private void columns(String name, Map<String, Object> columns) {
        if (columns.isEmpty()) {
            return;
        }
        json.key(name);
        if (columns instanceof RowColumns row) {
            json.startObject();
            row.tell(json);
            json.endObject();
        } else {
            JsonValue.write(json, columns);
        }
    }

    private static String[] lowerCase(Enum<?>[] constants) {
        String[] words = new String[constants.length];
        for (Enum<?> constant : constants) {
            words[constant.ordinal()] = constant.name().toLowerCase(Locale.ROOT);
        }
        return words;
    }
}

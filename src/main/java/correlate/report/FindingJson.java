package correlate.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import correlate.model.Address;
import correlate.model.Connection;
import correlate.model.Endpoint;
import correlate.model.Finding;
import correlate.model.NumberText;
import correlate.model.Place;
import correlate.model.ProcessFacts;
import correlate.model.Reason;
import correlate.model.Sighting;
import correlate.model.Times;
import correlate.model.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a finding, or a part of one, as JSON: its keys and their order, which {@code docs/finding.schema.json} describes.
 * What is unknown is absent.
 *
 * <p>Measured over 450,000 findings of 1.7 KB: 3.8 µs of processor time each on a busy machine, most of it in looking at
 * every character for {@link JsonEscapes}.
 */
final class FindingJson {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .characterEscapes(new JsonEscapes())
            .rootValueSeparator((String) null)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // The readers allow a log 1,000 levels, and here it stands two levels deeper.
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(2_000).build())
            .build();
    private static final String[] VERDICTS = lowerCase(Verdict.values());
    private static final String[] REASONS = lowerCase(Reason.values());

    private static final ProcessFacts NOTHING_KNOWN =
            new ProcessFacts(null, null, null, null, Times.NONE, null, null, null, null, null, null);

    private final JsonGenerator json;

    FindingJson(Writer out) {
        try {
            json = FACTORY.createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        void writeTo(FindingJson json) throws IOException;
    }

    /** A part as an object of its own, or null if all of it is unknown. */
    static String text(Part part) {
        String text = written(json -> {
            json.json.writeStartObject();
            part.writeTo(json);
            json.json.writeEndObject();
        });
        return text.equals("{}") ? null : text;
    }

    /** A value of a log row as JSON. */
    static String text(Object value) {
        return written(json -> JsonValue.write(json.json, value));
    }

    private static String written(Part part) {
        StringWriter text = new StringWriter();
        FindingJson json = new FindingJson(text);
        try {
            part.writeTo(json);
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    void finding(Finding finding) throws IOException {
        json.writeStartObject();
        time("time", finding.time());
        string("verdict", word(finding.verdict()));
        json.writeObjectFieldStart("reason");
        reason(finding);
        json.writeEndObject();
        string("community_id", finding.id());
        if (finding.side() != null) {
            string("side", switch (finding.side()) {
                case ORIG -> "orig";
                case RESP -> "resp";
            });
        }
        json.writeNumberField("candidates", finding.candidates());
        if (isKnown(finding.gap())) {
            json.writeFieldName("gap_seconds");
            json.writeNumber(JsonNumber.seconds(finding.gap(), 1));
        }
        end("local", finding.local(), null);
        end("remote", finding.remote(), null);
        if (finding.connection() != null) {
            json.writeObjectFieldStart("connection");
            connection(finding.connection());
            json.writeEndObject();
        }
        if (finding.sighting() != null) {
            json.writeObjectFieldStart("sighting");
            sighting(finding.sighting());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    void reason(Finding finding) throws IOException {
        string("code", word(finding.reason()));
        string("text", finding.reasonText());
    }

    void connection(Connection connection) throws IOException {
        string("source", connection.source());
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
            json.writeFieldName("alerts");
            JsonValue.write(json, connection.alerts());
        }
        columns("log", connection.log());
        place(connection.at());
    }

    void sighting(Sighting sighting) throws IOException {
        string("host", sighting.host());
        string("query", sighting.query());
        string("kind", sighting.kind());
        json.writeNumberField("sightings", sighting.sightings());
        time("first_seen", sighting.firstSeen());
        time("last_seen", sighting.lastSeen());
        string("closed_by", sighting.closedBy());
        time("known_from", sighting.knownFrom());
        time("known_to", sighting.knownTo());
        time("may_from", sighting.mayFrom());
        time("may_to", sighting.mayTo());
        json.writeFieldName("clock_offset_seconds");
        json.writeNumber(JsonNumber.seconds(sighting.clockOffset(), 0));
        if (sighting.protoAssumed()) {
            json.writeBooleanField("proto_assumed", true);
        }
        ProcessFacts process = sighting.process();
        if (process != null && !process.equals(NOTHING_KNOWN)) {
            json.writeObjectFieldStart("process");
            process(process);
            json.writeEndObject();
        }
        columns("columns", sighting.columns());
        columns("decorations", sighting.decorations());
        place(sighting.at());
    }

    void process(ProcessFacts process) throws IOException {
        number("pid", process.pid());
        string("name", process.name());
        string("path", process.path());
        string("cmdline", process.cmdline());
        time("start", process.start());
        number("parent_pid", process.parentPid());
        if (process.userId() != null || process.userName() != null) {
            json.writeObjectFieldStart("user");
            user(process);
            json.writeEndObject();
        }
        if (process.md5() != null || process.sha1() != null || process.sha256() != null) {
            json.writeObjectFieldStart("hash");
            hash(process);
            json.writeEndObject();
        }
    }

    void user(ProcessFacts process) throws IOException {
        number("id", process.userId());
        string("name", process.userName());
    }

    void hash(ProcessFacts process) throws IOException {
        string("md5", process.md5());
        string("sha1", process.sha1());
        string("sha256", process.sha256());
    }

    /** Text between objects: separators and brackets. */
    void raw(String text) throws IOException {
        json.writeRaw(text);
    }

    void flush() throws IOException {
        json.flush();
    }

    private void end(String name, Endpoint end, NumberText bytes) throws IOException {
        if (end == null && bytes == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        if (end != null) {
            string("ip", end.ip());
            json.writeNumberField("port", end.port());
        }
        number("bytes", bytes);
        json.writeEndObject();
    }

    private void place(Place at) throws IOException {
        if (at != null) {
            json.writeObjectFieldStart("at");
            string("file", at.file());
            json.writeNumberField("line", at.line());
            json.writeEndObject();
        }
    }

    private void time(String name, long micros) throws IOException {
        if (isKnown(micros)) {
            json.writeStringField(name, Times.iso(micros));
        }
    }

    private void string(String name, Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private void number(String name, NumberText value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            JsonValue.write(json, value);
        }
    }

    private void columns(String name, Map<String, Object> columns) throws IOException {
        if (!columns.isEmpty()) {
            json.writeFieldName(name);
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

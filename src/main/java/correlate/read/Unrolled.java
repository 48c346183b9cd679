package correlate.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * Takes the records out of a JSON document that is not one record a line (an Arkime or Elasticsearch answer, an array,
 * indented objects one after the other) and writes each on a line of its own. Numbers keep their text.
 */
public final class Unrolled {
    private static final Set<String> ARRAYS = Set.of("sessions3", "sessions2", "data");
    private static final String HITS = "hits";
    private static final String SOURCE = "_source";
    private static final String BODY = "body";

    private final JsonParser parser;
    private final OutputStream out;
    private final LineBuffer line = new LineBuffer();
    private final boolean wrapped;
    private long records;

    private Unrolled(JsonParser parser, OutputStream out, boolean wrapped) {
        this.parser = parser;
        this.out = out;
        this.wrapped = wrapped;
    }

    /** Whether these first bytes of a file are those of such a document. */
    public static boolean isDocument(byte[] head, int length) {
        return JsonShape.isDocument(head, length);
    }

    /**
     * The records, one a line, under the document's name; a line number in it is the number of a record. If the document is
     * damaged, this input ends behind the last whole record and says so. The document is closed.
     */
    public static Input of(Input document) throws IOException {
        Path spool = Spool.file();
        String damage;
        boolean wrapped = isWrapped(document);
        try (OutputStream out = Spool.open(spool); JsonParser parser = parser(document)) {
            damage = new Unrolled(parser, out, wrapped).write();
        } catch (IOException e) {
            damage = Damage.of(e).getMessage();
        }
        document.close();
        return Input.ofSpool(document.name(), spool, damage);
    }

    /** Whether an array under this key of the outermost object holds records. */
    static boolean isArray(String key) {
        return ARRAYS.contains(key);
    }

    private String write() throws IOException {
        try {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    elements(SOURCE);
                } else if (token == JsonToken.START_OBJECT && wrapped) {
                    wrapper();
                } else {
                    record(SOURCE);
                }
            }
            return null;
        } catch (JsonEOFException e) {
            return "its JSON is cut off; the %d records before that were read, export it again for the rest".formatted(records);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            return "its JSON is damaged at line %d, column %d; the %d records before that were read, export it again for the rest"
                    .formatted(at.getLineNr(), at.getColumnNr(), records);
        }
    }

    private void wrapper() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && isArray(key)) {
                elements(BODY);
            } else if (value == JsonToken.START_OBJECT && key.equals(HITS)) {
                hits();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void hits() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && key.equals(HITS)) {
                elements(SOURCE);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void elements(String inner) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            record(inner);
        }
    }

    /** Writes the value at hand, or, if it is an object that has one, the object under its key {@code inner}. */
    private void record(String inner) throws IOException {
        line.reset();
        JsonGenerator json = Json.FACTORY.createGenerator(line);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            copy(json);
        } else {
            json.writeStartObject();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT && key.equals(inner)) {
                    json.flush();
                    line.reset();
                    json = Json.FACTORY.createGenerator(line);
                    copy(json);
                    skipRest();
                    break;
                }
                json.writeFieldName(key);
                copy(json);
            }
        }
        json.close();                   // closes the object, too, if it is open
        line.endTo(out);
        records++;
    }

    private void skipRest() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private void copy(JsonGenerator json) throws IOException {
        int depth = 0;
        for (JsonToken token = parser.currentToken();; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> json.writeStartObject();
                case START_ARRAY -> json.writeStartArray();
                case END_OBJECT -> json.writeEndObject();
                case END_ARRAY -> json.writeEndArray();
                case FIELD_NAME -> json.writeFieldName(parser.currentName());
                case VALUE_STRING -> json.writeString(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
                case VALUE_TRUE, VALUE_FALSE -> json.writeBoolean(token == JsonToken.VALUE_TRUE);
                default -> json.writeNull();
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }

    private void number(JsonGenerator json) throws IOException {
        if (parser.isNaN()) {
            json.writeNull();           // no JSON has it; Zeek writes null for it
        } else {
            json.writeNumber(parser.getText());
        }
    }

    /** Whether the first object is an answer around records, not a record. */
    private static boolean isWrapped(Input document) {
        try (JsonParser parser = parser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY && isArray(key)) {
                    return parser.nextToken() == JsonToken.START_OBJECT || parser.currentToken() == JsonToken.END_ARRAY;
                }
                if (value == JsonToken.START_OBJECT && key.equals(HITS)) {
                    return holdsHits(parser);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // the second pass says what is wrong
        }
        return false;
    }

    private static boolean holdsHits(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && key.equals(HITS)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** A bad byte becomes U+FFFD instead of ending the document: log text is written by attackers. */
    private static JsonParser parser(Input document) throws IOException {
        InputStream in = document.open();
        byte[] head = document.head(3);
        if (head.length == 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf) {
            in.skipNBytes(3);
        }
        return Json.FACTORY.createParser(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Apart, so that {@link #isDocument} does not load the library. */
    private static final class Json {
        /** Reads what sloppy writers write; never keeps keys, of which an attacker could invent millions. */
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                        JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, JsonReadFeature.ALLOW_TRAILING_COMMA)
                // half a surrogate pair, which JSON can escape, has no UTF-8
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }
}

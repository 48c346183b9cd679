package correlate.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plain twin of {@link JsonScanner}: the same tokens by Jackson's streaming parser. */
final class JacksonTokens {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .maxNumberLength(JsonScanner.MAX_VALUE).build())
            .build();

    /** A surrogate pair, another unit, or any other escape: found in this order, so an escaped backslash is never half read. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|\\\\u\\p{XDigit}{4}|\\\\.", Pattern.DOTALL);

    private JacksonTokens() {
    }

    /** All tokens of the text, or null if it is not one JSON value. */
    static List<String> of(byte[] text) {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        try (JsonParser parser = JSON.createParser(whole(new String(text, StandardCharsets.UTF_8)))) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (depth == 0 && !tokens.isEmpty()) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                tokens.add(switch (token) {
                    case START_OBJECT -> "{";
                    case END_OBJECT -> "}";
                    case START_ARRAY -> "[";
                    case END_ARRAY -> "]";
                    case FIELD_NAME -> "name " + parser.currentName();
                    case VALUE_STRING -> "string " + parser.getText();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + parser.getText();
                    default -> parser.getText();
                });
            }
            return tokens.isEmpty() ? null : tokens;
        } catch (IOException e) {
            return null;
        }
    }

    /** Jackson refuses half surrogate pairs in names; the scanner replaces them everywhere, so here it is done beforehand. */
    static String whole(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> {
            String escape = found.group();
            boolean half = escape.length() == 6 && Character.isSurrogate((char) Integer.parseInt(escape.substring(2), 16));
            return Matcher.quoteReplacement(half ? "\\ufffd" : escape);
        });
    }
}

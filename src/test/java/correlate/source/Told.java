package correlate.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import correlate.model.NumberText;
import correlate.model.RowColumns;
import correlate.source.json.BadJson;
import correlate.source.json.JsonStrings;
import correlate.source.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers what a row tells of itself, as a map. */
public final class Told implements RowColumns.Listener {
    private final Map<String, Object> columns = new LinkedHashMap<>();
    private final boolean takesEscapes;
    private String name;

    private Told(boolean takesEscapes) {
        this.takesEscapes = takesEscapes;
    }

    /** The columns in the order in which they are told. */
    public static Map<String, Object> by(RowColumns row, boolean takesEscapes) {
        Told told = new Told(takesEscapes);
        row.tell(told);
        return told.columns;
    }

    private void put(Object value) {
        assertEquals(null, columns.put(name, value), "told twice: " + name);
    }

    @Override
    public void name(byte[] bytes, int from, int to) {
        name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        put(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public boolean escapedText(byte[] bytes, int from, int to) {
        if (takesEscapes) {
            put(JsonStrings.text(bytes, from, to, true));
        }
        return takesEscapes;
    }

    @Override
    public boolean members(byte[] bytes, int from, int to) {
        if (takesEscapes) {
            byte[] object = ('{' + new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) + '}')
                    .getBytes(StandardCharsets.ISO_8859_1);
            try {
                JsonTree.object(object, 0, object.length).forEach((member, value) -> {
                    name = member;
                    put(value);
                });
            } catch (BadJson e) {
                throw new AssertionError(e);
            }
        }
        return takesEscapes;
    }

    @Override
    public void number(byte[] bytes, int from, int to) {
        put(new NumberText(new String(bytes, from, to - from, StandardCharsets.US_ASCII)));
    }

    @Override
    public void value(Object value) {
        put(value);
    }
}

package correlate.model;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a row that still lies in its log's bytes: a map, made when first asked for, and for printing, which wants
 * all of them in order, a way that makes no objects of them. Printing a row so takes a fifth of the time.
 */
public abstract class RowColumns extends AbstractMap<String, Object> {
    private Map<String, Object> map;

    /** For the formats whose rows are kept as bytes. */
    protected RowColumns() {
    }

    /** Is told the columns of a row in the order of the log, each by its name and one of the others. Text is UTF-8, well-formed or not. */
    public interface Listener {
        /** The name of the next column. */
        void name(byte[] bytes, int from, int to);

        /** A text as it is. */
        void text(byte[] bytes, int from, int to);

        /** A text as it stands between the quotes of a sound JSON string; false if it is not taken like that and must be told as text. */
        boolean escapedText(byte[] bytes, int from, int to);

        /** Members as they stand in a sound JSON object without blanks between them, all texts; false if they are not taken like that. */
        boolean members(byte[] bytes, int from, int to);

        /** A number as JSON writes it. */
        void number(byte[] bytes, int from, int to);

        /** A value of the kinds that {@link Connection#log} names. */
        void value(Object value);
    }

    /** Tells every column. */
    public abstract void tell(Listener listener);

    /** Makes the values of all columns, in the order of the log. */
    protected abstract Map<String, Object> read();

    /** All columns as a map. */
    protected final Map<String, Object> map() {
        if (map == null) {
            map = read();
        }
        return map;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return map().entrySet();
    }

    @Override
    public Object get(Object name) {
        return map().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }
}

package correlate.source.json;

import correlate.model.NumberText;
import correlate.read.Input;
import correlate.source.FlowKey;
import correlate.source.Format;
import correlate.source.NetworkLog;
import correlate.source.Row;
import java.util.List;
import java.util.Map;

/**
 * A network log of JSON lines whose kind a subclass describes: where its values stand, which of its rows are connections, and
 * what a finding shows of them. The subclass has no state that a row changes.
 */
public abstract class JsonFlows implements Format<NetworkLog> {
    /** So many lines at the beginning of a file may be damaged, or of another kind, before it is no log of this one. */
    private static final int LINES_TRIED = 20;

    private final String name;
    private final String source;
    private final JsonPaths paths;

    /**
     * Describes a kind of log.
     *
     * @param name as messages call it
     * @param source as findings call it
     * @param paths where the values stand that {@link #read} needs
     */
    protected JsonFlows(String name, String source, JsonPaths paths) {
        this.name = name;
        this.source = source;
        this.paths = paths;
    }

    /** One row read again: what the scan makes of it, and all of it. */
    public record Told(Row row, FlowKey key, JsonFields fields, Map<String, Object> log) {

        /** The text or number at a path, or null. */
        public String text(String path) {
            Object value = JsonPaths.in(log, path);
            return value instanceof String || value instanceof NumberText ? value.toString() : null;
        }

        /** The number at a path, or null. */
        public NumberText number(String path) {
            return JsonPaths.in(log, path) instanceof NumberText number ? number : null;
        }

        /** Whatever stands at a path, or null. */
        public Object value(String path) {
            return JsonPaths.in(log, path);
        }
    }

    /** What a finding shows of a connection beside its ends, its times and its row; null where the log does not say. */
    public record Facts(String uid, String service, String state, NumberText origBytes, NumberText respBytes) {
    }

    /** Collects from all rows of one connection what the row that tells of it does not have. */
    public interface Gathering {
        /** A row; called for each, in the order of the files. */
        void add(Told row);

        /** What the finding shows; may add to the log of the row that tells of the connection. */
        Facts facts(Told main);

        /** Alerts, if the log has such. */
        default List<Map<String, Object>> alerts() {
            return List.of();
        }
    }

    /** Says why a row with these values is of another kind of log, or null. */
    protected abstract String refuses(JsonFields row);

    /** Reads a row; false if it is no connection and to be passed over. */
    protected abstract boolean read(JsonFields row, JsonFlow flow);

    /** What collects the rows of one connection. */
    protected abstract Gathering gathering();

    /** Whether, of two rows of one connection, the later one tells more of it. */
    protected abstract boolean tellsMore(FlowKey later, FlowKey earlier);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final NetworkLog open(String file) {
        return new JsonFlowLog(this, source, paths);
    }

    @Override
    public final String refuses(byte[] head, int length) {
        JsonScanner json = new JsonScanner();
        JsonFields fields = new JsonFields(paths);
        int from = JsonLines.afterByteOrderMark(head, 0, length);
        String refusal = null;
        int tried = 0;
        for (int end; from < length && tried < LINES_TRIED; from = end + 1) {
            end = JsonLines.newline(head, from, length);
            if (JsonLines.isBlank(head, from, end)) {
                continue;
            }
            tried++;
            try {
                if (fields.read(json, head, from, end)) {
                    String mine = refuses(fields);
                    if (mine == null) {
                        return null;
                    }
                    refusal = refusal == null ? mine : refusal;
                }
            } catch (BadJson e) {
                boolean longer = e.cutOff() && end == length;           // than what we see of it
                if (longer && refuses(fields) == null) {
                    return null;
                }
                refusal = refusal == null && longer && length >= Input.HEAD ? Format.UNDECIDED : refusal;
            }
        }
        return refusal != null ? refusal : tried == 0 ? "it is empty" : "its first lines are no JSON objects";
    }
}

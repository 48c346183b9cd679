package correlate.source;

import correlate.model.Connection;
import java.util.List;
import java.util.function.Consumer;

/** One network log that has been recognised. */
public interface NetworkLog {
    /** The kind of log, as findings name it: {@code zeek}, {@code suricata}, {@code arkime} or {@code ecs}. */
    String source();

    /** The layout before the first line. */
    Layout start();

    /**
     * A scanner for one chunk, or for one thread that is alone. It writes its scratch space for every row, and so is made where
     * its thread makes objects: one kept for longer would be moved beside that of another thread by a collection, and two that
     * share a line of the processor's cache take it from each other with every write. A scan took up to twice as long, by chance.
     */
    FlowScanner scanner();

    /**
     * Parses in full the row of a connection that somebody asked for.
     *
     * @param rows the row, or all rows with its fold key, in the order of the file
     * @param problems is told of columns that are not of their type; they are kept as text
     */
    Connection connection(List<Row> rows, Consumer<FieldProblem> problems);

    /** A column of a row that is not what its type says. */
    record FieldProblem(Row row, String field, String reason) {
    }
}

package correlate.stream;

import correlate.index.SocketRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What one line of osquery tells of one execution.
 *
 * @param run the execution
 * @param rows its socket rows in that line; none where only that it ran is known
 */
record HostBatch(Run run, List<HostRow> rows) {

    Wire write(Wire wire) {
        run.write(wire).varying(rows.size());
        rows.forEach(row -> row.write(wire));
        return wire;
    }

    static HostBatch read(Wire.Reader in) {
        Run run = Run.read(in);
        int count = (int) in.varying();
        List<HostRow> rows = new ArrayList<>(count);
        while (rows.size() < count) {
            rows.add(HostRow.read(run, in));
        }
        return new HostBatch(run, rows);
    }

    boolean hasRemoved() {
        return rows.stream().anyMatch(row -> row.socket().change() == SocketRow.Change.REMOVED);
    }
}

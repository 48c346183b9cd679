package correlate.source.osquery;

import correlate.source.HostLog;
import correlate.source.HostScanner;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import correlate.source.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A log of osquery results, however its lines are wrapped. */
final class OsqueryLog implements HostLog {
    @Override
    public HostScanner scanner() {
        return new OsqueryScanner();
    }

    @Override
    public Map<String, Object> columns(byte[] bytes, int ordinal) {
        if (ordinal == SocketKey.ESCAPED) {
            byte[] row = JsonStrings.unescaped(bytes, 0, bytes.length);
            return SocketColumns.of(row, 0, row.length);
        }
        if (ordinal == SocketKey.PLAIN) {
            return SocketColumns.of(bytes, 0, bytes.length);
        }
        LineReader reader = new LineReader();
        RowOfLine row = new RowOfLine(reader.results, ordinal);
        if (bytes.length > 0) {
            reader.read(bytes, 0, bytes.length, 0, false, row);
        }
        return SocketColumns.of(row.bytes, 0, row.bytes.length);
    }

    @Override
    public Map<String, Object> decorations(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SocketColumns.of(bytes, 0, bytes.length);
    }

    /** Reads a line again for one of its rows. */
    private static final class RowOfLine implements HostSink {
        private final ResultReader results;
        private final int ordinal;
        private int count;
        private byte[] bytes = {'{', '}'};

        RowOfLine(ResultReader results, int ordinal) {
            this.results = results;
            this.ordinal = ordinal;
        }

        @Override
        public void row(SocketKey key) {
            if (count++ == ordinal) {
                bytes = Arrays.copyOfRange(results.rowBytes, results.rowFrom, results.rowTo);
            }
        }

        @Override
        public void batch(SocketKey key) {
        }

        @Override
        public void used(int line) {
        }

        @Override
        public void alive(String host, long time) {
        }

        @Override
        public void passedOver(int line) {
        }

        @Override
        public void rejected(int line, String field, String reason) {
        }

        @Override
        public void inPart(int line, String field, String reason) {
        }

        @Override
        public void notice(int line, String field, String reason) {
        }

        @Override
        public void lines(int count) {
        }
    }
}

package correlate.stream;

import correlate.source.FlowSink;
import correlate.source.HostSink;
import correlate.source.RowSink;

/** Sinks that want only rows. */
final class TestSinks {
    private TestSinks() {
    }

    private abstract static class Rows implements RowSink {
        @Override
        public void passedOver(int line) {
        }

        @Override
        public void rejected(int line, String field, String reason) {
            throw new AssertionError(field + ": " + reason);
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

    abstract static class Host extends Rows implements HostSink {
        @Override
        public void used(int line) {
        }

        @Override
        public void alive(String host, long time) {
        }
    }

    abstract static class Flows extends Rows implements FlowSink {
        public void layout(correlate.source.Layout layout) {
        }
    }
}

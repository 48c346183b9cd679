package correlate.source.osquery;

import correlate.source.HostSink;
import correlate.source.SocketKey;

/** Counts rows and adds up their pids. */
final class Counter implements HostSink {
    int rows;
    long pids;

    @Override
    public void row(SocketKey key) {
        rows++;
        pids += key.pid;
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
        throw new AssertionError(field + ": " + reason);
    }

    @Override
    public void inPart(int line, String field, String reason) {
        throw new AssertionError(field + ": " + reason);
    }

    @Override
    public void notice(int line, String field, String reason) {
        throw new AssertionError(field + ": " + reason);
    }

    @Override
    public void lines(int count) {
    }
}

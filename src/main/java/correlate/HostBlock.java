package correlate;

import correlate.read.Chunk;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import java.util.ArrayList;
import java.util.List;

/** The socket rows of one chunk of a host log. */
final class HostBlock extends Block implements HostSink {
    final Chunk chunk;
    /** Copies of keys; one without a kind is a batch. */
    final List<SocketKey> keys = new ArrayList<>();
    final List<String> alive = new ArrayList<>(0);

    HostBlock(Chunk chunk) {
        this.chunk = chunk;
    }

    @Override
    public void batch(SocketKey key) {
        SocketKey copy = key.copy();
        copy.kind = null;
        keys.add(copy);
    }

    @Override
    public void row(SocketKey key) {
        keys.add(key.copy());
    }

    @Override
    public void used(int line) {
        countUsed(line);
    }

    @Override
    public void alive(String host, long time) {
        if (alive.isEmpty() || !alive.get(alive.size() - 1).equals(host)) {
            alive.add(host);
        }
    }
}

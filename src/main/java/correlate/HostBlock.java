package correlate;

import correlate.index.RowBlock;
import correlate.read.Chunk;
import correlate.source.HostSink;
import correlate.source.SocketKey;

/** The socket rows of one chunk of a host log. */
final class HostBlock extends Block implements HostSink {
    final Chunk chunk;
    final RowBlock rows;

    HostBlock(Chunk chunk, RowBlock rows) {
        this.chunk = chunk;
        this.rows = rows;
    }

    @Override
    public void batch(SocketKey key) {
        rows.batch(key);
    }

    @Override
    public void row(SocketKey key) {
        rows.row(key);
    }

    @Override
    public void used(int line) {
        countUsed(line);
    }

    @Override
    public void alive(String host, long time) {
        rows.alive(host);
    }
}

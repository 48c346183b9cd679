package correlate;

import correlate.read.Chunk;
import correlate.source.FlowSink;
import correlate.source.Layout;

/** What the scan of one chunk of a network log gives, whatever is done with its connections. */
abstract class FlowPiece extends Block implements FlowSink, ChunkRun.Piece {
    final Chunk chunk;
    private final Layout before;
    /** The layout of the row at hand. */
    Layout layout;

    FlowPiece(Chunk chunk, Layout before) {
        this.chunk = chunk;
        this.before = before;
        this.layout = before;
    }

    @Override
    public void layout(Layout next) {
        layout = next;
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public Layout before() {
        return before;
    }

    @Override
    public Layout after() {
        return layout;
    }
}

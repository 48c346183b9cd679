package correlate;

import correlate.index.SocketIndex;
import correlate.match.AddressVotes;
import correlate.match.WeakJudge;
import correlate.model.Place;
import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.source.Layout;
import java.util.List;

/** Streams the network logs past the index: which of their connections may it explain? */
final class NetworkScan {
    private final Workers workers;
    private final RunLog log;
    private final Options options;
    private final SocketIndex index;
    final WeakJudge weakJudge;
    private final AddressVotes votes;
    final Hits hits = new Hits();
    final Coverage coverage;

    /**
     * A scan of all files.
     *
     * @param votes counts votes for addresses of hosts that show none, or null
     */
    NetworkScan(Workers workers, RunLog log, Options options, SocketIndex index, WeakJudge weakJudge, AddressVotes votes) {
        this.workers = workers;
        this.log = log;
        this.options = options;
        this.index = index;
        this.weakJudge = weakJudge;
        this.votes = votes;
        this.coverage = new Coverage(index);
    }

    void scan(List<NetworkFile> files) {
        index.hosts().settle();
        for (NetworkFile file : files) {
            file.begin(options.seed(), index);
            scan(file);
        }
        hits.chain(index.keyCount());
    }

    private void scan(NetworkFile file) {
        try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
            new ChunkRun(workers, file.log.start()).run(chunks, (chunk, layout) -> work(file, chunk, layout),
                    (block, line) -> take(block, file, line));
            log.ended(file.input.name(), chunks);
            file.kept.filled();
        }
    }

    private FlowBlock work(NetworkFile file, Chunk chunk, Layout layout) {
        FlowBlock block = new FlowBlock(chunk, layout, index, weakJudge, votes, file.lookup,
                options.shows(Options.Show.UNMATCHED), options.summaryHosts());
        file.log.scanner().scan(chunk, layout, block);
        return block;
    }

    private int take(FlowBlock block, NetworkFile file, long line) {
        for (FlowBlock.Hit hit : block.hits) {
            hits.add(hit.key(), file.number, file.number(hit.layout()), hit.offset(), hit.length(), line + hit.line(),
                    hit.start(), hit.end(), hit.origIsFirst(), hit.sided(), hit.fold(), hit.rank(), hit.weak());
            if (!options.shows(Options.Show.UNMATCHED)) {      // else all is read once more in any case
                int from = block.chunk.from() + (int) (hit.offset() - block.chunk.offset());
                file.kept.add(block.chunk.bytes(), from, hit.length());
            }
        }
        file.firstLine(block.chunk.offset(), line);
        coverage.add(block);
        block.ids.forEach(id -> file.ids.add(id.tuple(), id.id(), new Place(file.input.name(), line + id.line())));
        if (votes != null) {
            votes.count(block.votes);
        }
        file.tally.add(block.tally);
        log.problems(file.input.name(), line, block);
        return block.lines;
    }
}

package correlate;

import correlate.identify.CommunityIds;
import correlate.index.SocketIndex;
import correlate.match.Homes;
import correlate.match.Translations;
import correlate.model.Finding;
import correlate.model.Place;
import correlate.model.Verdict;
import correlate.read.Chunk;
import correlate.read.Chunks;
import correlate.report.Report;
import correlate.source.FlowKey;
import correlate.source.Layout;
import correlate.source.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/** Makes the findings of all hits and prints them in the order of the network logs; then what no connection explains. */
final class Printing {
    private static final int HITS_AT_ONCE = 256;
    /** So many findings may a batch have, about: all of them are held as text at once. */
    private static final int FINDINGS_AT_ONCE = 8192;

    private final Workers workers;
    private final Options options;
    private final SocketIndex index;
    private final NetworkScan scan;
    private final List<NetworkFile> files;
    private final FindingMaker maker;
    private final HostRows hostRows;
    private final RunLog log;
    private final Report report;
    private final CommunityIds ids;
    private final BitSet weaklyUsed = new BitSet();
    private FoldedRows foldedRows;
    private final long[] counts = new long[Verdict.values().length];
    long printed;
    long connectionsFound;

    Printing(Workers workers, Options options, SocketIndex index, NetworkScan scan, List<NetworkFile> files,
            List<HostFile> hostFiles, Homes homes, RunLog log, Report report) {
        this.workers = workers;
        this.options = options;
        this.index = index;
        this.scan = scan;
        this.files = files;
        this.hostRows = new HostRows(hostFiles, index);
        this.maker = new FindingMaker(options, index, scan, files, hostRows, homes);
        this.ids = new CommunityIds(files.isEmpty() ? Math.max(0, options.seed()) : files.get(0).seed());
        this.log = log;
        this.report = report;
    }

    /** How many findings have this verdict, printed or not; unmatched connections are not counted. */
    long count(Verdict verdict) {
        return counts[verdict.ordinal()];
    }

    void print() {
        if (hostRows.needsPreparing()) {
            hostRows.prepare(rowsToPrint());
        }
        try (FoldedRows rows = new FoldedRows(scan.hits, files)) {
            foldedRows = rows;
            printConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scan.coverage.settle();
        if (options.shows(Options.Show.UNSEEN)) {
            new Unseen(index, scan, maker, hostRows, weaklyUsed, ids).forEach(this::printUnseen);
        }
    }

    private void printUnseen(Finding finding) {
        counts[Verdict.UNSEEN.ordinal()]++;
        if (options.filters().accepts(finding)) {
            report.add(finding);
            printed++;
        }
    }

    private void printConnections() {
        if (options.shows(Options.Show.UNMATCHED)) {
            WhyNot whyNot = new WhyNot(index, new Translations(index, options.settings(), scan.hits::isHit));
            log.mute(true);
            files.forEach(file -> printAll(file, whyNot));
            log.mute(false);
        } else {
            files.forEach(this::printHits);
        }
    }

    /** All that may be printed of the host logs, and little else. */
    private BitSet rowsToPrint() {
        BitSet rows = new BitSet(index.rowCount());
        for (int key = 0; key < index.keyCount(); key++) {
            if (options.shows(Options.Show.UNSEEN) || scan.hits.isHit(key)) {
                index.rows(key).forEach(row -> rows.set(row.ref()));
            }
        }
        for (int hit = 0; hit < scan.hits.size(); hit++) {
            if (scan.hits.isFirst(hit)) {
                maker.weak(hit).forEach(judgement -> rows.set(judgement.life().best().ref()));
            }
        }
        return rows;
    }

    /** Findings of several connections, as far as they could be made ready before their turn, and what is counted of all. */
    private record Ready(Report.Prepared prepared, Count count) {
    }

    private Ready ready(List<FindingMaker.Made> made) {
        Count count = new Count(options.shows(Options.Show.UNSEEN));
        List<Finding> accepted = new ArrayList<>(made.size());
        for (FindingMaker.Made one : made) {
            count.add(one);
            for (Finding finding : one.findings()) {
                if (options.filters().accepts(finding)) {
                    accepted.add(finding);
                }
            }
        }
        return new Ready(report.prepare(accepted), count);
    }

    private void take(NetworkFile file, Ready ready) {
        Count count = ready.count;
        count.problems.forEach(problem -> log.printed(files, problem));
        if (count.weaklyUsed != null) {
            count.weaklyUsed.forEach(weaklyUsed::set);
        }
        count.attributedHosts.forEach(host -> scan.coverage.attributedOfHost[host]++);
        scan.coverage.attributed += count.attributed;
        connectionsFound += count.connectionsFound;
        for (int verdict = 0; verdict < counts.length; verdict++) {
            counts[verdict] += count.verdicts[verdict];
        }
        report.add(ready.prepared);
        printed += ready.prepared.count();
    }

    // ---- only what was hit: rows are read again by their place ----

    private record Batch(int from, byte[][] rows) {
    }

    private void printHits(NetworkFile file) {
        int[] next = {scan.hits.firstFrom(file.number, 0)};
        int end = scan.hits.firstFrom(file.number + 1, 0);
        try (HitRows rows = new HitRows(file, scan.hits)) {
            workers.inOrder(() -> next[0] == end ? null : batch(rows, next, end), batch -> ready(findings(batch)),
                    ready -> take(file, ready));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Batch batch(HitRows hitRows, int[] next, int end) {
        int from = next[0];
        next[0] = endOfBatch(from, Math.min(end, from + HITS_AT_ONCE));
        byte[][] rows = new byte[next[0] - from][];
        try {
            for (int i = 0; i < rows.length; i++) {
                if (scan.hits.isFirst(from + i)) {
                    rows[i] = hitRows.next(from + i);
                } else {
                    hitRows.pass(from + i);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Batch(from, rows);
    }

    /** Ends a batch earlier where many connections and sockets share a tuple, so that each connection has many findings. */
    private int endOfBatch(int from, int end) {
        int findings = 0;
        int before = Hits.NO_KEY;
        int each = 0;
        for (int hit = from; hit < end; hit++) {
            int key = scan.hits.key(hit);
            if (key >= 0 && scan.hits.isShared(key)) {
                each = key == before ? each : maker.count(hit);         // mostly alike for all of a tuple
                before = key;
                findings += each;
                if (findings >= FINDINGS_AT_ONCE) {
                    return hit + 1;
                }
            }
        }
        return end;
    }

    private List<FindingMaker.Made> findings(Batch batch) {
        List<FindingMaker.Made> made = new ArrayList<>(batch.rows.length);
        IntFunction<byte[]> rows = hit -> {
            int i = hit - batch.from;
            return i >= 0 && i < batch.rows.length && batch.rows[i] != null ? batch.rows[i] : again(hit);
        };
        for (int i = 0; i < batch.rows.length; i++) {
            int hit = batch.from + i;
            if (scan.hits.isFirst(hit)) {
                made.add(maker.of(hit, rows, null));
            }
        }
        return made;
    }

    /** A row that was folded into another one. */
    private byte[] again(int hit) {
        return foldedRows.read(hit, files.get(scan.hits.file(hit)));
    }

    // ---- every connection: the log is scanned once more ----

    private void printAll(NetworkFile file, WhyNot whyNot) {
        try (Chunks chunks = new Chunks(file.input, Chunks.CHUNK)) {
            new ChunkRun(workers, file.log.start()).run(chunks, (chunk, layout) -> {
                Everything all = new Everything(file, chunk, layout, whyNot);
                file.log.scanner().scan(chunk, layout, all);
                all.makeReady();
                return all;
            }, (all, line) -> {
                all.ready.forEach(ready -> take(file, ready));
                return all.lines;
            });
        }
    }

    /** All connections of one chunk, made into findings. */
    private final class Everything extends FlowPiece {
        private final NetworkFile file;
        private final WhyNot whyNot;
        private final long firstLine;
        private final List<Ready> ready = new ArrayList<>();
        private List<FindingMaker.Made> made = new ArrayList<>();
        private int findings;
        private int hit;

        Everything(NetworkFile file, Chunk chunk, Layout before, WhyNot whyNot) {
            super(chunk, before);
            this.file = file;
            this.whyNot = whyNot;
            this.firstLine = file.firstLine(chunk.offset());
            this.hit = scan.hits.firstFrom(file.number, chunk.offset());
        }

        /** Findings as text take a third of the room. */
        private void makeReady() {
            ready.add(Printing.this.ready(made));
            made = new ArrayList<>();
            findings = 0;
        }

        private void add(FindingMaker.Made one) {
            made.add(one);
            findings += one.findings().size();
            if (made.size() == HITS_AT_ONCE || findings >= FINDINGS_AT_ONCE) {
                makeReady();
            }
        }

        @Override
        public void flow(FlowKey flow) {
            long offset = chunk.offset() + flow.lineFrom - chunk.from();
            if (hit < scan.hits.size() && scan.hits.file(hit) == file.number && scan.hits.offset(hit) == offset) {
                int mine = hit++;
                if (scan.hits.isFirst(mine)) {
                    flow.start = scan.hits.start(mine);         // of all its rows, wherever they stand
                    flow.end = scan.hits.end(mine);
                    add(maker.of(mine, row -> row == mine ? line(flow) : again(row), nearest -> whyNot.ask(flow, nearest)));
                }
                return;
            }
            WhyNot.Answer answer = whyNot.ask(flow, null);
            add(maker.unmatched(file, new Row(layout, line(flow), new Place(file.input.name(), firstLine + flow.line)),
                    answer));
        }

        private byte[] line(FlowKey flow) {
            return Arrays.copyOfRange(chunk.bytes(), flow.lineFrom, flow.lineTo);
        }
    }
}

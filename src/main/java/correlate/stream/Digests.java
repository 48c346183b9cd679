package correlate.stream;

import correlate.match.Judgement;
import correlate.match.Life;
import java.util.List;

/** The digests of a finding, from the numbers it is worded from: cheap, so that only what is new is worded. */
final class Digests {
    private Digests() {
    }

    /** Of a judgement, the row that it rests on, and the rows of its connection. */
    static Entry.Said of(Judgement j, Socket best, List<FlowLine> lines) {
        Life life = j.life();
        Wire core = lines(lines).number((byte) j.verdict().ordinal()).number((byte) j.reason().ordinal())
                .varying(j.side() == null ? -1 : j.side().ordinal()).varying(j.candidates());
        best.write(best.run().write(core));
        byte[] digest = Entry.digest(core.toBytes());
        Wire all = core.varying(j.gap()).varying(j.sightings()).varying(life.firstSeen()).varying(life.lastSeen())
                .number((byte) life.end().ordinal()).varying(life.knownFrom()).varying(life.knownTo())
                .varying(life.mayFrom()).varying(life.mayTo());
        return new Entry.Said(digest, Entry.digest(all.toBytes()));
    }

    /** Where no socket is known at all. */
    static Entry.Said none(List<FlowLine> lines) {
        byte[] digest = Entry.digest(lines(lines).toBytes());
        return new Entry.Said(digest, digest);
    }

    private static Wire lines(List<FlowLine> lines) {
        Wire wire = new Wire();
        lines.forEach(line -> line.write(wire));
        return wire;
    }
}

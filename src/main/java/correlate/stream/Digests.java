package correlate.stream;

import correlate.match.Judgement;
import correlate.match.Life;

/** The digests of a finding, from the numbers it is worded from: cheap, so that only what is new is worded. */
final class Digests {
    private Digests() {
    }

    /** Of a judgement, the row that it rests on, and its connection. */
    static Entry.Said of(Judgement j, Entry.Row best, Group.Case connection) {
        Life life = j.life();
        Wire numbers = connection.write(new Wire()).raw(best.digest).number((byte) j.verdict().ordinal())
                .number((byte) j.reason().ordinal()).varying(j.side() == null ? -1 : j.side().ordinal()).varying(j.candidates())
                .flag(life.end() == Life.End.OPEN);
        byte[] core = Entry.digest(numbers.toBytes());
        numbers.varying(j.gap()).varying(j.sightings()).varying(life.firstSeen()).varying(life.lastSeen())
                .number((byte) life.end().ordinal()).varying(life.knownFrom()).varying(life.knownTo())
                .varying(life.mayFrom()).varying(life.mayTo());
        return new Entry.Said(core, Entry.digest(numbers.toBytes()));
    }

    /** Of a connection without a process: which socket came nearest is only a number. */
    static Entry.Said none(Judgement nearest, Entry.Row best, Group.Case connection) {
        byte[] core = Entry.digest(connection.write(new Wire()).toBytes());
        return new Entry.Said(core, nearest == null ? core : of(nearest, best, connection).all());
    }
}

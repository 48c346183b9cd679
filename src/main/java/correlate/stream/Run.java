package correlate.stream;

import correlate.changelog.PortBatch;
import correlate.index.Timeline;

/**
 * One execution of a query, as a line of osquery names it.
 *
 * @param query of which host and name
 * @param time unixTime, µs since 1970
 * @param epoch schedule epoch
 * @param counter counter, -1 where none is logged
 * @param batched whether the line is in batch form
 */
public record Run(Query query, long time, long epoch, long counter, boolean batched) {

    Wire write(Wire wire) {
        return query.write(wire).varying(time).varying(epoch).varying(counter).flag(batched);
    }

    static Run read(Wire.Reader in) {
        return new Run(Query.read(in), in.varying(), in.varying(), in.varying(), in.flag());
    }

    /** As an entry of its query's timeline. */
    Timeline.Scan scan() {
        return new Timeline.Scan(time, epoch, counter);
    }

    /** As the port log takes it. */
    PortBatch batch() {
        return new PortBatch(query.host(), query.name(), time, epoch, counter, query.snapshots(), batched);
    }

    /** Whether it may list all that is open, so that sockets which it does not show have closed. */
    boolean mayBeFull() {
        return query.snapshots() || counter == 0 || counter == 1;
    }
}

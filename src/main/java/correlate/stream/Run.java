package correlate.stream;

/**
 * One execution of a query, as a line of osquery names it.
 *
 * @param query of which host and name
 * @param time unixTime, µs since 1970
 * @param epoch schedule epoch
 * @param counter counter, -1 where none is logged
 */
public record Run(Query query, long time, long epoch, long counter) {

    Wire write(Wire wire) {
        return query.write(wire).varying(time).varying(epoch).varying(counter);
    }

    static Run read(Wire.Reader in) {
        return new Run(Query.read(in), in.varying(), in.varying(), in.varying());
    }
}

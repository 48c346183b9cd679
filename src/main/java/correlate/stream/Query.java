package correlate.stream;

/**
 * A query of a host, whose executions make one timeline.
 *
 * @param host hostIdentifier
 * @param name name of the query
 * @param snapshots whether it logs whole states instead of changes
 */
public record Query(String host, String name, boolean snapshots) {

    /** NUL ends the texts in the keys of the state stores. */
    public Query {
        host = host.replace('\0', '\ufffd');
        name = name.replace('\0', '\ufffd');
    }

    Wire write(Wire wire) {
        return wire.text(host).text(name).flag(snapshots);
    }

    static Query read(Wire.Reader in) {
        return new Query(in.text(), in.text(), in.flag());
    }

    byte[] key() {
        return write(new Wire()).toBytes();
    }
}

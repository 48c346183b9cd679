package correlate.stream;

import correlate.index.SocketRow;

/**
 * One socket row on its way to its Community ID.
 *
 * @param run the execution that logged it
 * @param change what the row says of the socket
 * @param sided whether its tuple is known, else only its id
 * @param columns its columns as a JSON object
 * @param decorations of its line as a JSON object, or null
 * @param topic and partition where its line stood, as {@code topic-partition}
 * @param offset of its line there
 */
public record Socket(Run run, SocketRow.Change change, boolean sided, boolean localIsFirst, long pid, long processStart, long inode,
        long descriptor, long eventTime, long eventFrom, boolean protoAssumed, byte[] columns, String decorations, String topic,
        long offset) {

    private static final SocketRow.Change[] CHANGES = SocketRow.Change.values();

    /** Without its execution, which goes before it. */
    Wire write(Wire wire) {
        return wire.number((byte) change.ordinal()).flag(sided).flag(localIsFirst).varying(pid)
                .varying(processStart).varying(inode).varying(descriptor).varying(eventTime).varying(eventFrom)
                .flag(protoAssumed).bytes(columns).text(decorations).text(topic).varying(offset);
    }

    static Socket read(Run run, Wire.Reader in) {
        return new Socket(run, CHANGES[in.number()], in.flag(), in.flag(), in.varying(),
                in.varying(), in.varying(), in.varying(), in.varying(), in.varying(), in.flag(), in.bytes(), in.text(),
                in.text(), in.varying());
    }

    /** The row as the judge takes it. */
    SocketRow row(int host, int query, int ref) {
        return new SocketRow(host, query, run.query().snapshots(), run.time(), run.epoch(), run.counter(), change,
                localIsFirst, pid, processStart, inode, descriptor, eventTime, eventFrom, protoAssumed, ref);
    }
}

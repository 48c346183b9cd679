package correlate.index;

import correlate.source.SocketKey;

/**
 * The socket rows as columns of numbers: 36 bytes a row, and fewer where a column says the same of all. What a row says in
 * full stays in the log and is read again when it is printed.
 */
final class Rows {
    final IntColumn scan = new IntColumn();
    final IntColumn pid = new IntColumn();
    /** Seconds since 1970, 0 if unknown. */
    final IntColumn start = new IntColumn();
    /** The inode; for events their time in µs since 1970 or, below 0, since the start of the host. */
    final WideColumn inode = new WideColumn();
    final IntColumn descriptor = new IntColumn();
    final IntColumn bits = new IntColumn();
    final IntColumn file = new IntColumn();
    /** Where the slice to read again begins in the inflated file. */
    final WideColumn offset = new WideColumn();
    /** What of its length does not fit into the bits: nothing, of nearly all. */
    private final IntColumn moreLength = new IntColumn();
    final IntColumn line = new IntColumn();
    final IntColumn ordinal = new IntColumn();
    /** The row before with the same key, -1 at the end. */
    final IntColumn next = new IntColumn();

    static final int CHANGE = 0x3;
    static final int LOCAL_IS_FIRST = 0x4;
    static final int PROTO_ASSUMED = 0x8;
    static final int KIND_SHIFT = 4;
    static final int KIND = 0xf;
    static final int PROTOCOL_SHIFT = 8;
    /** Nine bits: 256 stands for unknown. */
    static final int PROTOCOL = 0x1ff;
    private static final int LENGTH_SHIFT = 17;
    private static final int LENGTH_BITS = 15;

    static final int NO_PID = Integer.MIN_VALUE;

    /** What the column of bits says of a row, but for its length. */
    static int bits(SocketKey key) {
        SocketRow.Change change = switch (key.form) {
            case ADDED -> SocketRow.Change.ADDED;
            case REMOVED -> SocketRow.Change.REMOVED;
            case SNAPSHOT -> SocketRow.Change.SNAPSHOT;
            case EVENT -> SocketRow.Change.EVENT;
        };
        boolean localIsFirst = SocketIndex.isFirst(key.localHigh, key.localLow, key.localPort, key.remoteHigh, key.remoteLow,
                key.remotePort);
        return change.ordinal() | (localIsFirst ? LOCAL_IS_FIRST : 0) | (key.protocol < 0 ? PROTO_ASSUMED : 0)
                | key.kind.ordinal() << KIND_SHIFT | (key.protocol < 0 ? 256 : key.protocol) << PROTOCOL_SHIFT;
    }

    /** How many bytes of heap its arrays take. */
    long bytes() {
        return scan.bytes() + pid.bytes() + start.bytes() + inode.bytes() + descriptor.bytes() + bits.bytes() + file.bytes()
                + offset.bytes() + moreLength.bytes() + line.bytes() + ordinal.bytes() + next.bytes();
    }

    int size() {
        return scan.size();
    }

    /** How long the slice to read again is. */
    int length(int r) {
        return moreLength.get(r) << LENGTH_BITS | bits.get(r) >>> LENGTH_SHIFT;
    }

    void add(int scan, int pid, int start, long inode, int descriptor, int bits, int file, long offset, int length, int line,
            int ordinal, int next) {
        this.scan.add(scan);
        this.pid.add(pid);
        this.start.add(start);
        this.inode.add(inode);
        this.descriptor.add(descriptor);
        this.bits.add(bits | length << LENGTH_SHIFT);
        this.file.add(file);
        this.offset.add(offset);
        this.moreLength.add(length >>> LENGTH_BITS);
        this.line.add(line);
        this.ordinal.add(ordinal);
        this.next.add(next);
    }
}

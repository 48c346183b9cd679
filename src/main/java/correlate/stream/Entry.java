package correlate.stream;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A row of either side in its group. */
abstract class Entry {
    private static final byte FLOW = 0;
    private static final byte SOCKET = 1;
    private static final int DIGEST = 16;

    /** Of its content: a row that comes twice counts once. */
    final byte[] digest;
    /** When it came, in ms, if the watermark had passed it long before; else 0. */
    final long late;
    private byte[] bytes;

    private Entry(byte[] digest, long late) {
        this.digest = digest;
        this.late = late;
    }

    abstract Wire write(Wire wire);

    /** As the store has it. */
    byte[] bytes() {
        if (bytes == null) {
            bytes = write(new Wire()).toBytes();
        }
        return bytes;
    }

    void changed() {
        bytes = null;
    }

    /** The digests of what was said of a connection and process: of what it comes to, and of all its numbers. */
    record Said(byte[] core, byte[] all) {
        boolean hasCoreOf(Said other) {
            return Arrays.equals(core, other.core);
        }

        boolean hasAllOf(Said other) {
            return Arrays.equals(all, other.all);
        }
    }

    /** A socket row. */
    static final class Row extends Entry {
        static final Comparator<Row> BY_PLACE = Comparator.comparing((Row row) -> row.socket.topic())
                .thenComparingLong(row -> row.socket.offset()).thenComparing(row -> row.digest, Arrays::compareUnsigned);

        final Socket socket;

        Row(byte[] digest, long late, Socket socket) {
            super(digest, late);
            this.socket = socket;
        }

        @Override
        Wire write(Wire wire) {
            return socket.write(socket.run().write(wire.number(SOCKET).raw(digest).varying(late)));
        }
    }

    /** A row of a connection; without its bytes once its findings are settled. The first of a connection says what was said of it. */
    static final class Line extends Entry {
        FlowLine flow;
        /** The connection's name in the keys of findings, once it was asked for. */
        String name;
        final Map<String, Said> said = new TreeMap<>();

        Line(byte[] digest, long late, FlowLine flow) {
            super(digest, late);
            this.flow = flow;
        }

        /** Rows with one of these are one connection. */
        long fold() {
            return flow.fold() != 0 ? flow.fold() : ByteBuffer.wrap(digest).getLong();
        }

        @Override
        Wire write(Wire wire) {
            flow.write(wire.number(FLOW).raw(digest).varying(late)).text(name).varying(said.size());
            said.forEach((key, what) -> wire.text(key).raw(what.core).raw(what.all));
            return wire;
        }
    }

    /** Reads what was written. */
    static Entry read(Wire.Reader in) {
        byte kind = in.number();
        byte[] digest = in.raw(DIGEST);
        long late = in.varying();
        if (kind == SOCKET) {
            return new Row(digest, late, Socket.read(Run.read(in), in));
        }
        Line line = new Line(digest, late, FlowLine.read(in));
        line.name = in.text();
        for (long count = in.varying(); count > 0; count--) {
            line.said.put(in.text(), new Said(in.raw(DIGEST), in.raw(DIGEST)));
        }
        return line;
    }

    /** Sixteen bytes that nobody can make equal for two contents. */
    static byte[] digest(byte[] content) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.model.Address;
import correlate.model.AddressParser;
import correlate.model.Protocols;
import correlate.model.Times;
import correlate.source.SocketKey;

/** Reads single columns of a socket row; what is wrong with one is a complaint. */
final class RowFields {
    /** What {@link #address} gives. */
    enum Given { NOTHING, UNSPECIFIED, ADDRESS, RUBBISH }

    static final int NO_PORT = -1;
    static final int BAD_PORT = -2;

    /** 2000-01-01: no process of a host that runs osquery began before; smaller numbers count from boot (old versions). */
    private static final long EARLIEST_START = 946_684_800L;
    private static final long LATEST_START = 100_000_000_000L;
    private static final byte[] ZERO = {'0'};
    private static final byte[] MINUS_ONE = {'-', '1'};
    private static final byte[] UNIX = {'1'};
    private static final byte[] PACKET = {'1', '7'};
    private static final byte[] LISTEN = "LISTEN".getBytes(US_ASCII);
    private static final byte[] LISTENING = "LISTENING".getBytes(US_ASCII);
    private static final byte[] UNKNOWN = "UNKNOWN".getBytes(US_ASCII);

    /** Holds the address read last. */
    final AddressParser parser = new AddressParser();

    /** Reads an address into {@link #parser}; {@code 0} is what Windows writes for none. */
    Given address(Slots row, int column, String field, Complaints complaints) {
        parser.high = 0;
        parser.low = 0;
        if (row.isEmpty(column)) {
            return Given.NOTHING;
        }
        if (row.is(column, ZERO)) {
            return Given.UNSPECIFIED;
        }
        if (row.isNested(column) || !parser.parse(row.source(column), row.from(column), row.to(column))) {
            complaints.addFatal(field, row, column, " is not an address");
            return Given.RUBBISH;
        }
        if (parser.high >>> 48 == 0xfe80 && (parser.high & 0xffff_ffffL) == 0) {
            parser.high = 0xfe80L << 48;    // macOS hides the interface's index in the next two bytes
        }
        return Address.isUnspecified(parser.high, parser.low) ? Given.UNSPECIFIED : Given.ADDRESS;
    }

    int port(Slots row, int column, String field, Complaints complaints) {
        if (row.isEmpty(column)) {
            return NO_PORT;
        }
        long port = row.integer(column);
        if (port < 0 || port > 65535) {
            complaints.addFatal(field, row, column, " is not a port");
            return BAD_PORT;
        }
        return (int) port;
    }

    /** The protocol's number, -1 if the row does not say; 0, which osquery writes where it does not know, is none either. */
    int protocol(Slots row, Complaints complaints) {
        if (row.isEmpty(Columns.PROTOCOL)) {
            return Protocols.UNKNOWN;
        }
        long number = row.integer(Columns.PROTOCOL);
        if (number == Slots.NOT_A_NUMBER && row.to(Columns.PROTOCOL) - row.from(Columns.PROTOCOL) < 16) {
            number = Protocols.number(row.text(Columns.PROTOCOL));
            number = number < 0 ? Slots.NOT_A_NUMBER : number;
        }
        if (number < -1 || number > 255) {
            complaints.add("protocol", row, Columns.PROTOCOL, " is not a protocol");
            return Protocols.UNKNOWN;
        }
        return number == 0 ? Protocols.UNKNOWN : (int) number;
    }

    /** What socket() was asked for: stream is TCP, datagram UDP; the flags above the low four bits do not matter. */
    int protocolOfType(Slots row) {
        long type = row.isEmpty(Columns.TYPE) ? Slots.NOT_A_NUMBER : row.integer(Columns.TYPE);
        if (type < 0) {
            return Protocols.UNKNOWN;
        }
        return (type & 0xf) == 1 ? Protocols.TCP : (type & 0xf) == 2 ? Protocols.UDP : Protocols.UNKNOWN;
    }

    boolean saysProtocolZero(Slots row) {
        return row.isEmpty(Columns.PROTOCOL) || row.is(Columns.PROTOCOL, ZERO);
    }

    boolean isUnixOrPacket(Slots row) {
        return row.is(Columns.FAMILY, UNIX) || row.is(Columns.FAMILY, PACKET);
    }

    boolean isListen(Slots row) {
        return row.is(Columns.STATE, LISTEN) || row.is(Columns.STATE, LISTENING);
    }

    /** Whether the row names a state that is not LISTEN. */
    boolean isOtherState(Slots row) {
        return !row.isEmpty(Columns.STATE) && !isListen(row) && !row.is(Columns.STATE, UNKNOWN);
    }

    /** Sets what tells of the process and of which of its sockets this is. */
    void identity(Slots row, SocketKey key, Complaints complaints) {
        if (!row.isEmpty(Columns.PID)) {
            long pid = row.integer(Columns.PID);
            if (pid < -1) {
                complaints.add("pid", row, Columns.PID, " is not a process id");
            } else {
                key.pid = pid;
            }
        }
        if (!row.isEmpty(Columns.START_TIME)) {
            key.processStart = processStart(row);
        }
        if (!row.isEmpty(Columns.SOCKET)) {
            long inode = row.integer(Columns.SOCKET);
            key.inode = inode != Slots.NOT_A_NUMBER ? inode : row.hash(Columns.SOCKET);
        }
        boolean fd = !row.isEmpty(Columns.FD) && !row.is(Columns.FD, MINUS_ONE);
        boolean namespace = !row.isEmpty(Columns.NET_NAMESPACE);
        if (fd || namespace) {
            long mixed = Texts.mix((fd ? row.hash(Columns.FD) : 0) * 31 + (namespace ? row.hash(Columns.NET_NAMESPACE) : 0));
            key.descriptor = mixed == 0 ? 1 : mixed;
        }
    }

    private static long processStart(Slots row) {
        long start = row.integer(Columns.START_TIME);
        if (start == Slots.NOT_A_NUMBER && row.to(Columns.START_TIME) - row.from(Columns.START_TIME) < 40) {
            long micros = Times.parseSeconds(row.text(Columns.START_TIME));
            return micros >= EARLIEST_START * Times.SECOND && micros <= LATEST_START * Times.SECOND ? micros : Times.NONE;
        }
        return start >= EARLIEST_START && start <= LATEST_START ? start * Times.SECOND : Times.NONE;
    }
}

package correlate.stream;

import correlate.changelog.PortRow;
import correlate.index.SocketRow;
import java.util.ArrayList;
import java.util.List;

/**
 * One socket row on its way to its host and query.
 *
 * @param socket the row
 * @param ids the Community IDs it may have, as digests; none if it has no complete tuple
 * @param portKey its key in the process-port changelog, or null if it has no place there
 * @param portOwner tells the holders of one key apart
 * @param portValue its value there
 */
record HostRow(Socket socket, List<byte[]> ids, String portKey, String portOwner, String portValue) {

    Wire write(Wire wire) {
        socket.write(wire).varying(ids.size());
        ids.forEach(wire::bytes);
        return wire.text(portKey).text(portOwner).text(portValue);
    }

    static HostRow read(Run run, Wire.Reader in) {
        Socket socket = Socket.read(run, in);
        List<byte[]> ids = new ArrayList<>(1);
        for (long count = in.varying(); count > 0; count--) {
            ids.add(in.bytes());
        }
        return new HostRow(socket, ids, in.text(), in.text(), in.text());
    }

    /** Its row in the port log. */
    PortRow port() {
        return new PortRow(socket.run().batch(), socket.change() == SocketRow.Change.REMOVED, portKey, portOwner, portValue);
    }
}

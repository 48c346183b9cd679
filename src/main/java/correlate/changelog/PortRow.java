package correlate.changelog;

import java.util.List;
import java.util.Map;

/**
 * One socket row of one execution.
 *
 * @param batch the execution
 * @param removed whether the row says that the socket is gone
 * @param key the row's key in the changelog
 * @param owner tells the holders of one key apart: pid and descriptor
 * @param value the value that the changelog holds while the socket is open
 */
public record PortRow(PortBatch batch, boolean removed, String key, String owner, String value) {

    /** A row whose names hold no NUL, which separates the names in a {@link PortState}. */
    public PortRow {
        key = key.replace('\0', '\ufffd');
        owner = owner.replace('\0', '\ufffd');
    }

    /**
     * The row of one logged socket.
     *
     * @param pid as logged, or null
     * @param descriptor what else tells two sockets of one process and key apart (fd, inode, protocol), or null
     * @param name the process's name, or null
     * @param username its user, or null
     */
    public static PortRow of(PortBatch batch, boolean removed, String key, String pid, String descriptor, String name,
            String username) {
        return new PortRow(batch, removed, key, text(pid) + ' ' + text(descriptor), PortValue.json(name, pid, username));
    }

    /**
     * The row that these columns make, each a {@code String} or a number; null if they lack an address or a port, or hold no
     * address at all, for then they have no place in the changelog.
     *
     * @param protocol the protocol's name, or null
     */
    public static PortRow of(PortBatch batch, boolean removed, PortKey form, String protocol, Map<String, Object> columns) {
        String localAddress = text(columns, "local_address");
        String localPort = text(columns, "local_port");
        String remoteAddress = text(columns, "remote_address");
        String remotePort = text(columns, "remote_port");
        if (localAddress == null || localPort == null || remoteAddress == null || remotePort == null
                || localAddress.isEmpty() && remoteAddress.isEmpty()) {        // a Unix or a packet socket
            return null;
        }
        String pid = text(columns, "pid");
        return of(batch, removed, form.of(batch.host(), protocol, localAddress, localPort, remoteAddress, remotePort, pid), pid,
                descriptor(columns), text(columns, "name"), text(columns, "username"));
    }

    /** What makes a socket another one of the same process (formats.md 6.2): a query need not show all of it. */
    private static String descriptor(Map<String, Object> columns) {
        StringBuilder descriptor = new StringBuilder();
        for (String column : List.of("fd", "socket", "protocol", "net_namespace")) {
            descriptor.append(text(text(columns, column))).append(' ');
        }
        return descriptor.toString();
    }

    private static String text(Map<String, Object> columns, String name) {
        Object value = columns.get(name);
        return value == null ? null : value.toString();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}

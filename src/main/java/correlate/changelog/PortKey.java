package correlate.changelog;

import java.util.Set;

/**
 * The form of the changelog's key: {@code local_address:local_port:remote_address:remote_port} of osquery-process-port, which
 * is ambiguous across hosts, protocols and processes, with as many of these named as are asked for.
 *
 * @param parts what the key names besides the tuple
 */
public record PortKey(Set<Part> parts) {
    /** What a key can name besides the tuple; host and protocol stand before it, the pid after it. */
    public enum Part { HOST, PROTOCOL, PID }

    /** The form of the source document. */
    public static final PortKey PLAIN = new PortKey(Set.of());

    /** A key form of its own set. */
    public PortKey {
        parts = Set.copyOf(parts);
    }

    /**
     * The key of a row; columns stand in it as they were logged.
     *
     * @param protocol the protocol's name, or null
     * @param pid as logged, or null
     */
    public String of(String host, String protocol, String localAddress, String localPort, String remoteAddress,
            String remotePort, String pid) {
        StringBuilder key = new StringBuilder(64);
        if (parts.contains(Part.HOST)) {
            key.append(host).append(':');
        }
        if (parts.contains(Part.PROTOCOL)) {
            key.append(protocol == null ? "" : protocol).append(':');
        }
        key.append(localAddress).append(':').append(localPort).append(':').append(remoteAddress).append(':').append(remotePort);
        if (parts.contains(Part.PID)) {
            key.append(':').append(pid == null ? "" : pid);
        }
        return key.toString();
    }
}

package correlate.model;

/**
 * One end of a connection.
 *
 * @param ip its address
 * @param port its port, 0 to 65535; for ICMP what the log has in its place; 0 where the protocol has none
 */
public record Endpoint(Address ip, int port) {

    /** {@code 10.0.0.1:443} or {@code [2001:db8::1]:443}. */
    @Override
    public String toString() {
        return ip.isV4() ? ip + ":" + port : "[" + ip + "]:" + port;
    }
}

package correlate.stream;

/**
 * A message and the topic it is for.
 *
 * @param to which of the topics that leave the stage
 * @param message its bytes
 */
record Outgoing(To to, byte[] message) {
    /** The topics that leave a stage. */
    enum To { HOSTS, IDS, PORTS, DEAD_LETTERS }

    static Outgoing toHosts(byte[] message) {
        return new Outgoing(To.HOSTS, message);
    }

    static Outgoing toIds(byte[] message) {
        return new Outgoing(To.IDS, message);
    }

    static Outgoing toPorts(byte[] message) {
        return new Outgoing(To.PORTS, message);
    }

    static Outgoing toDeadLetters(byte[] message) {
        return new Outgoing(To.DEAD_LETTERS, message);
    }
}

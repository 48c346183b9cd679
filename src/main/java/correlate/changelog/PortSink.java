package correlate.changelog;

/** Receives what one source (a host and query) says of a key, whenever that changes. */
public interface PortSink {
    /**
     * The source's newest word on a key.
     *
     * @param cell its value is null if the source shows nobody holding the socket any more
     */
    void say(String key, PortCell cell);
}

package correlate.model;

/** Which end of a connection a host is. */
public enum Side {
    /** The end that Zeek calls the originator. */
    ORIG,
    /** The end that Zeek calls the responder. */
    RESP
}

package correlate.model;

/** Why a finding has its verdict: a closed set; the printed code is the constant in lower case. */
public enum Reason {
    // confirmed
    ALIVE_DURING("seen alive during the connection",
            "seen alive no further from the connection than clocks may differ, and no other connection competes for it"),
    ONLY_USE("the socket's life was observed from open to close, and only this connection fits in it"),
    // possible
    MAY_BE_ALIVE("the socket may have been alive during the connection"),
    WITHIN_SKEW("seen alive at a time that only the allowed clock error puts within the connection, and other connections compete for it"),
    AMBIGUOUS("several hosts or processes fit equally well"),
    OWNER_UNKNOWN("the row does not say which process has the socket (its pid is -1 or missing)"),
    EVENT_TUPLE("an event names this tuple at the time the connection began"),
    ID_ONLY("the ids are equal; one of the rows has no addresses, so the side is not known"),
    // weak
    CONNECT_EVENT("a process of the host connected to this remote end at that time; the row has no local end"),
    ACCEPT_EVENT("a process of the host accepted from this remote end at that time; the row has no local end"),
    REMOTE_END("a process of the host had a socket to this remote end at that time; the row has no local end",
            "a process of the host may have had a socket to this remote end at that time; the row has no local end"),
    LISTENER("a process of the host listened on this port at that time",
            "a process of the host may have listened on this port at that time"),
    UNCONNECTED_UDP("a process of the host had an unconnected UDP socket on this port at that time",
            "a process of the host may have had an unconnected UDP socket on this port at that time"),
    // excluded
    ENDED_BEFORE_OPEN("the connection ended before the socket could have opened"),
    STARTED_AFTER_CLOSE("the connection began after the socket had closed"),
    PROCESS_STARTED_LATER("the process began after the connection had ended"),
    // unmatched
    NO_OBSERVED_HOST("neither end is an address of a host in the osquery logs"),
    SHARED_ADDRESS("an end is an address that many hosts in the osquery logs show, so it names none of them"),
    NOT_POLLED("the host was not being polled at that time"),
    SHORTER_THAN_POLL("the connection was shorter than the time between two polls"),
    ONLY_EXCLUDED("only sightings at other times"),
    TRANSLATION_SUSPECTED("a socket to the same remote end at that time has another local address: address translation suspected"),
    NO_SOCKET_ROW("the host was polled during the connection and showed no such socket"),
    NO_EVENT("the host's log tells of events and listeners only, and none of them fits this connection"),
    NO_SOCKET_PROTOCOL("osquery shows no connected sockets of this protocol"),
    ROW_UNUSABLE("the row lacks a usable time or tuple"),
    // unseen
    NO_CONNECTION("no connection in the network logs has this tuple"),
    NO_CONNECTION_THEN("connections with this tuple exist, but none at that time"),
    OUTSIDE_LOGS("the network logs do not cover that time"),
    LOOPBACK("a socket within the host: no sensor sees it");

    private final String text;
    private final String textApart;

    Reason(String text) {
        this(text, text);
    }

    Reason(String text, String textApart) {
        this.text = text;
        this.textApart = textApart;
    }

    /** The reason as a sentence for people, without numbers. */
    public String text() {
        return text;
    }

    /** The same where the socket is known alive at other times only. */
    public String textApart() {
        return textApart;
    }

    /** The sentence for a verdict, with how far from the connection the socket was known alive where that matters. */
    public String sentence(Verdict verdict, long gap) {
        return tellsGap(verdict, gap) ? textApart + beforeGap(verdict) + Times.rough(gap) + afterGap(verdict) : text;
    }

    /** Whether the sentence is {@link #textApart}, {@link #beforeGap}, the gap and {@link #afterGap}; else it is {@link #text}. */
    public boolean tellsGap(Verdict verdict, long gap) {
        return gap > 0 && gap < Times.AFTER_ALL
                && (verdict == Verdict.EXCLUDED || verdict == Verdict.POSSIBLE || !textApart.equals(text));
    }

    /** What leads to the gap in a sentence. */
    public static String beforeGap(Verdict verdict) {
        return verdict == Verdict.EXCLUDED ? "; the nearest time at which it was known alive is " : "; known alive ";
    }

    /** What follows the gap. */
    public static String afterGap(Verdict verdict) {
        return verdict == Verdict.EXCLUDED ? " away" : " away from it";
    }
}

package correlate.source;

import correlate.model.Times;
import java.nio.charset.StandardCharsets;

/**
 * What a scan tells of one connection row before anybody parses it: one object, written anew for every row and valid until
 * the next. The seam between the hot code and everything else.
 */
public final class FlowKey {
    /** First packet, µs since 1970, or {@link Times#NONE} where the row has no usable time. */
    public long start;
    /** Last packet, µs since 1970; equals start where no duration is logged. */
    public long end;
    /** Whether both addresses, both ports and the protocol could be read. */
    public boolean hasTuple;
    public long origHigh;
    public long origLow;
    public int origPort;
    public long respHigh;
    public long respLow;
    public int respPort;
    /** IANA protocol number; ICMP over IPv6 is 58 whatever the log calls it; -1 if unknown. */
    public int protocol;
    /** Whether the log says that the connection was never established (Zeek S0, REJ, RSTOS0, RSTRH, SH): nobody accepted it. */
    public boolean noHandshake;
    /** Where the logged Community ID stands in the chunk's bytes; equal if the row has none (unset and empty are none). */
    public int idFrom;
    public int idTo;
    /**
     * Rows with one fold key are one connection (a Suricata flow_id, an Arkime rootId, a Packetbeat flow.id; Zeek's uid and ts
     * where a log may repeat them): 64 well-mixed bits, or 0 where the row stands for itself.
     */
    public long fold;
    /** Of the rows with one fold key the first with the highest rank says which end is the originator. */
    public int rank;
    /** Where the line starts in the chunk's bytes, and where it ends (line end not included). */
    public int lineFrom;
    public int lineTo;
    /** The line's number within the chunk, from 0. */
    public int line;

    /** Forgets the row before. */
    public void clear() {
        start = Times.NONE;
        end = Times.NONE;
        hasTuple = false;
        protocol = -1;
        noHandshake = false;
        idFrom = 0;
        idTo = 0;
        fold = 0;
        rank = 0;
    }

    /** The logged id's text, empty if the row has none; JSON writers may have escaped its slashes. */
    public String id(byte[] chunk) {
        String text = new String(chunk, idFrom, idTo - idFrom, StandardCharsets.ISO_8859_1);
        return text.indexOf('\\') < 0 ? text : text.replace("\\/", "/");
    }
}

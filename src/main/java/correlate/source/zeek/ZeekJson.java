package correlate.source.zeek;

import correlate.source.Format;
import correlate.source.NetworkLog;
import correlate.source.json.BadJson;
import correlate.source.json.JsonNames;
import correlate.source.json.JsonScanner;

/** Zeek's conn.log as JSON lines, alone or in a stream of several logs. */
public final class ZeekJson implements Format<NetworkLog> {
    /** Members that only Zeek's logs have at top level; {@code ts} is all that some of them have. */
    private static final JsonNames ZEEKS = new JsonNames("ts", "_path", "_write_ts", "@stream", "uid", "id.orig_h", "id_orig_h",
            "conn_state", "conn_uids", "fuid");
    /** Members that tell the lines of Suricata, osquery and Arkime, which may have a ts or a uid too. */
    private static final JsonNames OTHERS = new JsonNames("event_type", "hostIdentifier", "calendarTime", "@timestamp",
            "firstPacket");

    /** So many lines at the beginning of a file may be damaged before it is no log of JSON. */
    private static final int LINES_TRIED = 20;

    private static final String ANOTHERS = "its first line is another program's JSON";

    private final boolean foldByUid;

    /** Logs in which a connection stands once, unless the rows name several types. */
    public ZeekJson() {
        this(false);
    }

    /** Says whether rows of equal uid and ts are one connection even if they do not name their type. */
    public ZeekJson(boolean foldByUid) {
        this.foldByUid = foldByUid;
    }

    @Override
    public String name() {
        return "Zeek JSON";
    }

    @Override
    public String refuses(byte[] head, int length) {
        int from = ZeekTsvScanner.afterByteOrderMark(head, 0, length);
        String refusal = null;
        int tried = 0;
        for (int end; from < length && tried < LINES_TRIED; from = end + 1) {
            end = RowCutter.newline(head, from, length);
            if (!ZeekJsonScanner.isBlank(head, from, end) && head[from] != '#') {
                tried++;
                String mine = refusesLine(head, from, end);
                if (mine == null || mine.startsWith(ANOTHERS)) {
                    return mine;
                }
                refusal = refusal == null ? mine : refusal;
            }
        }
        return refusal == null ? "it has no line of JSON" : refusal;
    }

    private static String refusesLine(byte[] head, int from, int end) {
        JsonScanner json = new JsonScanner();
        json.reset(head, from, end);
        boolean zeek = false;
        try {
            if (json.next() != JsonScanner.BEGIN_OBJECT) {
                return "its first line is no JSON object";
            }
            while (json.next() == JsonScanner.NAME) {
                if (OTHERS.find(json) >= 0) {
                    return ANOTHERS + " (" + json.text() + ")";
                }
                boolean id = json.nameIs(ZeekJsonScanner.ID);
                zeek |= ZEEKS.find(json) >= 0;
                zeek |= json.skipValue() == JsonScanner.BEGIN_OBJECT && id;
            }
        } catch (BadJson e) {
            if (!e.cutOff()) {
                return "its first line is no JSON";
            }
        }
        return zeek ? null : "its first line has none of the names that Zeek's logs begin with (ts, uid, id.orig_h, _path)";
    }

    @Override
    public NetworkLog open(String file) {
        return new ZeekJsonLog(ZeekLogKinds.other(ZeekLogKinds.fromFile(file)), foldByUid);
    }
}

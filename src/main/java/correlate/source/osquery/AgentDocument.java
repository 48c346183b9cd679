package correlate.source.osquery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import correlate.source.json.BadJson;
import correlate.source.json.JsonNames;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a document of Elastic's Osquery Manager (osquerybeat, run by Elastic Agent), which holds one row with its columns right
 * under {@code osquery}, and gives it as osquery would have written it in the event form. A scheduled query's documents have
 * osquery's own time in {@code osquery_meta}, since 8.6. A live query's, which have the SQL in {@code action_data}, have none:
 * each was stamped when it was sent, so rows of one run differ in time, and must not look like polls that lack each other's rows.
 * As such a query runs once, its name may hold the second, which gives each second a timeline of its own.
 */
final class AgentDocument extends EcsMembers {
    /** The action of rows that agents before the repair of elastic/beats issue 48427 call removed; no osquery writes it. */
    static final byte[] MISLABELLED = "removed (elastic/beats issue 48427)".getBytes(US_ASCII);

    private static final JsonNames ROOTS = new JsonNames("osquery", "osquery_meta", "host", "agent", "event",
            "action_data");
    private static final JsonNames NAMES = new JsonNames("schedule_id", "action_id", "action_data.query", "@timestamp", "query_name",
            "pack_name", "host.name", "host.hostname", "agent.name", "agent.type", "agent.version", "event.module",
            "osquery_meta.unix_time", "osquery_meta.epoch", "osquery_meta.counter", "osquery_meta.action");
    private static final int SCHEDULE_ID = 0;
    private static final int ACTION_ID = 1;
    private static final int ACTION_QUERY = 2;
    private static final int TIMESTAMP = 3;
    private static final int QUERY_NAME = 4;
    private static final int PACK_NAME = 5;
    private static final int HOST_NAME = 6;
    private static final int HOST_HOSTNAME = 7;
    private static final int AGENT_NAME = 8;
    private static final int AGENT_TYPE = 9;
    private static final int AGENT_VERSION = 10;
    private static final int EVENT_MODULE = 11;
    private static final int UNIX_TIME = 12;
    private static final int EPOCH = 13;
    private static final int COUNTER = 14;
    private static final int ACTION = 15;

    private static final byte[] OSQUERY = "osquery.".getBytes(US_ASCII);
    private static final byte[] DECORATIONS = "decorations".getBytes(US_ASCII);
    private static final byte[] COLUMNS = "columns".getBytes(US_ASCII);
    /** Up to the second, with its quote. */
    private static final Pattern SECOND = Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

    /** The values as written, null where there is none. */
    private final String[] values = new String[NAMES.size()];
    private final ByteArrayOutputStream columns = new ByteArrayOutputStream();

    /** The row as a result; null if the document is none of osquerybeat's, or has no row. */
    byte[] unwrap(byte[] document, int from, int to) throws BadJson {
        Arrays.fill(values, null);
        columns.reset();
        walk(document, from, to);
        boolean live = values[UNIX_TIME] == null && values[ACTION_QUERY] != null;
        boolean ours = values[UNIX_TIME] != null || "\"osquery_manager\"".equals(values[EVENT_MODULE])
                || "\"osquerybeat\"".equals(values[AGENT_TYPE]);
        if (!ours || columns.size() == 0) {
            return null;
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        add(result, "name", live ? liveName() : first(SCHEDULE_ID, ACTION_ID));
        add(result, "hostIdentifier", first(HOST_NAME, HOST_HOSTNAME, AGENT_NAME));
        add(result, "unixTime", values[live ? TIMESTAMP : UNIX_TIME]);
        add(result, "epoch", values[EPOCH]);
        add(result, "counter", values[COUNTER]);
        add(result, "action", action());
        ByteArrayOutputStream decorations = new ByteArrayOutputStream();
        add(decorations, "pack_name", values[PACK_NAME]);
        add(decorations, "query_name", values[QUERY_NAME]);
        if (decorations.size() > 0) {
            part(result, DECORATIONS, decorations);
        }
        part(result, COLUMNS, columns);
        return whole(result);
    }

    private static void add(ByteArrayOutputStream out, String name, String value) {
        if (value != null) {
            byte[] text = name.getBytes(US_ASCII);
            begin(out, text, 0, text.length);
            out.writeBytes(value.getBytes(ISO_8859_1));
        }
    }

    private String first(int... names) {
        for (int name : names) {
            if (values[name] != null && values[name].length() > 2) {
                return values[name];
            }
        }
        return null;
    }

    private String liveName() {
        String id = first(ACTION_ID);
        Matcher second = SECOND.matcher(values[TIMESTAMP] == null ? "" : values[TIMESTAMP]);
        return id == null || !id.startsWith("\"") || !second.lookingAt() ? id
                : id.substring(0, id.length() - 1) + " " + second.group().substring(1) + "\"";
    }

    /** Differential rows say what they are; all others are of a snapshot: before 8.6 osquerybeat let osquery log nothing else. */
    private String action() {
        return values[ACTION] == null ? "\"snapshot\""
                : values[ACTION].equals("\"removed\"") && !tellsRemovals() ? "\"" + new String(MISLABELLED, US_ASCII) + "\""
                : values[ACTION];
    }

    /** Whether the agent is known to be repaired (elastic/beats pull request 48438): 9.2.6, 9.3.1 and later ones of either. */
    private boolean tellsRemovals() {
        Matcher version = VERSION.matcher(values[AGENT_VERSION] == null ? "" : values[AGENT_VERSION]);
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        int patch = Integer.parseInt(version.group(3));
        return major > 9 || major == 9 && (minor > 3 || minor == 3 && patch >= 1 || minor == 2 && patch >= 6);
    }

    @Override
    boolean wants(int length) {
        return ROOTS.find(path, 0, length) >= 0 || NAMES.find(path, 0, length) >= 0 || Bytes.startsWith(path, 0, length, OSQUERY);
    }

    @Override
    void value(int length, int from, int to) {
        int name = NAMES.find(path, 0, length);
        if (name >= 0) {
            if (values[name] == null) {
                values[name] = new String(bytes, from, to - from, ISO_8859_1);
            }
        } else if (isColumn(length)) {
            begin(columns, path, OSQUERY.length, length);
            columns.write(bytes, from, to - from);
        }
    }

    /** The package maps columns under a second name, too, as {@code osquery.pid.number}, which a search may ask for. */
    private boolean isColumn(int length) {
        if (length <= OSQUERY.length || !Bytes.startsWith(path, 0, length, OSQUERY)) {
            return false;
        }
        int i = length - 1;
        while (i >= OSQUERY.length && path[i] != '.') {         // from behind: below a name of megabytes a million others may stand
            i--;
        }
        return i < OSQUERY.length;
    }
}

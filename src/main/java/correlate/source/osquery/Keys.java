package correlate.source.osquery;

import correlate.source.json.JsonNames;

/** The keys of a result line, and those of the documents in which shippers wrap one. */
final class Keys {
    static final JsonNames NAMES = new JsonNames("name", "hostIdentifier", "hostname", "unixTime", "epoch", "counter", "action",
            "columns", "snapshot", "diffResults", "decorations", "calendarTime", "numerics", "logNumericsAsNumbers", "log_type",
            "host_identifier", "unix_time", "calendar_time", "severity", "message", "data", "node_key", "osquery", "_source",
            "json", "result", "full_log", "log", "_raw");

    static final int NAME = 0;
    static final int HOST_IDENTIFIER = 1;
    static final int HOSTNAME = 2;
    static final int UNIX_TIME = 3;
    static final int EPOCH = 4;
    static final int COUNTER = 5;
    static final int ACTION = 6;
    static final int COLUMNS = 7;
    static final int SNAPSHOT = 8;
    static final int DIFF_RESULTS = 9;
    static final int DECORATIONS = 10;
    static final int LOG_TYPE = 14;
    /** The Elastic module's names for three of the keys; calendarTime is of no use under either. */
    static final int ECS_HOST_IDENTIFIER = 15;
    static final int ECS_UNIX_TIME = 16;
    static final int SEVERITY = 18;
    /** The line as Filebeat and Logstash have it, and in whose place others have theirs: {@link #isLine}. */
    static final int MESSAGE = 19;
    static final int DATA = 20;
    static final int NODE_KEY = 21;
    static final int OSQUERY = 22;
    /** Under these stands what was shipped, by Elasticsearch, Filebeat and Splunk: {@link #isShell}. */
    static final int FIRST_SHELL = 23;
    static final int LAST_SHELL = 25;
    private static final int FULL_LOG = 26;
    private static final int LOG = 27;
    private static final int RAW = 28;

    static final long RESULTS = 1L << COLUMNS | 1L << SNAPSHOT | 1L << DIFF_RESULTS;
    /** A result has at least one of these beside its rows. */
    static final long HEADER = 1L << NAME | 1L << HOST_IDENTIFIER | 1L << HOSTNAME | 1L << ECS_HOST_IDENTIFIER
            | 1L << UNIX_TIME | 1L << ECS_UNIX_TIME | 1L << ACTION;
    static final long TLS_POST = 1L << NODE_KEY | 1L << LOG_TYPE;

    private Keys() {
    }

    /** Whether a string under this key is a line of a log: Wazuh's full_log, Docker's and Fluent Bit's log, Splunk's _raw. */
    static boolean isLine(int key) {
        return key == MESSAGE || key == FULL_LOG || key == LOG || key == RAW;
    }

    /** Whether an object under this key is what was shipped. */
    static boolean isShell(int key) {
        return key >= FIRST_SHELL && key <= LAST_SHELL;
    }
}

package correlate.source.osquery;

import correlate.source.Format;
import correlate.source.HostLog;

/**
 * osquery's result logs: one JSON object a line in the event, snapshot and batch forms of every version, bare or as Filebeat,
 * Elastic, Kinesis, Kafka, the TLS logger, syslog, OSSEC or Wazuh pass them on.
 */
public final class OsqueryResults implements Format<HostLog> {
    @Override
    public String name() {
        return "osquery results";
    }

    @Override
    public String refuses(byte[] head, int length) {
        return new Recognition().refuses(head, length);
    }

    @Override
    public HostLog open(String file) {
        return new OsqueryLog();
    }
}

package correlate.stream;

/**
 * The names of the topics.
 *
 * @param osquery osquery's result lines, in
 * @param connections lines of Zeek or Suricata, in
 * @param findings which process was behind which connection, out
 * @param processPort the process-port changelog, out
 * @param deadLetters what could not be used, out
 */
public record Topics(String osquery, String connections, String findings, String processPort, String deadLetters) {
    /** The names where none are given. */
    public static final Topics DEFAULT = new Topics("osquery-results", "connections", "correlate-findings",
            "correlate-process-port", "correlate-dead-letters");
}

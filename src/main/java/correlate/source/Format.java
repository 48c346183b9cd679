package correlate.source;

/**
 * One log format, registered in {@code Sources}.
 *
 * @param <L> {@link NetworkLog} or {@link HostLog}
 */
public interface Format<L> {
    /** Why a log is refused of which the head holds only a part of the first line, and not what would tell its kind. */
    String UNDECIDED = "the first 64 KiB of its first line do not show what it is";

    /** Its name in messages: {@code Zeek TSV}, {@code Suricata eve.json}. */
    String name();

    /**
     * Looks at the first bytes of a file (inflated, at least its first line where that is shorter than 64 KiB) and says in a
     * few words why it is not of this format; null if it is.
     */
    String refuses(byte[] head, int length);

    /** The log behind such a file. */
    L open(String file);
}

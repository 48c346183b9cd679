package correlate.index;

/** What is known of the hosts beside the rows at hand: how their queries ran and how their clocks go. */
public interface HostFacts {
    /** The timeline of one query on one host; it holds the execution of every row of that query and host. */
    Timeline timeline(int host, int query, boolean snapshots);

    /** How often the query runs there. */
    Schedule schedule(int host, int query, boolean snapshots);

    /** How the host's times are to be read. */
    Clock clock(int host);
}

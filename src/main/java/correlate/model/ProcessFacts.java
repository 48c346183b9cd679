package correlate.model;

/**
 * What osquery says of a process; every part is null where the row does not say.
 *
 * @param pid the process id as logged: a positive number, or -1 where osquery knew the socket but not its owner
 * @param start start of the process, µs since 1970, or {@link Times#NONE}
 */
public record ProcessFacts(NumberText pid, String name, String path, String cmdline, long start, NumberText parentPid,
        NumberText userId, String userName, String md5, String sha1, String sha256) {

    /** Whether the row says nothing of the process. */
    public boolean isUnknown() {
        return pid == null && name == null && path == null && cmdline == null && start == Times.NONE && parentPid == null
                && userId == null && userName == null && md5 == null && sha1 == null && sha256 == null;
    }
}

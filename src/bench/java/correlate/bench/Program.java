package correlate.bench;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A program that owns sockets.
 *
 * @param user id of the user it runs as
 * @param brief whether each use starts a process of its own, instead of one that runs since boot
 */
record Program(String name, String path, String arguments, int user, boolean brief) {
    private static final List<Program> WEB = List.of(
            new Program("firefox", "/usr/lib/firefox/firefox", " -contentproc -childID 7 -isForBrowser -prefsLen 36281 "
                    + "-jsInitLen 234236 -parentBuildID 20240205133611 -greomni /usr/lib/firefox/omni.ja", 1000, false),
            new Program("chrome", "/opt/google/chrome/chrome", " --type=utility --utility-sub-type=network.mojom."
                    + "NetworkService --lang=de-DE --service-sandbox-type=none --user-data-dir=/home/jsmith/.config", 1000, false),
            new Program("curl", "/usr/bin/curl", " -sS -H \"Accept: application/json\" https://api.example.org/v1/items", 1001, true),
            new Program("python3", "/usr/bin/python3.11", " -c \"import urllib.request as u;print(u.urlopen('https://"
                    + "example.net/caf\u00e9').status)\"", 1000, true));
    private static final List<Program> ANY = List.of(
            new Program("java", "/usr/lib/jvm/java-17/bin/java", " -Xmx2G -server -XX:+UseG1GC -Dlog4j.configuration=file:"
                    + "/etc/app/log4j.properties -cp /opt/app/libs/* org.example.Main /etc/app/server.properties", 990, false),
            new Program("nc", "/bin/nc.traditional", " -v -w 30", 0, true),
            new Program("node", "/usr/bin/node", " --max-old-space-size=4096 /srv/app/server.js --port 8080", 1002, false));

    /** The program that is likely behind a remote port. */
    static Program client(int port, SplittableRandom random) {
        return switch (port) {
            case 53 -> new Program("systemd-resolve", "/usr/lib/systemd/systemd-resolved", "", 101, false);
            case 80, 443 -> WEB.get(random.nextInt(WEB.size()));
            case 22 -> new Program("ssh", "/usr/bin/ssh", " -o BatchMode=yes deploy@build", 1000, true);
            case 123 -> new Program("chronyd", "/usr/sbin/chronyd", " -F 1", 110, false);
            default -> ANY.get(random.nextInt(ANY.size()));
        };
    }

    /** The program that serves a local port. */
    static Program server(int port) {
        return switch (port) {
            case 22 -> new Program("sshd", "/usr/sbin/sshd", " -D", 0, false);
            case 53 -> new Program("named", "/usr/sbin/named", " -f -u bind", 53, false);
            case 80, 443 -> new Program("nginx", "/usr/sbin/nginx", " -g daemon on; master_process on;", 33, false);
            case 445 -> new Program("smbd", "/usr/sbin/smbd", " --foreground --no-process-group", 0, false);
            case 5432 -> new Program("postgres", "/usr/lib/postgresql/15/bin/postgres", " -D /var/lib/postgresql", 114, false);
            default -> new Program("service" + port, "/opt/service/service" + port, " --listen " + port, 998, false);
        };
    }
}

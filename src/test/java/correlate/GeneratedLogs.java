package correlate;

import java.util.SplittableRandom;

/** A network log of several megabytes with all that makes reading it in pieces hard, and host rows that explain some of it. */
final class GeneratedLogs {
    private static final long START = 1_600_000_000;
    private static final String[] COLUMNS = {
        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state note",
        "uid ts proto id.resp_p id.resp_h id.orig_p id.orig_h duration note",
        "note duration id.orig_h id.orig_p id.resp_h id.resp_p proto ts uid local_orig"};
    private static final String[] BAD = {"\tx", "not\ta\trow", "#a comment", "", "-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-"};

    final String conn;
    final String results;

    /** Logs of so many connections; every value follows from the seed. */
    GeneratedLogs(int connections, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder network = new StringBuilder();
        StringBuilder host = new StringBuilder();
        String[] names = header(network, 0);
        for (int i = 0; i < connections; i++) {
            if (random.nextInt(3_000) == 0) {
                names = header(network, random.nextInt(COLUMNS.length));
            }
            int local = random.nextInt(40);
            int port = 32_768 + random.nextInt(1_500);
            int remote = random.nextInt(250);
            String proto = random.nextInt(5) == 0 ? "udp" : "tcp";
            long time = START + i / 20;
            row(network, names, random, i, time, "10.0.0." + local, port, "192.0.2." + remote, proto);
            if (random.nextInt(8) == 0) {
                network.append(BAD[random.nextInt(BAD.length)]).append('\n');
            }
            if (random.nextInt(20) == 0) {
                socket(host, "web" + local % 30, time + random.nextInt(8), i, "10.0.0." + local, port, "192.0.2." + remote, proto);
            }
        }
        conn = network.toString();
        results = host.toString();
    }

    private static String[] header(StringBuilder out, int which) {
        String[] names = COLUMNS[which].split(" ");
        out.append("#separator \\x09\n#path\tconn\n#fields\t").append(String.join("\t", names)).append('\n');
        return names;
    }

    private static void row(StringBuilder out, String[] names, SplittableRandom random, int i, long time, String local, int port,
            String remote, String proto) {
        String separator = "";
        for (String name : names) {
            out.append(separator);
            separator = "\t";
            switch (name) {
                case "ts" -> out.append(time).append('.').append(String.valueOf(1_000_000 + random.nextInt(1_000_000)), 1, 7);
                case "uid" -> out.append("C").append(i);
                case "id.orig_h" -> out.append(local);
                case "id.orig_p" -> out.append(random.nextInt(200) == 0 ? "80x" : port);
                case "id.resp_h" -> out.append(remote);
                case "id.resp_p" -> out.append(443);
                case "proto" -> out.append(proto);
                case "duration" -> out.append(random.nextInt(50) == 0 ? "long" : random.nextInt(9) + ".500000");
                case "note" -> out.append("n".repeat(random.nextInt(40))).append("\\x09");
                case "local_orig" -> out.append(random.nextInt(30) == 0 ? "maybe" : "T");
                default -> out.append('-');
            }
        }
        out.append('\n');
    }

    private static void socket(StringBuilder out, String host, long time, int pid, String local, int port, String remote,
            String proto) {
        out.append("{\"name\":\"sockets\",\"hostIdentifier\":\"").append(host).append("\",\"unixTime\":").append(time)
                .append(",\"columns\":{\"pid\":\"").append(pid).append("\",\"name\":\"p\",\"protocol\":\"")
                .append(proto.equals("tcp") ? 6 : 17).append("\",\"local_address\":\"").append(local)
                .append("\",\"local_port\":\"").append(port).append("\",\"remote_address\":\"").append(remote)
                .append("\",\"remote_port\":\"443\"},\"action\":\"added\"}\n");
        if (pid % 300 == 0) {
            out.append("{\"name\":\"sockets\",\"columns\":{\"local_port\":\n");
        }
    }
}

package correlate.bench;

import correlate.model.Address;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the TCP, UDP and SCTP rows of a tab-separated conn.log, plain or gzip. */
final class ConnReader {
    /** Zeek's conn_state where no handshake was completed. */
    private static final List<String> NOBODY_ACCEPTED = List.of("S0", "REJ", "RSTOS0", "RSTRH", "SH");

    private ConnReader() {
    }

    static List<Flow> read(String path) throws IOException {
        List<Flow> flows = new ArrayList<>();
        List<String> fields = List.of();
        try (BufferedReader lines = open(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#fields\t")) {
                    fields = Arrays.asList(line.substring(8).split("\t"));
                } else if (!line.startsWith("#") && !line.isEmpty()) {
                    Flow flow = flow(fields, line.split("\t", -1));
                    if (flow != null) {
                        flows.add(flow);
                    }
                }
            }
        }
        if (flows.isEmpty()) {
            throw new IllegalArgumentException(path + " holds no TCP, UDP or SCTP connection with a #fields line before it");
        }
        return flows;
    }

    private static Flow flow(List<String> fields, String[] values) {
        if (values.length != fields.size()) {
            return null;
        }
        String[] v = new String[9];
        String[] names = {"ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "duration", "conn_state"};
        for (int i = 0; i < names.length; i++) {
            v[i] = fields.contains(names[i]) ? values[fields.indexOf(names[i])] : "-";
        }
        int protocol = switch (v[6]) {
            case "tcp" -> Tuple.TCP;
            case "udp" -> Tuple.UDP;
            case "sctp" -> Tuple.SCTP;
            default -> -1;
        };
        Address orig = Address.parse(v[2]);
        Address resp = Address.parse(v[4]);
        return protocol < 0 || orig == null || resp == null ? null
                : new Flow(Text.micros(v[0]), v[7].equals("-") ? -1 : Text.micros(v[7]), v[1],
                        new Tuple(protocol, orig, Integer.parseInt(v[3]), resp, Integer.parseInt(v[5])), "-", NOBODY_ACCEPTED.contains(v[8]));
    }

    private static BufferedReader open(String path) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(path)), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return new BufferedReader(new InputStreamReader(gzip ? new GZIPInputStream(in, 1 << 16) : in,
                StandardCharsets.UTF_8));
    }
}

package correlate;

import correlate.match.Judgement;
import correlate.model.CommunityId;
import correlate.model.Connection;
import correlate.model.Finding;
import correlate.model.Place;
import correlate.model.Protocols;
import correlate.model.Reason;
import correlate.model.Times;
import correlate.model.Verdict;
import correlate.report.OutputFormat;
import correlate.report.Report;
import correlate.report.ReportOptions;
import correlate.report.Visible;
import correlate.source.Format;
import correlate.source.HostLog;
import correlate.source.NetworkLog;
import correlate.source.Row;
import correlate.stream.FlowLine;
import correlate.stream.JsonColumns;
import correlate.stream.NetworkLines;
import correlate.stream.Socket;
import correlate.stream.Wording;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The stream's findings in the words of the command: the same objects, printed by the same report. Several threads may ask. */
final class StreamWording implements Wording {
    private static final ReportOptions PLAIN = new ReportOptions(null, 0, false, note -> { });

    private final HostLog host;
    private final ThreadLocal<NetworkLines> network;
    /** A connection is asked for its name first and for its finding right after. */
    private final ThreadLocal<Parsed> last = ThreadLocal.withInitial(() -> new Parsed(null, null));

    private record Parsed(List<FlowLine> lines, Connection connection) {
    }

    StreamWording(HostLog host, List<Format<NetworkLog>> network) {
        this.host = host;
        this.network = ThreadLocal.withInitial(() -> new NetworkLines(network));
    }

    /** Its kind and uid; where it has no uid, the place of its first row stands for it. A blank ends the name in record keys. */
    @Override
    public String connection(List<FlowLine> lines) {
        Connection connection = parsed(lines);
        String name = connection.uid() != null ? connection.uid() : connection.at().file() + '@' + connection.at().line();
        return connection.source() + ':' + Visible.escape(name).replace(" ", "\\x20");
    }

    @Override
    public byte[] finding(byte[] id, List<FlowLine> lines, Judgement j, Socket best) {
        return json(new Finding(j.verdict(), j.reason(), j.text(""), CommunityId.of(id), j.side(), j.candidates(),
                j.gap(), parsed(lines), HostRows.sighting(j.life(), j.sightings(), j.side() == null, best.run().query().host(),
                best.run().query().name(), JsonColumns.read(best.columns()),
                best.decorations() == null ? Map.of() : host.decorations(best.decorations()),
                new Place(best.topic(), best.offset()))));
    }

    @Override
    public byte[] unmatched(byte[] id, List<FlowLine> lines, Judgement nearest, Socket best) {
        Connection connection = parsed(lines);
        WhyNot.Answer why = nearest != null ? WhyNot.onlyExcluded(nearest, best.run().query().host())
                : isSocketProtocol(connection.protocol())
                ? new WhyNot.Answer(Reason.NO_SOCKET_ROW, "no host has shown this socket, and osquery's lines have got past"
                + " the connection's end")
                : new WhyNot.Answer(Reason.NO_SOCKET_PROTOCOL, Reason.NO_SOCKET_PROTOCOL.text());
        return json(new Finding(Verdict.UNMATCHED, why.reason(), why.text(), CommunityId.of(id), null, 0, Times.NONE,
                connection, null));
    }

    private static boolean isSocketProtocol(int protocol) {
        return protocol == Protocols.TCP || protocol == Protocols.UDP || protocol == Protocols.SCTP
                || protocol == Protocols.UNKNOWN;
    }

    private Connection parsed(List<FlowLine> lines) {
        Parsed known = last.get();
        if (known.lines != lines) {
            NetworkLog log = network.get().of(lines.get(0).line());
            known = new Parsed(lines, log.connection(lines.stream()
                    .sorted(Comparator.comparing(FlowLine::topic).thenComparingLong(FlowLine::offset))
                    .map(line -> new Row(log.start(), line.line(), new Place(line.topic(), line.offset()))).toList(),
                    problem -> { }));
            last.set(known);
        }
        return known.connection;
    }

    private static byte[] json(Finding finding) {
        StringWriter text = new StringWriter(2048);
        try (Report report = Report.open(OutputFormat.NDJSON, text, PLAIN)) {
            report.add(finding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuffer line = text.getBuffer();
        return line.substring(0, line.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
}

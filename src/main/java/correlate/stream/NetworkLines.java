package correlate.stream;

import correlate.source.Format;
import correlate.source.NetworkLog;
import java.util.ArrayList;
import java.util.List;

/** Which log a single line is of: lines of several kinds may share a topic. Not for several threads. */
public final class NetworkLines {
    private final List<Format<NetworkLog>> formats;
    private final List<NetworkLog> opened = new ArrayList<>();
    private int last;
    /** The log of lines that are no JSON: there is only one kind of these, and its scanner refuses what it cannot read. */
    private NetworkLog plain;

    /** The formats that are tried, in this order. */
    public NetworkLines(List<Format<NetworkLog>> formats) {
        this.formats = List.copyOf(formats);
        formats.forEach(format -> opened.add(format.open("")));
    }

    /** The log of a line, or null if no format takes it. */
    public NetworkLog of(byte[] line) {
        boolean json = line.length > 0 && line[0] == '{';
        if (!json && plain != null) {
            return plain;
        }
        for (int i = 0; i < formats.size(); i++) {
            int tried = (last + i) % formats.size();            // mostly as the line before
            if (formats.get(tried).refuses(line, line.length) == null) {
                last = tried;
                if (!json) {
                    plain = opened.get(tried);
                }
                return opened.get(tried);
            }
        }
        return null;
    }

    /** Why no format takes a line. */
    String refusals(byte[] line) {
        List<String> refusals = new ArrayList<>();
        formats.forEach(format -> refusals.add(format.name() + ": " + format.refuses(line, line.length)));
        return String.join("; ", refusals);
    }
}

package correlate;

import correlate.changelog.PortKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The option {@code --key} of both commands that write the process-port changelog. */
final class PortKeys {
    private PortKeys() {
    }

    /** The key form that these words ask for. */
    static PortKey of(List<String> words) {
        Set<PortKey.Part> parts = EnumSet.noneOf(PortKey.Part.class);
        for (String word : words) {
            switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "host" -> parts.add(PortKey.Part.HOST);
                case "protocol" -> parts.add(PortKey.Part.PROTOCOL);
                case "pid" -> parts.add(PortKey.Part.PID);
                default -> throw new IllegalArgumentException("--key takes host, protocol and pid, not \"" + word + '"');
            }
        }
        return new PortKey(parts);
    }
}

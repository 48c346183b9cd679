package correlate.source;

import java.util.Map;

/** One host log that has been recognised. */
public interface HostLog {
    /** A scanner for one chunk, or for one thread that is alone; see {@link NetworkLog#scanner}. */
    HostScanner scanner();

    /**
     * Reads again the columns of one row.
     *
     * @param bytes what {@link SocketKey#sliceFrom} and {@link SocketKey#sliceTo} named
     * @param ordinal what {@link SocketKey#ordinal} said: which row of the line it is, or how the bytes are the row itself
     * @return its columns under their own names, each a {@code String} or a {@link correlate.model.NumberText}
     */
    Map<String, Object> columns(byte[] bytes, int ordinal);

    /** Reads the text that {@link SocketKey#decorations} gave. */
    Map<String, Object> decorations(String text);
}

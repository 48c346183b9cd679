package correlate.source.osquery;

import correlate.model.Address;
import correlate.model.Times;
import correlate.read.Chunk;
import correlate.source.HostLog;
import correlate.source.HostSink;
import correlate.source.SocketKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Writes down what a scan tells: each call as one line of text, and the four counts. */
final class Heard implements HostSink {
    final List<String> calls = new ArrayList<>();
    final List<SocketKey.Kind> kinds = new ArrayList<>();
    final List<String> hosts = new ArrayList<>();
    /** How many bytes each row needs to be read again. */
    final List<Integer> lengths = new ArrayList<>();
    int used;
    int usedInPart;
    int passedOver;
    int rejected;
    int lines = -1;
    private final HostLog log = new OsqueryResults().open("results.log");
    private Chunk chunk;
    private int inPart = -1;

    static Heard scan(String text) {
        return scan(text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** The text lies in the middle of the chunk's array, so that a wrong offset shows. */
    static Heard scan(byte[] text, boolean last) {
        byte[] bytes = new byte[text.length + 20];
        Arrays.fill(bytes, (byte) '"');
        System.arraycopy(text, 0, bytes, 9, text.length);
        return scan(new Chunk(bytes, 9, 9 + text.length, 1000, false, last));
    }

    static Heard scan(Chunk chunk) {
        Heard heard = new Heard();
        heard.chunk = chunk;
        heard.log.scanner().scan(chunk, heard);
        return heard;
    }

    @Override
    public void batch(SocketKey key) {
        calls.add("batch " + line(key));
    }

    @Override
    public void row(SocketKey key) {
        kinds.add(key.kind);
        hosts.add(key.host);
        lengths.add(key.sliceTo - key.sliceFrom);
        byte[] slice = Arrays.copyOfRange(chunk.bytes(), key.sliceFrom, key.sliceTo);
        calls.add("row " + line(key) + " " + key.kind + " " + end(key.localHigh, key.localLow, key.localPort) + " "
                + end(key.remoteHigh, key.remoteLow, key.remotePort) + " proto=" + key.protocol
                + " pid=" + (key.pid == SocketKey.NO_PID ? "-" : key.pid) + " start=" + time(key.processStart)
                + " inode=" + (Math.abs(key.inode) < 1_000_000_000_000L ? key.inode : "hash") + " descriptor=" + (key.descriptor != 0) + " event=" + time(key.eventTime)
                + " id=" + key.loggedId + " columns=" + log.columns(slice, key.ordinal));
    }

    private String line(SocketKey key) {
        return key.line + " " + key.host + "/" + key.query + " " + time(key.unixTime) + " " + key.epoch + ":" + key.counter + " "
                + key.form + " " + (key.decorations == null ? "-" : log.decorations(key.decorations));
    }

    static String end(long high, long low, int port) {
        return new Address(high, low) + "|" + port;
    }

    static String time(long micros) {
        return micros == Times.NONE ? "-" : Long.toString(micros);
    }

    @Override
    public void used(int line) {
        used += inPart == line ? 0 : 1;
        usedInPart += inPart == line ? 1 : 0;
        calls.add("used " + line);
    }

    @Override
    public void alive(String host, long time) {
        calls.add("alive " + host + " " + time);
    }

    @Override
    public void passedOver(int line) {
        passedOver++;
        calls.add("passed over " + line);
    }

    @Override
    public void rejected(int line, String field, String reason) {
        rejected++;
        calls.add("rejected " + line + " [" + field + "] " + reason);
    }

    @Override
    public void inPart(int line, String field, String reason) {
        inPart = line;
        calls.add("in part " + line + " [" + field + "] " + reason);
    }

    @Override
    public void notice(int line, String field, String reason) {
        throw new AssertionError("osquery logs have no headers");
    }

    @Override
    public void lines(int count) {
        lines = count;
    }

    /** The calls without the wording of problems and their order within a line, which have no plain twin. */
    List<String> withoutWords() {
        List<String> plain = new ArrayList<>();
        TreeSet<String> parts = new TreeSet<>();
        for (String call : calls) {
            if (call.startsWith("in part")) {
                parts.add(call.substring(0, call.indexOf(']') + 1));
            } else {
                plain.addAll(parts);
                parts.clear();
                plain.add(call.startsWith("rejected") ? call.substring(0, call.indexOf(" [")) : call);
            }
        }
        return plain;
    }

    int rows() {
        return used + usedInPart + passedOver + rejected;
    }
}

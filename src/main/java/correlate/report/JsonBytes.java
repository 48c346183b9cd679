package correlate.report;

import correlate.model.Address;
import correlate.model.CommunityId;
import correlate.model.RowColumns;
import correlate.model.Times;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into one growing array: the hot part of printing, so it is fenced here and its plain twin in the tests
 * is Jackson's generator. What it escapes beyond what JSON demands is told in {@link JsonEscapes}.
 *
 * <p>A finding shows every column of two rows, most of them plain text: such a one is looked at eight bytes at a time and
 * copied, without becoming a {@code String}. Measured on ten million connections (W10): printing a finding of 2.3 KB took
 * 37 µs with strings and maps and takes 7 so.
 */
final class JsonBytes implements RowColumns.Listener {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private byte[] bytes;
    private int size;
    private boolean comma;
    /** The day written last: times of one finding mostly share it. */
    private long day = Long.MIN_VALUE;
    private final byte[] date = new byte[10];

    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    /** Begins anew, on this array. */
    void begin(byte[] array) {
        bytes = array;
        size = 0;
        comma = false;
    }

    /** The array written on last; it may have grown into another one. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** What was written from there on. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, size);
    }

    /** Gives where it starts. */
    int startObject() {
        open('{');
        return size - 1;
    }

    void endObject() {
        close('}');
    }

    void startArray() {
        open('[');
    }

    void endArray() {
        close(']');
    }

    /** The name of what is written next: plain ASCII, as all names of our own are. */
    @SuppressWarnings("deprecation")            // getBytes of ASCII into an array is one copy, whatever its faults elsewhere
    void key(String ascii) {
        int length = ascii.length();
        reserve(length + 4);
        byte[] to = bytes;
        int at = size;
        if (comma) {
            to[at++] = ',';
        }
        to[at++] = '"';
        ascii.getBytes(0, length, to, at);
        at += length;
        to[at++] = '"';
        to[at++] = ':';
        size = at;
        comma = false;
    }

    /** The name of what is written next. */
    void name(String name) {
        string(name);
        put(':');
        comma = false;
    }

    @Override
    public void name(byte[] utf8, int from, int to) {
        text(utf8, from, to);
        put(':');
        comma = false;
    }

    @Override
    public boolean members(byte[] json, int from, int to) {
        if (!JsonPlain.isOurs(json, from, to)) {
            return false;
        }
        separate();
        raw(json, from, to);
        return true;
    }

    /** A text of plain ASCII, such as the words of our own. */
    void word(String ascii) {
        reserve(ascii.length() + 3);
        separate();
        bytes[size++] = '"';
        raw(ascii);
        bytes[size++] = '"';
    }

    void string(String text) {
        separate();
        put('"');
        escaped(text);
        put('"');
    }

    @Override
    public void text(byte[] utf8, int from, int to) {
        int length = to - from;
        if (JsonPlain.until(utf8, from, to) < to) {
            string(new String(utf8, from, length, StandardCharsets.UTF_8));
            return;
        }
        reserve(length + 3);
        separate();
        byte[] into = bytes;
        into[size++] = '"';
        System.arraycopy(utf8, from, into, size, length);
        size += length;
        into[size++] = '"';
    }

    /** Escapes that are the ones we would write are copied with the rest. */
    @Override
    public boolean escapedText(byte[] json, int from, int to) {
        if (!JsonPlain.isOurs(json, from, to)) {
            return false;
        }
        separate();
        put('"');
        raw(json, from, to);
        put('"');
        return true;
    }

    @Override
    public void number(byte[] json, int from, int to) {
        if (!JsonNumber.isSafe(json, from, to)) {
            string(new String(json, from, to - from, StandardCharsets.US_ASCII));
            return;
        }
        separate();
        raw(json, from, to);
    }

    @Override
    public void value(Object value) {
        JsonValue.write(this, value);
    }

    /** A number, a word or another piece of JSON, as it is. */
    void literal(String ascii) {
        separate();
        raw(ascii);
    }

    /** A piece of JSON that was written before. */
    void literal(byte[] json) {
        separate();
        raw(json, 0, json.length);
    }

    /** A piece that was written before, between these places. */
    void again(int from, int to) {
        separate();
        raw(bytes, from, to);
    }

    /** A number from 0. */
    void integer(long value) {
        reserve(Digits.LONGEST);
        separate();
        size = Digits.put(value, bytes, size);
    }

    /** Begins a text that is written in parts. */
    void startText() {
        separate();
        put('"');
    }

    /** A part of a text: plain ASCII. */
    void part(String ascii) {
        raw(ascii);
    }

    void endText() {
        put('"');
    }

    /** A duration from 0 as a part of a text, as {@link Times#rough} writes it. */
    void rough(long micros) {
        reserve(Digits.LONGEST);
        size = Digits.putRough(micros, bytes, size);
    }

    /** Microseconds as seconds with up to six decimals, and at least so many. */
    void seconds(long micros, int decimals) {
        reserve(Digits.LONGEST);
        separate();
        size = Digits.putSeconds(micros, decimals, bytes, size);
    }

    void address(Address address) {
        if (!address.isV4()) {
            string(address.toString());
            return;
        }
        reserve(20);
        separate();
        bytes[size++] = '"';
        for (int shift = 24; shift >= 0; shift -= 8) {
            size = Digits.putSmall((int) (address.low() >>> shift) & 0xff, bytes, size);
            bytes[size++] = (byte) (shift == 0 ? '"' : '.');
        }
    }

    void communityId(CommunityId id) {
        reserve(CommunityId.LENGTH + 3);
        separate();
        bytes[size++] = '"';
        id.put(bytes, size);
        size += CommunityId.LENGTH;
        bytes[size++] = '"';
    }

    /** A time as {@link Times#iso} writes it. */
    void time(long micros) {
        long today = Math.floorDiv(micros, Times.DAY);
        if (!Times.isIsoDay(today)) {
            string(Times.iso(micros));
            return;
        }
        if (today != day) {
            Times.putDate(today, date, 0);
            day = today;
        }
        reserve(Times.ISO_LENGTH + 3);
        separate();
        byte[] to = bytes;
        to[size] = '"';
        System.arraycopy(date, 0, to, size + 1, date.length);
        Times.putTimeOfDay(micros - today * Times.DAY, to, size + 1 + date.length);
        to[size + 1 + Times.ISO_LENGTH] = '"';
        size += Times.ISO_LENGTH + 2;
    }

    /** Text between values, as it is: ASCII. The value after it begins anew, without a comma. */
    void between(String ascii) {
        raw(ascii);
        comma = false;
    }

    private void open(char bracket) {
        separate();
        put(bracket);
        comma = false;
    }

    private void close(char bracket) {
        put(bracket);
        comma = true;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    @SuppressWarnings("deprecation")
    private void raw(String ascii) {
        reserve(ascii.length() + 1);
        ascii.getBytes(0, ascii.length(), bytes, size);
        size += ascii.length();
    }

    private void raw(byte[] ascii, int from, int to) {
        reserve(to - from);
        System.arraycopy(ascii, from, bytes, size, to - from);
        size += to - from;
    }

    private void escaped(String text) {
        int length = text.length();
        reserve(length);
        byte[] to = bytes;
        int at = size;
        int i = 0;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || JsonPlain.ESCAPE[c] != 0) {
                break;
            }
            to[at++] = (byte) c;
        }
        size = at;
        if (i < length) {
            escaped(text, i);
        }
    }

    /** The rare text in which some character is not plain. */
    private void escaped(String text, int from) {
        reserve(6 * (text.length() - from));
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && JsonPlain.ESCAPE[c] == 0) {
                bytes[size++] = (byte) c;
            } else if (c < 0x80 && JsonPlain.ESCAPE[c] != 'u') {
                bytes[size++] = '\\';
                bytes[size++] = JsonPlain.ESCAPE[c];
            } else if (c < 0x80 || JsonEscapes.acts(c)) {
                bytes[size++] = '\\';
                bytes[size++] = 'u';
                bytes[size++] = HEX[c >>> 12];
                bytes[size++] = HEX[c >>> 8 & 15];
                bytes[size++] = HEX[c >>> 4 & 15];
                bytes[size++] = HEX[c & 15];
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >>> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else {
                bytes[size++] = (byte) (0xe0 | c >>> 12);
                bytes[size++] = (byte) (0x80 | c >>> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            }
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}

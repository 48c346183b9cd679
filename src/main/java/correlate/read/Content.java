package correlate.read;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Tells from the first bytes of a file that it is no text log, and what to do with it instead. */
public final class Content {
    /** What is said of a file without content. */
    public static final String EMPTY = "it is empty";

    /** This share of a text may be damaged before we call it binary: a quarter, while noise has about a half. */
    private static final int ODD_SHARE = 4;
    private static final int LOOKED_AT = 4096;
    private static final int TAR_MAGIC = 257;

    private static final String BINARY = "it is binary data, not a text log; check the path";
    private static final String UTF16 = "it is UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8";
    private static final String RETURNS =
            "its lines end in carriage returns alone; convert it with: mac2unix -n FILE FILE.txt";
    private static final String CAPTURE = "it is a packet capture, not a log; run: zeek -r FILE, and give the conn.log that this writes";
    private static final String ARCHIVE = " archive; unpack it first and give the folder";
    private static final String PACKED = ", which is not read here; unpack it first";

    /** What a file is that begins with these bytes, in hexadecimal. */
    private record Sign(String magic, String sentence) {
    }

    private static final Sign[] SIGNS = {
        new Sign("a1b2c3d4", CAPTURE), new Sign("d4c3b2a1", CAPTURE), new Sign("a1b23c4d", CAPTURE), new Sign("4d3cb2a1", CAPTURE),
        new Sign("a1b2cd34", CAPTURE), new Sign("34cdb2a1", CAPTURE), new Sign("0a0d0d0a", CAPTURE),
        new Sign("504b0304", "it is a zip" + ARCHIVE), new Sign("504b0506", "it is a zip" + ARCHIVE),
        new Sign("377abcaf271c", "it is a 7z" + ARCHIVE),
        new Sign("1f8b", "it is compressed twice; unpack it once first"),
        new Sign("1f9d", "it is compressed with compress" + PACKED), new Sign("04224d18", "it is compressed with lz4" + PACKED),
        new Sign("4c5a4950", "it is compressed with lzip" + PACKED),
        new Sign("456c6646696c6500", "it is a Windows event log, which is not read here; check the path"),
        new Sign("53514c69746520666f726d6174203300", "it is a database, not a log; check the path"),
        new Sign("7f454c46", "it is a program, not a log; check the path"),
        new Sign("255044462d", BINARY), new Sign("50415231", BINARY),
    };
    private static final int LONGEST_MAGIC = 16;

    private Content() {
    }

    /** One sentence on what the file is and what to do, or null if it may be a text log. */
    public static String notALog(byte[] head, int length) {
        if (length == 0) {
            return EMPTY;
        }
        String start = HexFormat.of().formatHex(head, 0, Math.min(length, LONGEST_MAGIC));
        for (Sign sign : SIGNS) {
            if (start.startsWith(sign.magic)) {
                return sign.sentence;
            }
        }
        if (length >= TAR_MAGIC + 5 && new String(head, TAR_MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return "it is a tar" + ARCHIVE;
        }
        if (zeros(head, length)) {
            return "it holds nothing but zero bytes, as after a crash or a failed copy; fetch it again";
        }
        if (start.startsWith("fffe") || start.startsWith("feff") || utf16(head, length)) {
            return UTF16;
        }
        if (html(head, length)) {
            return "it is a web page, perhaps a login or an error page saved in the log's place; fetch the log again";
        }
        if (binary(head, Math.min(length, LOOKED_AT))) {
            return BINARY;
        }
        return returns(head, length) ? RETURNS : null;
    }

    /** Text in which carriage returns stand where newlines should: it would be one long line. In JSON they may be mere space. */
    private static boolean returns(byte[] head, int length) {
        boolean json = head[0] == '{' || head[0] == '[';
        boolean returns = false;
        for (int i = 0; i < length; i++) {
            if (head[i] == '\n') {
                return false;
            }
            returns |= head[i] == '\r' && i + 1 < length && (!json || i > 0 && head[i - 1] == '}' && head[i + 1] == '{');
        }
        return returns;
    }

    private static boolean zeros(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Text in which every second byte is zero. */
    private static boolean utf16(byte[] head, int length) {
        int[] text = new int[2];
        int[] zero = new int[2];
        int looked = Math.min(length, 512) & ~1;
        for (int i = 0; i < looked; i++) {
            text[i & 1] += head[i] >= ' ' || head[i] == '\t' || head[i] == '\n' || head[i] == '\r' ? 1 : 0;
            zero[i & 1] += head[i] == 0 ? 1 : 0;
        }
        int most = looked / 2 * 9 / 10;
        return looked >= 8 && (text[0] >= most && zero[1] >= most || text[1] >= most && zero[0] >= most);
    }

    private static boolean html(byte[] head, int length) {
        String start = new String(head, 0, Math.min(length, 512), StandardCharsets.ISO_8859_1).stripLeading()
                .toLowerCase(Locale.ROOT);
        start = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3).stripLeading() : start;
        return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head");
    }

    /** A zero byte in the first line, or too many bytes that text does not have. */
    private static boolean binary(byte[] head, int length) {
        int odd = 0;
        boolean firstLine = true;
        for (int i = 0; i < length; i++) {
            byte b = head[i];
            firstLine &= b != '\n';
            if (b == 0 && firstLine) {
                return true;
            }
            if (b < 0) {
                int tail = tail(head, i, length);
                odd += tail == 0 ? 1 : 0;
                i += tail;
            } else if (b < ' ' && (b < '\b' || b > '\r') && b != 0x1b) {
                odd++;
            }
        }
        // Zeek lets a site choose a control character as separator; its header says so in text
        return odd * ODD_SHARE > length && head[0] != '#';
    }

    /** How many bytes of a UTF-8 character follow its first one; 0 if they are not there. */
    private static int tail(byte[] head, int at, int length) {
        int count = switch (head[at] & 0xf0) {
            case 0xc0, 0xd0 -> 1;
            case 0xe0 -> 2;
            case 0xf0 -> 3;
            default -> 0;
        };
        for (int i = 1; i <= count; i++) {
            if (at + i < length && (head[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return count;
    }
}

package correlate.source.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes JSON of every kind, and damages it. */
public final class RandomJson {
    private static final String[] PIECES = {"a", "pid", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\/", "\\\\", "\\\"",
            "é", "😀", "\t", "\u0001", "127.0.0.1", " ", "{", "}", ":", ",", "local_address", "long enough for two words"};
    private static final String[] NUMBERS = {"0", "-0", "1", "42716", "-1", "0.5", "1e9", "1E+05", "-2.25e-3", "18446744073709551501"};
    private static final String BYTES = "{}[]\":,\\ \t\r0123456789-+.eEtrufalsn\u0000/x";

    private final Random random;

    public RandomJson(long seed) {
        random = new Random(seed);
    }

    public String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0, 1 -> string();
            case 2 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 3 -> "true";
            case 4 -> random.nextBoolean() ? "false" : "null";
            case 5 -> list("[", "]", depth, false);
            default -> list("{", "}", depth, true);
        };
    }

    private String list(String open, String close, int depth, boolean named) {
        StringBuilder text = new StringBuilder(open);
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            text.append(i > 0 ? "," : "").append(blank()).append(named ? string() + blank() + ":" + blank() : "")
                    .append(value(depth + 1)).append(blank());
        }
        return text.append(blank()).append(close).toString();
    }

    private String blank() {
        return random.nextInt(6) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append('"').toString();
    }

    /** Changes a byte or a few: other byte, one less, one more, an end too early. */
    public byte[] damaged(byte[] text) {
        byte[] bytes = text.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            byte other = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : (byte) BYTES.charAt(random.nextInt(BYTES.length()));
            switch (random.nextInt(5)) {
                case 0, 1 -> bytes[at] = other;
                case 2 -> bytes = spliced(bytes, at, 1, new byte[0]);
                case 3 -> bytes = spliced(bytes, at, 0, new byte[] {other});
                default -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(10) == 0 ? at : bytes.length);
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, int less, byte[] more) {
        byte[] out = new byte[bytes.length - less + more.length];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(more, 0, out, at, more.length);
        System.arraycopy(bytes, at + less, out, at + more.length, bytes.length - at - less);
        return out;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

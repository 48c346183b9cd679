package correlate.source.json;

/** Where lines begin and end. */
final class JsonLines {
    private JsonLines() {
    }

    /** The first byte behind a UTF-8 byte order mark, if there is one. */
    static int afterByteOrderMark(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        return mark ? from + 3 : from;
    }

    /** Where the line ends, its newline not included. */
    static int newline(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Whether a line holds nothing; rows show it with their first byte. */
    static boolean isBlank(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}

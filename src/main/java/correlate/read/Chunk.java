package correlate.read;

/**
 * A run of whole lines of one file, in one array that nobody writes to again. Lines end in {@code \n} (a {@code \r} before
 * it is the reader's business); only the last line of a file may lack it.
 *
 * @param bytes holds the lines in {@code [from, to)}
 * @param offset where {@code bytes[from]} stands in the inflated file
 * @param overlong the chunk is the beginning of one line that is longer than the limit; the rest of that line was skipped
 * @param last no chunk follows; if its last line lacks the newline, the file was cut off there or is still being written
 */
public record Chunk(byte[] bytes, int from, int to, long offset, boolean overlong, boolean last) {
}

package correlate.index;

/**
 * Where a row is read again, and what its line said.
 *
 * @param file number of its file
 * @param offset where the slice begins in the inflated file
 * @param length how many bytes it has
 * @param ordinal which row of the slice it is, or how the slice is the row ({@link correlate.source.SocketKey#ordinal})
 * @param line its line, from 1
 * @param decorations the line's decorations as JSON text, or null
 */
public record RowPlace(int file, long offset, int length, int ordinal, long line, String decorations) {
}

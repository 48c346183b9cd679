package correlate.model;

/**
 * Where a row stands.
 *
 * @param file its file, as it was named on the command line
 * @param line its line, from 1
 */
public record Place(String file, long line) {
}

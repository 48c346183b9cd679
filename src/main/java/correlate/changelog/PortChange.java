package correlate.changelog;

/**
 * One change of the changelog.
 *
 * @param time of the execution that showed it, µs since 1970
 * @param key the changelog's key
 * @param value the value, or null: nobody holds the socket any more
 */
public record PortChange(long time, String key, String value) {
}

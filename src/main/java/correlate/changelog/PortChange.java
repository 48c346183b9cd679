package correlate.changelog;

import correlate.model.Times;

/**
 * One change of the changelog.
 *
 * @param time of the execution that showed it, µs since 1970
 * @param key the changelog's key
 * @param value the value, or null: nobody holds the socket any more
 */
public record PortChange(long time, String key, String value) {

    /** The change as a JSON object: {@code {"time":…,"key":…,"value":…}}. */
    public String json() {
        StringBuilder json = new StringBuilder(160).append("{\"time\":");
        PortValue.string(json, Times.iso(time));
        json.append(",\"key\":");
        PortValue.string(json, key);
        return json.append(",\"value\":").append(value).append('}').toString();
    }
}

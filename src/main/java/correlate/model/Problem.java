package correlate.model;

/**
 * A piece of input that could not be used, or only in part.
 *
 * @param file its file, as it was named on the command line
 * @param line its line from 1, or 0 where the whole file is meant
 * @param field the field, or an empty string where the whole row is meant
 * @param reason what is wrong, in a few words; may hold log text, so printing escapes it
 */
public record Problem(String file, long line, String field, String reason) {

    /** {@code conn.log:4211: id.resp_p: "80x" is not a port}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + reason;
    }
}

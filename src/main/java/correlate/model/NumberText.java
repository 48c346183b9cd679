package correlate.model;

/**
 * A number of a log, kept as the text it was: JSON in, the same JSON out.
 *
 * @param text a number as JSON writes it
 */
public record NumberText(String text) {
    @Override
    public String toString() {
        return text;
    }
}

package correlate.bench;

/** The JSON object of one osquery row, in the order in which the columns are given. */
final class Columns {
    private final StringBuilder text = new StringBuilder(640).append('{');
    private final boolean numbers;

    /** @param numbers whether numeric columns are written as numbers */
    Columns(boolean numbers) {
        this.numbers = numbers;
    }

    Columns text(String name, String value) {
        Text.quote(name(name), value);
        return this;
    }

    Columns number(String name, long value) {
        name(name).append(numbers ? "" : "\"").append(value).append(numbers ? "" : "\"");
        return this;
    }

    private StringBuilder name(String name) {
        return text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
    }

    @Override
    public String toString() {
        return text + "}";
    }
}

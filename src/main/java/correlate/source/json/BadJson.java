package correlate.source.json;

/** A text is not JSON. Carries no stack trace: hostile input may raise it often. */
public final class BadJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;
    private final boolean cutOff;

    BadJson(int at, String reason, boolean cutOff) {
        super(reason, null, false, false);
        this.at = at;
        this.cutOff = cutOff;
    }

    /** Index into the array of the byte where the text stops being JSON. */
    public int at() {
        return at;
    }

    /** Whether all is well as far as it goes, but the text ends within a value. */
    public boolean cutOff() {
        return cutOff;
    }

    /** What is wrong, in a few words that hold no text of the input. */
    public String reason() {
        return getMessage();
    }
}

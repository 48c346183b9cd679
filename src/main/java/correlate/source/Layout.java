package correlate.source;

/** What a log's own header lines say of the rows after them: immutable, handed from one chunk to the next. */
public interface Layout {
    /** The layout of a log that has no header lines. */
    Layout NONE = new Layout() { };
}

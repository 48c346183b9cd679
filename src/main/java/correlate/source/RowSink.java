package correlate.source;

/**
 * Where a scanner says what became of a row. Every data row is exactly one of used, used in part, passed over and rejected;
 * header lines, comments and blank lines are none of them. Line numbers count from 0 within the chunk.
 */
public interface RowSink {
    /** The reason for a row that the end of the file cuts off: the file is damaged there or still being written. */
    String CUT_OFF = "cut off: the file ends inside this row";
    /** No single value of a log may be longer than this many bytes; longer ones are left out and reported. */
    int LONGEST_VALUE = 1 << 20;

    /** The row is of a kind that this run does not want (another query, another log type). */
    void passedOver(int line);

    /** The row could not be used. The message may hold log text. */
    void rejected(int line, String field, String reason);

    /** The row is used, but for this field; may be called several times before the row is handed over. */
    void inPart(int line, String field, String reason);

    /** Something is wrong that is no data row (a damaged header line, say). */
    void notice(int line, String field, String reason);

    /** The chunk holds so many lines, of whatever kind. Called once, last. */
    void lines(int count);
}

package correlate.report;

/** The forms in which findings are printed; the option's words are the constants in lower case. */
public enum OutputFormat {
    /** Aligned columns for people. */
    TABLE,
    /** One JSON array. */
    JSON,
    /** One JSON object a line. */
    NDJSON,
    /** Comma-separated values for spreadsheets. */
    CSV,
    /** Tab-separated values, exact but for a few escapes. */
    TSV
}

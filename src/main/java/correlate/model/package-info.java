/** The words that every stage shares, as records and enums: no I/O and no format's field names. */
package correlate.model;

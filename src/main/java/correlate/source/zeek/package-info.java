/** Zeek's conn.log, as TSV and as JSON lines. */
package correlate.source.zeek;

/**
 * osquery's result logs, in every form and wrapper. A chunk's way: {@code OsqueryScanner} cuts it into lines,
 * {@code LineReader} finds the result in whatever a shipper put around it, {@code ResultReader} reads its keys and rows, and
 * {@code SocketRow} says what a row shows. All of a line's JSON is checked before its first row is handed over.
 */
package correlate.source.osquery;

/**
 * Who holds which port: socket rows of osquery become a changelog that a table can hold. Takes rows in any order, gives keys
 * and values; no parsing, no files and no Kafka, so the command and the stream share it.
 */
package correlate.changelog;

/** JSON text as bytes, for every source whose lines are JSON: tokens, names and decoded text; no format's field names. */
package correlate.source.json;

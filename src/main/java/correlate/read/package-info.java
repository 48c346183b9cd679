/** Stage 1 of 6: takes paths, gives numbered lines in chunks; finding files and inflating them happens here, no field names. */
package correlate.read;

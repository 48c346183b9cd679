/** Stage 5 of 6: which sighting explains a connection, how surely, and why not: pure functions of rows and times. No wording. */
package correlate.match;

/** Arkime's sessions. */
package correlate.source.arkime;

/**
 * Stage 2 of 6: takes lines, gives connections and socket rows; every format has its package, and values are normalised
 * here and nowhere else.
 */
package correlate.source;

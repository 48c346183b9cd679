/** Stage 4 of 6: what the host logs showed, kept as numbers by tuple, by end and by host. No judgement. */
package correlate.index;

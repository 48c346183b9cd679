/** Wiring only: the command line, the options it means, and the whole run on one screen. */
package correlate;

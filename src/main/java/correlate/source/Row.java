package correlate.source;

import correlate.model.Place;

/**
 * One row read again, to be parsed in full.
 *
 * @param layout the layout that held where it stands
 * @param bytes its line, without the line end
 * @param at where it stands
 */
public record Row(Layout layout, byte[] bytes, Place at) {
}

package correlate.source.zeek;

import correlate.model.CommunityId;
import correlate.model.NumberText;
import correlate.model.RowColumns;

/** The columns of a row of which some mean something here. */
abstract class FieldColumns extends RowColumns {
    /** The text of a column that means something here; null if it is unset or no single value. */
    abstract String text(ZeekField field);

    /** The number in a column that means something here; null if there is none. */
    abstract NumberText number(ZeekField field);

    /** The Community ID if it stands there in its standard form; null if there is none, or another text. */
    abstract CommunityId id();

    /** A row that the scan let pass has at least one value. */
    @Override
    public final boolean isEmpty() {
        return false;
    }
}
